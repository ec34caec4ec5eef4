import pc from "../colours.ts";
import type { Row } from "../measure/row.ts";
import { figure, times } from "./figure.ts";

/** Rows of cells, the first column to the left, the others to the right. */
export function align(cells: readonly (readonly string[])[]): string[] {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

/** A table for each group of rows that were measured together. */
export function groupTables(rows: readonly Row[]): string[] {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups.map((group) => groupTable(rows.filter((row) => row.group === group)));
}

/** One group as it is printed while the others are still running; the last column compares with the first row. */
function groupTable(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return "";
  const cells = rows.map((row) => [
    row.name,
    figure(row.median, row.unit),
    row.min === row.median ? "" : figure(row.min, row.unit),
    row.spread === 0 ? "" : `±${(row.spread * 50).toFixed(0)} %`,
    times(row.median / first.median),
  ]);
  const [head = "", ...lines] = align([[first.group, "median", "min", "spread", ""], ...cells]);
  return [pc.bold(head), ...lines.map((line, index) => (index === 0 ? pc.cyan(line) : line))].join("\n");
}
