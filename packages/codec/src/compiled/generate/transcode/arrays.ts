import type { ArrayPlan, Plan, TuplePlan } from "../../../plan/plan.ts";
import { leaveIf } from "../context.ts";
import { head } from "../heads.ts";
import { eachItem, tupleHead } from "../tuples.ts";
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
type TranscodeTuple = (plan: TuplePlan, depth: number, context: TranscodeContext) => void;

/** What `ArrayStruct` brings along when it is called, so that a page which does not call it is not sent it. */
export const structs: { transcode?: TranscodeTuple } = {};

/** Writes code that turns an array of items of a plan each into text. */
export function transcodeTuple(plan: TuplePlan, depth: number, context: TranscodeContext): void {
  if (plan.names) return structs.transcode?.(plan, depth, context);
  const { code } = context;
  const { length, end } = tupleHead(plan, context);
  context.pending += "[";
  flush(context);
  const write = (item: Plan, index: string | number) => {
    if (typeof index === "string") code.line(`if (${index} > 0) out[to++] = 0x2c;`);
    else if (index > 0) context.pending += ",";
    context.item(item, depth);
    flush(context);
  };
  eachItem(plan, length, write, context);
  end();
  context.pending += "]";
}
