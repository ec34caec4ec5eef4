import { lengthsOf } from "../../../plan/describe.ts";
import { type ArrayPlan, FURTHER, type Plan, type TuplePlan } from "../../../plan/plan.ts";
import { lengthConditions } from "../bounds.ts";
import { property } from "../code.ts";
import { leaveIf, use } from "../context.ts";
import { eachItem } from "../tuples.ts";
import { countItems, type EncodeContext, variable } from "./context.ts";
import { ownMember } from "./maps.ts";
import { makeRoom } from "./room.ts";

/** Writes code that writes an array of items of one plan. */
export function encodeArray(plan: ArrayPlan, source: string, depth: number, context: EncodeContext): void {
  const { code } = context;
  leaveIf(
    [`!Array.isArray(${source})`, ...lengthConditions(`${source}.length`, plan.minItems, plan.maxItems)],
    context,
  );
  const length = variable("length", `${source}.length`, context);
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
  if (plan.names) return encodeStruct(plan, plan.names, source, depth, context);
  leaveIf(
    [`!Array.isArray(${source})`, ...lengthConditions(`${source}.length`, ...lengthsOf(plan))],
    context,
  );
  const length = variable("length", `${source}.length`, context);
  code.line(`at = ${use(context, "putHead")}(out, at, 4, ${length}) | 0;`);
  countItems(length, context);
  const write = (item: Plan, index: string | number) => {
    if (item === plan.rest) makeRoom(0, context);
    context.item(item, variable(`item${index}`, `${source}[${index}]`, context), depth);
  };
  eachItem(plan, length, write, context);
}

/** Writes code that writes the members of an object as the items of an array. */
function encodeStruct(
  { items, rest, minItems = items.length }: TuplePlan,
  names: readonly string[],
  source: string,
  depth: number,
  context: EncodeContext,
): void {
  const { code, leave } = context;
  leaveIf([`!${use(context, "isPlain")}(${source})`], context);
  const locals = names.map((name) => variable(name, ownMember(source, name), context));
  const required = locals.slice(0, minItems);
  leaveIf(
    required.map((local) => `${local} === undefined`),
    context,
  );
  const length = code.fresh("length");
  code.line(`let ${length} = ${minItems};`);
  locals.slice(minItems).forEach((local, index) => {
    code.line(`if (${local} !== undefined && ${length}++ !== ${minItems + index}) ${leave}`);
  });
  // As many names as members found: so each of them is the object's own, and there are no others.
  const size = code.fresh("size");
  code.line(`let ${size} = ${length};`);
  const further = rest && variable("further", property(source, FURTHER), context);
  if (further) {
    code.block(`if (${further} !== undefined)`, () => {
      const conditions = [
        `!Array.isArray(${further})`,
        `${further}.length === 0`,
        `${length} !== ${names.length}`,
      ];
      leaveIf(conditions, context);
      code.line(`${length} += ${further}.length;`);
      code.line(`${size}++;`);
    });
  }
  code.line(`for (const _ in ${source}) ${size}--;`);
  leaveIf([`${size} !== 0`], context);
  code.line(`at = ${use(context, "putHead")}(out, at, 4, ${length}) | 0;`);
  countItems(length, context);
  locals.forEach((local, index) => {
    const write = () => context.item(items[index] as Plan, local, depth);
    if (index < minItems) write();
    else code.block(`if (${local} !== undefined)`, write);
  });
  if (!rest || !further) return;
  const index = code.fresh("i");
  code.block(`if (${further} !== undefined)`, () => {
    code.block(`for (let ${index} = 0; ${index} < ${further}.length; ${index}++)`, () => {
      makeRoom(0, context);
      context.item(rest, variable("item", `${further}[${index}]`, context), depth);
    });
  });
}
