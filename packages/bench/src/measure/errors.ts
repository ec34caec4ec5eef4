import { mainCases } from "../corpus/corpus.ts";
import { brokenPayloads } from "../corpus/errors.ts";
import { GOOD, refused } from "./refused.ts";
import { race, type Section } from "./section.ts";

/** What it costs to refuse a payload, with the error made and caught. */
export const errors: readonly Section[] = mainCases.map((one) =>
  race(`errors/${one.name}`, () => {
    const { message, value } = one;
    return [
      { name: GOOD, run: message.decode, argument: message.encode(value) },
      ...brokenPayloads(one).map(({ name, payload }) => ({
        name,
        run: refused(message.decode),
        argument: payload,
      })),
    ];
  }),
);
