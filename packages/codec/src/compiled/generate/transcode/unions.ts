import type { UnionPlan } from "../../../plan/plan.ts";
import { chooseBranch } from "../decode/unions.ts";
import { flush, type TranscodeContext } from "./context.ts";

/** Writes code that turns an item into text by the branch that it belongs to. */
export function transcodeUnion(plan: UnionPlan, depth: number, context: TranscodeContext): void {
  chooseBranch(
    plan,
    (branch) => {
      context.item(branch, depth);
      flush(context);
    },
    context,
  );
}
