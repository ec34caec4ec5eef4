import type { ArrayPlan, TuplePlan } from "../../../plan/plan.ts";
import { leaveIf } from "../context.ts";
import { head } from "../heads.ts";
import { flush, type TranscodeContext } from "./context.ts";

/** Writes code that turns an array of items of one plan into text. */
export function transcodeArray(plan: ArrayPlan, depth: number, context: TranscodeContext): void {
  const { code } = context;
  const rounds = head(4, undefined, context);
  const round = code.fresh("i");
  context.pending += "[";
  flush(context);
  code.line(`let ${round} = 0;`);
  code.block(`for (; ${round} !== ${rounds}; ${round}++)`, () => {
    code.line(`if (${rounds} < 0 && payload[at] === 0xff) break;`);
    code.line(`if (${round} > 0) out[to++] = 0x2c;`);
    context.item(plan.items, depth);
    flush(context);
  });
  code.line(`if (${rounds} < 0) at++;`);
  code.line(`items += ${round};`);
  if (plan.minItems !== undefined) leaveIf([`${round} < ${plan.minItems}`], context);
  if (plan.maxItems !== undefined) leaveIf([`${round} > ${plan.maxItems}`], context);
  context.pending += "]";
}

/** Writes code that turns an array of items of a plan each into text. */
export function transcodeTuple(plan: TuplePlan, depth: number, context: TranscodeContext): void {
  const { code } = context;
  head(4, plan.items.length, context);
  code.line(`items += ${plan.items.length};`);
  plan.items.forEach((item, index) => {
    context.pending += index === 0 ? "[" : ",";
    context.item(item, depth);
  });
  context.pending += plan.items.length === 0 ? "[]" : "]";
}
