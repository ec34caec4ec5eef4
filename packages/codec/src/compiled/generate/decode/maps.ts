import { MAJOR } from "../../../cbor/head.ts";
import { type Member, type ObjectPlan, type RecordPlan, undescribedIn } from "../../../plan/plan.ts";
import { patternOf } from "../bounds.ts";
import { constantsOf, encoded, standsAt } from "../bytes.ts";
import { pair, property, quote } from "../code.ts";
import { type Context, use } from "../context.ts";
import { head } from "../heads.ts";
import type { DecodeContext } from "./context.ts";

/** Reads a map with declared members: in declared order where they come so, in any other where not. */
export function decodeObject(plan: ObjectPlan, target: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  const least = plan.members.filter(({ required }) => required).length;
  // Too few to hold what has to be there: seen before anything is built of those that came.
  if (least > 0) code.line(`if (${rounds} < ${least} && ${rounds} >= 0) ${context.leave}`);
  const round = code.fresh("round");
  const members = plan.members.map((member) => ({ member, local: code.fresh(member.name) }));
  const others = code.fresh("others");
  const next = code.fresh("next");
  const from = code.fresh("from");
  if (members.length > 0) code.line(`let ${members.map(({ local }) => local).join(", ")};`);
  if (plan.additional !== undefined) code.line(`let ${others};`);
  code.line(
    `let ${next} = 0; // the member that is likeliest to come: the one behind the last in declared order`,
  );
  const spelled = code.fresh("spelled");
  if (members.length > 0) code.line(`let ${spelled} = -1; // the member whose key has a longer head`);
  if (plan.additional !== undefined) code.line(`let ${from} = 0;`);
  code.line(`let ${round} = 0;`);
  const label = code.fresh("members");
  code.block(`${label}: while (${round} !== ${rounds})`, () => {
    code.block(`switch (${next})`, () => {
      members.forEach(({ member, local }, index) => {
        const key = encoded(member.key);
        code.line(`case ${index}: // ${quote(member.name)}, and fall through`);
        const isSpelled = `${spelled} === ${index} && (${spelled} = -1, at = ${use(context, "behindHead")}(payload, at), true)`;
        code.block(
          `if (${standsAt(key, "at", context)} ? (at += ${key.length}, true) : ${isSpelled})`,
          () => {
            code.line(`if (${local} !== undefined) ${context.leave}`);
            context.item(member.value, local, depth);
            code.line(`${next} = ${index + 1};`);
            code.line(`if (++${round} === ${rounds}) break ${label};`);
          },
        );
      });
    });
    code.line(`if (${rounds} < 0 && payload[at] === 0xff) break;`);
    if (members.length > 0) findSpelled(plan, spelled, next, context);
    code.block(`if (${next} !== 0)`, () => {
      if (plan.additional !== undefined) code.line(`${from} = ${next};`);
      code.line(`${next} = 0; // not behind the last one: look at all`);
      code.line("continue;");
    });
    undeclared(plan, others, depth, context);
    if (plan.additional !== undefined) {
      code.line(`${next} = ${from};`);
      code.line(`${round}++;`);
    }
  });
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

/** Writes code that finds the member whose key has a longer head than it needs. */
function findSpelled({ members }: ObjectPlan, spelled: string, next: string, context: Context): void {
  const { code } = context;
  code.block("if ((payload[at] & 31) > 23)", () => {
    const keys = constantsOf(
      members.map(({ key }) => key),
      context,
    );
    code.line(`${spelled} = ${use(context, "findKey")}(payload, at, ${keys}, ${next});`);
    code.block(`if (${spelled} >= 0)`, () => {
      code.line(`${next} = ${spelled};`);
      code.line("continue;");
    });
  });
}

/** Reads a member that the schema does not name. */
function undeclared(plan: ObjectPlan, others: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  if (plan.additional === undefined) return code.line(`${context.leave}`);
  const keepsKeys = undescribedIn(plan) !== undefined;
  const key = code.fresh("key");
  const name = keepsKeys ? code.fresh("name") : key;
  const other = code.fresh("other");
  if (!keepsKeys) code.line(`if (payload[at] >> 5 !== ${MAJOR.text}) ${context.leave}`);
  code.line("cursor.at = at;");
  code.line(`const ${key} = ${use(context, keepsKeys ? "plainKey" : "keyName")}(payload, cursor);`);
  if (keepsKeys) code.line(`const ${name} = typeof ${key} === "string" ? ${key} : String(${key});`);
  const declared = context.constant(
    "declared",
    `new Set([${plan.members.map((member) => quote(member.name)).join(", ")}])`,
  );
  code.line(`if (${key} === undefined || ${declared}.has(${name})) ${context.leave}`);
  code.line(`${others} ??= new ${use(context, "Others")}();`);
  const taken = keepsKeys ? `takesKey(${key}, ${name})` : `takes(${name})`;
  code.line(`if (!${others}.${taken}) ${context.leave}`);
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
