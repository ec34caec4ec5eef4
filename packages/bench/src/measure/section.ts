import type { Budget } from "./budget.ts";
import type { Contestant } from "./interleave.ts";
import { interleave } from "./interleave.ts";
import type { Row } from "./row.ts";
import type { Summary } from "./statistics.ts";

/** A group of rows that are measured together. */
export interface Section {
  readonly group: string;
  measure(budget: Budget): Row[] | Promise<Row[]>;
}

/** A section that measures its contestants against each other. */
export function race(group: string, prepare: () => readonly (Contestant & { name: string })[]): Section {
  return {
    group,
    measure(budget) {
      const contestants = prepare();
      const summaries = interleave(contestants, budget);
      return contestants.map(({ name }, index) => ({
        group,
        name,
        unit: "s" as const,
        ...(summaries[index] as Summary),
      }));
    },
  };
}
