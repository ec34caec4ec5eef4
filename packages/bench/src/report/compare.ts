import pc from "../colours.ts";
import { find, type Report } from "../measure/row.ts";
import { figure } from "./figure.ts";
import { align } from "./table.ts";

/** Below this, a change is taken for noise and not coloured. */
const NOISE = 0.05;

/** What changed since an earlier report, row by row. */
export function comparison(now: Report, before: Report): string {
  const pairs = now.rows.flatMap((row) => {
    const old = find(before.rows, row.group, row.name);
    return old === undefined || old.median === 0 ? [] : [{ row, old, change: row.median / old.median - 1 }];
  });
  const cells = pairs.map(({ row, old, change }) => [
    `${row.group}  ${row.name}`,
    figure(old.median, old.unit),
    figure(row.median, row.unit),
    `${change > 0 ? "+" : ""}${(change * 100).toFixed(1)} %`,
  ]);
  const [head = "", ...lines] = align([["compared with the file", "before", "now", "change"], ...cells]);
  const coloured = lines.map((line, index) => {
    const change = pairs[index]?.change ?? 0;
    return change > NOISE ? pc.red(line) : change < -NOISE ? pc.green(line) : line;
  });
  return [pc.bold(head), ...coloured].join("\n");
}
