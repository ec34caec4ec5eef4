import type { Member, ObjectPlan } from "../../../plan/plan.ts";
import { encoded, standsAt } from "../bytes.ts";
import { leaveIf } from "../context.ts";
import { head } from "../heads.ts";
import { flush, type TranscodeContext } from "./context.ts";

/** Writes code that turns a map whose members come in declared order into text. */
export function transcodeObject(plan: ObjectPlan, depth: number, context: TranscodeContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  const left = code.fresh("left");
  code.line(`let ${left} = ${rounds};`);
  context.pending += "{";
  const start = code.fresh("start");
  if (plan.members[0]?.required === false) {
    flush(context);
    code.line(`const ${start} = to;`);
  }
  // Whether something certainly stands in front of the next member, so that a comma does too.
  let begun = false;
  for (const [index, member] of plan.members.entries()) {
    const comma = begun ? "always" : index === 0 ? "never" : `to !== ${start}`;
    transcodeMember(member, left, comma, depth, context);
    begun ||= member.required;
  }
  code.block(`if (${rounds} < 0)`, () => {
    leaveIf(["payload[at] !== 0xff"], context);
    code.line("at++;");
  });
  code.line(`else if (${left} !== 0) return;`);
  const read = code.fresh("read");
  code.line(`const ${read} = (${rounds} - ${left});`);
  code.line(`items += ${read} * 2;`);
  if (plan.minProperties !== undefined) leaveIf([`${read} < ${plan.minProperties}`], context);
  if (plan.maxProperties !== undefined) leaveIf([`${read} > ${plan.maxProperties}`], context);
  context.pending += "}";
}

/**
 * Writes code that turns a member into text, if it is there.
 *
 * @param left - the variable that counts the members yet to come
 * @param comma - whether a comma stands in front of it: the condition, where that depends on what came
 */
function transcodeMember(
  { name, key, required, value }: Member,
  left: string,
  comma: string,
  depth: number,
  context: TranscodeContext,
): void {
  const { code } = context;
  const bytes = encoded(key);
  const write = () => {
    code.line(`at += ${bytes.length};`);
    code.line(`${left}--;`);
    if (comma === "always") context.pending += ",";
    else if (comma !== "never") code.line(`if (${comma}) out[to++] = 0x2c;`);
    context.pending += `${JSON.stringify(name)}:`;
    context.item(value, depth);
  };
  if (required) {
    leaveIf([`${left} === 0`, `!(${standsAt(bytes, "at", context)})`], context);
    write();
  } else {
    flush(context);
    code.block(`if (${left} !== 0 && ${standsAt(bytes, "at", context)})`, () => {
      write();
      flush(context);
    });
  }
}
