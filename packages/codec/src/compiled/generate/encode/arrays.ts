import { lengthsOf } from "../../../plan/describe.ts";
import type { ArrayPlan, Plan, TuplePlan } from "../../../plan/plan.ts";
import { lengthConditions } from "../bounds.ts";
import { leaveIf, use } from "../context.ts";
import { eachItem } from "../tuples.ts";
import { countItems, type EncodeContext, variable } from "./context.ts";
import { makeRoom } from "./room.ts";

/** Writes code that writes an array of items of a plan each. */
type EncodeTuple = (plan: TuplePlan, source: string, depth: number, context: EncodeContext) => void;

/** What `ArrayStruct` brings along when it is called, so that a page which does not call it is not sent it. */
export const structs: { encode?: EncodeTuple } = {};

/** Writes code that reads the length of an array once, for it may be another one when it is read again, and judges it. */
function lengthOf(
  source: string,
  least: number | undefined,
  most: number | undefined,
  context: EncodeContext,
): string {
  leaveIf([`!Array.isArray(${source})`], context);
  const length = variable("length", `${source}.length`, context);
  leaveIf(lengthConditions(length, least, most), context);
  return length;
}

/** Writes code that writes an array of items of one plan. */
export function encodeArray(plan: ArrayPlan, source: string, depth: number, context: EncodeContext): void {
  const { code } = context;
  const length = lengthOf(source, plan.minItems, plan.maxItems, context);
  code.line(`at = ${use(context, "putHead")}(out, at, 4, ${length}) | 0;`);
  countItems(length, context);
  const index = code.fresh("i");
  code.block(`for (let ${index} = 0; ${index} < ${length}; ${index}++)`, () => {
    makeRoom(0, context);
    context.item(plan.items, variable("item", `${source}[${index}]`, context), depth);
  });
  if (plan.uniqueItems) leaveIf([`!${use(context, "allDifferent")}(${source})`], context);
}

/** Writes code that writes an array of items of a plan each. */
export function encodeTuple(plan: TuplePlan, source: string, depth: number, context: EncodeContext): void {
  const { code } = context;
  if (plan.names) return structs.encode?.(plan, source, depth, context);
  const length = lengthOf(source, ...lengthsOf(plan), context);
  code.line(`at = ${use(context, "putHead")}(out, at, 4, ${length}) | 0;`);
  countItems(length, context);
  const write = (item: Plan, index: string | number) => {
    if (item === plan.rest) makeRoom(0, context);
    context.item(item, variable(`item${index}`, `${source}[${index}]`, context), depth);
  };
  eachItem(plan, length, write, context);
}
