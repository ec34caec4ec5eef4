import { type Member, type ObjectPlan, type RecordPlan, undescribedIn } from "../../../plan/plan.ts";
import { patternOf } from "../bounds.ts";
import { pair, property } from "../code.ts";
import { type Context, use } from "../context.ts";
import { declaredNames } from "../declared-names.ts";
import { head } from "../heads.ts";
import { inAnyOrder, learnedOrder } from "../order.ts";
import type { DecodeContext } from "./context.ts";

/** Reads a map with declared members into an object that has them in declared order. */
export function decodeObject(plan: ObjectPlan, target: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  const least = plan.members.filter(({ required }) => required).length;
  // Too few to hold what has to be there: seen before anything is built of those that came.
  if (least > 0) code.line(`if (${rounds} < ${least} && ${rounds} >= 0) ${context.leave}`);
  const round = code.fresh("round");
  const members = plan.members.map((member) => ({ member, local: code.fresh(member.name) }));
  const locals = members.map(({ local }) => local);
  const others = code.fresh("others");
  if (members.length > 0) code.line(`let ${locals.join(", ")};`);
  if (plan.additional !== undefined) code.line(`let ${others};`);
  code.line(`let ${round} = 0;`);
  inAnyOrder(
    {
      members: plan.members,
      rounds,
      round,
      seen: (index) => `${locals[index]} !== undefined`,
      read: (index) => context.item((plan.members[index] as Member).value, locals[index] as string, depth),
      other() {
        undeclared(plan, others, depth, context);
        if (plan.additional !== undefined) code.line(`${round}++;`);
      },
    },
    learnedOrder(plan.members.length, context),
    context,
  );
  code.line(`if (${rounds} < 0) at++;`);
  code.line(`items += ${round} * 2;`);
  if (plan.minProperties !== undefined) code.line(`if (${round} < ${plan.minProperties}) ${context.leave}`);
  if (plan.maxProperties !== undefined) code.line(`if (${round} > ${plan.maxProperties}) ${context.leave}`);
  const required = members.filter(({ member }) => member.required);
  if (required.length > 0) {
    code.line(`if (${required.map(({ local }) => `${local} === undefined`).join(" || ")}) ${context.leave}`);
  }
  build(members, target, context);
  if (plan.additional !== undefined) code.line(`${others}?.addTo(${target});`);
}

/** Reads a member that the schema does not name. */
function undeclared(plan: ObjectPlan, others: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  if (plan.additional === undefined) return code.line(`${context.leave}`);
  const other = code.fresh("other");
  const declared = declaredNames(plan, context);
  const keepsKeys = undescribedIn(plan) !== undefined;
  // Another one for each map.
  const known = `$others_${context.before.length}`;
  context.before.push(`const ${known} = { declared: ${declared}, keepsKeys: ${keepsKeys}, names: [] };`);
  code.line(`${others} ??= new ${use(context, "Others")}(${known});`);
  code.line("cursor.at = at;");
  code.line(`if (!${others}.takes(payload, cursor)) ${context.leave}`);
  code.line("at = cursor.at;");
  code.line(`let ${other};`);
  context.item(plan.additional, other, depth);
  code.line(`${others}.values.push(${other});`);
}

/** Puts the members into an object, in declared order; as one literal as long as all of them are there. */
function build(
  members: readonly { member: Member; local: string }[],
  target: string,
  context: Context,
): void {
  const { code } = context;
  const firstOptional = members.findIndex(({ member }) => !member.required || member.name === "__proto__");
  const certain = firstOptional < 0 ? members : members.slice(0, firstOptional);
  const rest = members.slice(certain.length);
  const literal = certain.map(({ member, local }) => pair(member.name, local)).join(", ");
  code.line(`${target} = ${literal === "" ? "{}" : `{ ${literal} }`};`);
  for (const { member, local } of rest) {
    const set =
      member.name === "__proto__"
        ? `${use(context, "setMember")}(${target}, "__proto__", ${local});`
        : `${property(target, member.name)} = ${local};`;
    code.line(member.required ? set : `if (${local} !== undefined) ${set}`);
  }
}

/** Reads a map whose keys are all of one type. */
export function decodeRecord(plan: RecordPlan, target: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  const round = code.fresh("round");
  code.line(`${target} = {};`);
  code.line(`let ${round} = 0;`);
  code.block(`for (; ${round} !== ${rounds}; ${round}++)`, () => {
    code.line(`if (${rounds} < 0 && payload[at] === 0xff) break;`);
    const name = code.fresh("name");
    const member = code.fresh("member");
    const isInteger = plan.keys === "integer";
    code.line(`if (payload[at] ${isInteger ? ">=" : "<"} 0x${isInteger ? "40" : "60"}) ${context.leave}`);
    code.line("cursor.at = at;");
    code.line(`const ${name} = ${use(context, "keyName")}(payload, cursor);`);
    code.line(`if (${name} === undefined || Object.hasOwn(${target}, ${name})) ${context.leave}`);
    if (isInteger) code.line(`if (!Number.isSafeInteger(Number(${name}))) ${context.leave}`);
    else if (plan.pattern !== "") {
      code.line(`if (!${patternOf(plan.pattern, context)}.test(${name})) ${context.leave}`);
    }
    code.line("at = cursor.at;");
    code.line(`let ${member};`);
    context.item(plan.values, member, depth);
    code.line(`${use(context, "setMember")}(${target}, ${name}, ${member});`);
  });
  code.line(`if (${rounds} < 0) at++;`);
  code.line(`items += ${round} * 2;`);
  if (plan.minProperties !== undefined) code.line(`if (${round} < ${plan.minProperties}) ${context.leave}`);
  if (plan.maxProperties !== undefined) code.line(`if (${round} > ${plan.maxProperties}) ${context.leave}`);
}
