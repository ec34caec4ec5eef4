import { mainCases } from "../corpus/corpus.ts";
import { brokenPayloads } from "../corpus/errors.ts";
import { race, type Section } from "./section.ts";

/** Name of the row that the others are compared with. */
export const GOOD = "a good message";

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

/** Calls a function that is expected to throw. */
export function refused(run: (payload: Uint8Array) => unknown): (payload: Uint8Array) => unknown {
  return (payload) => {
    try {
      run(payload);
    } catch (error) {
      return error;
    }
    throw new Error("a payload that is wrong was taken");
  };
}
