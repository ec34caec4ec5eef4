import type { ArrayPlan, Plan, TuplePlan } from "../../../plan/plan.ts";
import { use } from "../context.ts";
import { head } from "../heads.ts";
import { eachItem, tupleHead } from "../tuples.ts";
import type { DecodeContext } from "./context.ts";

/** Writes code that reads an array of items of one plan. */
export function decodeArray(plan: ArrayPlan, target: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  const rounds = head(4, undefined, context);
  const round = code.fresh("i");
  // Each item has a byte of its own: no array is longer than what it is made of.
  code.line(`if (${rounds} > end - at || ${rounds} > ${context.limits.items}) ${context.leave}`);
  code.line(`${target} = ${rounds} > 0 ? new Array(${rounds}) : [];`);
  code.block(`for (let ${round} = 0; ${round} !== ${rounds}; ${round}++)`, () => {
    code.line(`if (${rounds} < 0 && (payload[at] === 0xff || ${round} > ${context.limits.items})) break;`);
    const item = code.fresh(`${target === "value" ? "item" : target}Item`);
    code.line(`let ${item};`);
    context.item(plan.items, item, depth);
    code.line(`${target}[${round}] = ${item};`);
  });
  code.line(`if (${rounds} < 0) at++;`);
  code.line(`items += ${target}.length;`);
  const { minItems, maxItems, uniqueItems } = plan;
  if (minItems !== undefined) code.line(`if (${target}.length < ${minItems}) ${context.leave}`);
  if (maxItems !== undefined) code.line(`if (${target}.length > ${maxItems}) ${context.leave}`);
  if (uniqueItems) code.line(`if (!${use(context, "allDifferent")}(${target})) ${context.leave}`);
}

/** Writes code that reads an array of items of a plan each. */
type DecodeTuple = (plan: TuplePlan, target: string, depth: number, context: DecodeContext) => void;

/** What `ArrayStruct` brings along when it is called, so that a page which does not call it is not sent it. */
export const structs: { decode?: DecodeTuple } = {};

/** Writes code that reads an array of items of a plan each: as one literal where all of them are there. */
export function decodeTuple(plan: TuplePlan, target: string, depth: number, context: DecodeContext): void {
  if (plan.names) return structs.decode?.(plan, target, depth, context);
  const { code } = context;
  const { length, end } = tupleHead(plan, context);
  const isExact = length === `${plan.items.length}`;
  const names: string[] = [];
  if (!isExact) code.line(`${target} = [];`);
  const read = (item: Plan, index: string | number) => {
    const name = code.fresh(`item${index}`);
    code.line(`let ${name};`);
    context.item(item, name, depth);
    names.push(name);
    if (!isExact) code.line(`${target}.push(${name});`);
  };
  eachItem(plan, length, read, context);
  end();
  if (isExact) code.line(`${target} = [${names.join(", ")}];`);
}
