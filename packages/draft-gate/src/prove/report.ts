import type { Progress } from "../progress.ts";
import type { Difference } from "./compare-trees.ts";
import type { Rewritten } from "./rewrite-drafts.ts";

/** What came of one rewriting. */
export interface Row extends Omit<Rewritten, "files"> {
  readonly seed: number;
  readonly files: number;
  readonly bytes: number;
  readonly differences: number;
  readonly seconds: number;
}

const columns: readonly [head: string, of: (row: Row) => string][] = [
  ["seed", ({ seed }) => String(seed)],
  ["rewritten", ({ rewritten }) => String(rewritten)],
  ["moved", ({ moved }) => String(moved)],
  ["deleted", ({ deleted }) => String(deleted)],
  ["added", ({ added }) => String(added)],
  ["their files", ({ assets }) => String(assets)],
  ["compared", ({ files }) => String(files)],
  ["MB", ({ bytes }) => (bytes / 1e6).toFixed(1)],
  ["differences", ({ differences }) => String(differences)],
  ["seconds", ({ seconds }) => seconds.toFixed(0)],
];

/** One line for each rewriting, and one for all of them. */
export function showTable(rows: readonly Row[], { line, colors }: Progress): void {
  const cells = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, of]) => of(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const text = (row: readonly string[]) =>
    row.map((cell, index) => cell.padStart(widths[index] ?? 0)).join("  ");
  line("");
  cells.forEach((row, index) => {
    line(`  ${index === 0 ? colors.dim(text(row)) : text(row)}`);
  });
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  line("");
  line(
    `  ${rows.length} ${rows.length === 1 ? "rewriting" : "rewritings"}: ${sum((row) => row.rewritten)} drafts rewritten, ${sum((row) => row.deleted)} deleted, ${sum((row) => row.added)} added; ${sum((row) => row.files)} files compared, ${(sum((row) => row.bytes) / 1e6).toFixed(1)} MB; ${sum((row) => row.differences)} differences; ${sum((row) => row.seconds).toFixed(0)} s`,
  );
}

/** The most files that are shown one by one. */
const mostShown = 20;

/** Shows which files differ, where, and what stands there. */
export function showDifferences(differences: readonly Difference[], { line, colors }: Progress): void {
  line("");
  for (const { file, offset, before, after } of differences.slice(0, mostShown)) {
    const where =
      offset === undefined ? `only ${before === undefined ? "after" : "before"} it` : `from byte ${offset}`;
    line(`  ${colors.red(file)}  ${where}`);
    if (before !== undefined) line(`    before  ${before}`);
    if (after !== undefined) line(`    after   ${after}`);
  }
  if (differences.length > mostShown) line(colors.dim(`  and ${differences.length - mostShown} more files`));
  line("");
}
