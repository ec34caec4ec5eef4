import type { Colours } from "./colours.ts";
import { columnsOf, cutEnd, pad, printable } from "./text.ts";

const GAP = "  ";

/** A table of plain text with a header; the widest column gives way where the lines would be too long. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  colours: Colours,
): string {
  const shown = rows.map((row) => row.map(printable));
  const widths = fit(
    header.map((title, column) =>
      Math.max(columnsOf(title), ...shown.map((row) => columnsOf(row[column] ?? ""))),
    ),
    width - GAP.length * (header.length - 1),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => pad(cutEnd(cell, widths[column] as number), widths[column] as number));
  const body = shown.map((row) => {
    const [first = "", ...others] = line(row);
    return [colours.cyan(first), ...others].join(GAP).trimEnd();
  });
  return `${[colours.bold(line(header).join(GAP).trimEnd()), ...body].join("\n")}\n`;
}

/** Takes columns away from the widest until all fit. */
function fit(widths: readonly number[], available: number): number[] {
  const fitted = [...widths];
  let over = fitted.reduce((sum, width) => sum + width, 0) - available;
  while (over > 0 && Math.max(...fitted) > 4) {
    const widest = fitted.indexOf(Math.max(...fitted));
    fitted[widest] = (fitted[widest] as number) - 1;
    over--;
  }
  return fitted;
}
