import type { Budget } from "./measure/budget.ts";
import type { Report, Row } from "./measure/row.ts";
import { sections } from "./measure/sections.ts";
import { notes } from "./notes.ts";
import { isWanted } from "./parts.ts";
import { machine } from "./report/machine.ts";

/** What to measure, and whom to tell. */
export interface RunOptions {
  /** Groups that match one of these; all of them without any. */
  readonly select?: readonly RegExp[];
  /** Parts of the corpus, and messages of it. */
  readonly only?: readonly string[];
  readonly messages?: readonly string[];
  readonly budget: Budget;
  readonly command?: string;
  /** Called in front of each group. */
  onStart?(group: string, index: number, count: number): void;
  /** Called with the rows of each group. */
  onRows?(rows: readonly Row[]): void;
}

/** Measures one group after the other. */
export async function run({
  select = [],
  only = [],
  messages = [],
  budget,
  command = "npm run bench",
  onStart,
  onRows,
}: RunOptions): Promise<Report> {
  const chosen = sections.filter(
    ({ group }) =>
      (select.length === 0 || select.some((regex) => regex.test(group))) && isWanted(group, only, messages),
  );
  const rows: Row[] = [];
  for (const [index, section] of chosen.entries()) {
    onStart?.(section.group, index + 1, chosen.length);
    const measured = await section.measure(budget);
    onRows?.(measured);
    rows.push(...measured);
  }
  return { machine: machine(), command, rows, notes: notes() };
}
