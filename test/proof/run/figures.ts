/** A number as people read it. */
export const count = (number: number): string => Math.round(number).toLocaleString("en-US");

/** Bytes as people read them. */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** The one in the middle; of none, 0. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[figures.length >> 1] ?? 0;
}

/** A row of a table: each cell in so many columns, to the left where its width is negative. */
export function row(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, index) => {
    const width = widths[Math.min(index, widths.length - 1)] ?? 0;
    return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
  });
  return `   ${padded.join("")}`;
}
