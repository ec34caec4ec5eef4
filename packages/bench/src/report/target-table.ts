import pc from "../colours.ts";
import { align } from "./table.ts";
import type { Target } from "./target.ts";

/** The targets with what was measured, as it is printed. */
export function targetTable(targets: readonly Target[]): string {
  const cells = targets.map(({ about, goal, measured }) => [about, goal, measured]);
  const [head = "", ...lines] = align([["target", "goal", "measured"], ...cells]);
  const marked = lines.map((line, index) =>
    targets[index]?.reached ? pc.green(`✓ ${line}`) : pc.red(`✗ ${line}  not reached`),
  );
  return [pc.bold(`  ${head}`), ...marked].join("\n");
}
