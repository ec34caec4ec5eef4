import { everyCase } from "../corpus/corpus.ts";
import { schemaOf } from "../schema/json.ts";
import { runChild } from "./child.ts";
import type { Steps } from "./first-message.ts";
import type { Section } from "./section.ts";
import { summarize } from "./statistics.ts";

/** What a fresh process needs until the first message of a type is decoded. */
export const cold: readonly Section[] = everyCase.map((one) => {
  const group = `cold/${one.name}`;
  return {
    group,
    measure({ cold: children }) {
      const hex = Buffer.from(one.message.encode(one.value)).toString("hex");
      const args = [JSON.stringify(schemaOf(one)), hex];
      const runs = Array.from(
        { length: children },
        () => JSON.parse(runChild("first-define", args).stdout) as Steps,
      );
      return (["import", "compile", "first message"] as const).map((step) => ({
        group,
        name: step,
        unit: "s" as const,
        ...summarize(runs.map((run) => run[step])),
      }));
    },
  };
});
