import type { Member, ObjectPlan } from "../../../plan/plan.ts";
import { encoded, standsAt } from "../bytes.ts";
import { leaveIf } from "../context.ts";
import { head } from "../heads.ts";
import { flush, type TranscodeContext } from "./context.ts";
import { declarePlaces, inDeclaredOrder, type Places } from "./order.ts";

/** Writes code that turns a map into text, its members in declared order. */
export function transcodeObject(plan: ObjectPlan, depth: number, context: TranscodeContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  context.pending += "{";
  flush(context);
  const places = declarePlaces(plan.members, rounds, context);
  const { count, behind } = places;
  const start = code.fresh("start");
  if (plan.members[0]?.required === false) code.line(`const ${start} = to;`);
  const members = (again: string) => {
    // Whether something certainly stands in front of the next member, so that a comma does too.
    let begun = false;
    for (const [index, member] of plan.members.entries()) {
      const comma = begun ? "always" : index === 0 ? "never" : `to !== ${start}`;
      transcodeMember(
        { member, value: places.values[index] as string, comma, again },
        places,
        depth,
        context,
      );
      begun ||= member.required;
    }
    flush(context);
    code.line(`if (${behind} >= 0) at = ${behind};`);
    code.line(`else if (${rounds} < 0 ? payload[at++] !== 0xff : ${count} !== 0) ${again}`);
  };
  inDeclaredOrder(plan.members, places, members, context);
  const read = code.fresh("read");
  code.line(`const ${read} = ${behind} < 0 ? ${rounds} - ${count} : ${count};`);
  code.line(`items += ${read} * 2;`);
  if (plan.minProperties !== undefined) leaveIf([`${read} < ${plan.minProperties}`], context);
  if (plan.maxProperties !== undefined) leaveIf([`${read} > ${plan.maxProperties}`], context);
  context.pending += "}";
}

/** One member, and what the code around it is like. */
interface Place {
  readonly member: Member;
  /** The variable that says where its value stands, once it has been looked for. */
  readonly value: string;
  /** Whether a comma stands in front of it: the condition, where that depends on what came. */
  readonly comma: string;
  /** The statement that looks for all members of the map. */
  readonly again: string;
}

/** Writes code that turns a member into text, if it is there. */
function transcodeMember(
  { member: { name, key, required, value }, value: place, comma, again }: Place,
  { count, behind }: Places,
  depth: number,
  context: TranscodeContext,
): void {
  const { code } = context;
  const bytes = encoded(key);
  const isNext = standsAt(bytes, "at", context);
  const pass = `at += ${bytes.length}; ${count}--;`;
  const write = () => {
    if (comma === "always") context.pending += ",";
    else if (comma !== "never") code.line(`if (${comma}) out[to++] = 0x2c;`);
    context.pending += `${JSON.stringify(name)}:`;
    context.item(value, depth);
  };
  if (required) {
    flush(context);
    code.block(`if (${behind} < 0)`, () => {
      code.line(`if (${count} === 0 || !(${isNext})) ${again}`);
      code.line(pass);
    });
    code.line(`else if (${place} === 0) ${context.leave}`);
    code.line(`else at = ${place};`);
    write();
  } else {
    flush(context);
    code.block(`if (${behind} < 0 ? ${count} !== 0 && ${isNext} : ${place} !== 0)`, () => {
      code.line(`if (${behind} < 0) { ${pass} }`);
      code.line(`else at = ${place};`);
      write();
      flush(context);
    });
  }
}
