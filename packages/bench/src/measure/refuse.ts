import { everyCase } from "../corpus/corpus.ts";
import { runChild } from "./child.ts";
import type { Section } from "./section.ts";
import type { Summary } from "./statistics.ts";

/** What it costs to refuse a payload of each class in each message, in a process of its own for each message. */
export const refuse: readonly Section[] = everyCase.map(({ name: message }) => {
  const group = `refuse/${message}`;
  return {
    group,
    measure({ refuse: budget }) {
      const { stdout } = runChild("refuse", [message, JSON.stringify(budget)]);
      const measured = JSON.parse(stdout) as (Summary & { readonly name: string })[];
      return measured.map((one) => ({ group, unit: "s" as const, ...one }));
    },
  };
});
