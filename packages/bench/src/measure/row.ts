import type { Summary } from "./statistics.ts";

/** One figure of the report. */
export interface Row extends Summary {
  /** What was measured on which message, such as `decode/status`; regular expressions select by it. */
  readonly group: string;
  /** Who or what was measured. */
  readonly name: string;
  /** Seconds or bytes. */
  readonly unit: "s" | "B";
}

/** Everything that one run found. */
export interface Report {
  readonly machine: string;
  readonly command: string;
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** The row of this group and name, if it was measured. */
export function find(rows: readonly Row[], group: string, name: string): Row | undefined {
  return rows.find((row) => row.group === group && row.name === name);
}
