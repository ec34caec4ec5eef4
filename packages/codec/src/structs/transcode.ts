import { flush, type TranscodeContext } from "../compiled/generate/transcode/context.ts";
import { eachItem, tupleHead } from "../compiled/generate/tuples.ts";
import type { TuplePlan } from "../plan/plan.ts";

/** Writes code that turns the items of an array into the members of an object. None of them is without a name. */
export function transcodeStruct(plan: TuplePlan, depth: number, context: TranscodeContext): void {
  const { names = [] } = plan;
  const { length, end } = tupleHead(plan, context);
  context.pending += "{";
  flush(context);
  eachItem(
    plan,
    length,
    (item, index) => {
      const comma = (index as number) > 0 ? "," : "";
      context.pending += `${comma}${JSON.stringify(names[index as number])}:`;
      context.item(item, depth);
      flush(context);
    },
    context,
  );
  end();
  context.pending += "}";
}
