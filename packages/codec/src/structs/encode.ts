import { property } from "../compiled/generate/code.ts";
import { leaveIf, use } from "../compiled/generate/context.ts";
import { countItems, type EncodeContext, variable } from "../compiled/generate/encode/context.ts";
import { ownMember } from "../compiled/generate/encode/maps.ts";
import { makeRoom } from "../compiled/generate/encode/room.ts";
import { FURTHER, type Plan, type TuplePlan } from "../plan/plan.ts";

/** Writes code that writes the members of an object as the items of an array. */
export function encodeStruct(
  { items, names = [], rest, minItems = items.length }: TuplePlan,
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
