import { MAJOR } from "../../../cbor/head.ts";
import { type Member, type ObjectPlan, type RecordPlan, undescribedIn } from "../../../plan/plan.ts";
import { patternOf } from "../bounds.ts";
import { constantsOf, encoded, standsAt } from "../bytes.ts";
import { pair, property, quote } from "../code.ts";
import { type Context, use } from "../context.ts";
import { head } from "../heads.ts";
import type { DecodeContext } from "./context.ts";

/**
 * Reads a map with declared members: in declared order where they come so. Where they come in another, what came behind each
 * of them the last time is tried first: an encoder keeps to its order.
 */
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
  if (members.length > 0) code.line(`let ${members.map(({ local }) => local).join(", ")};`);
  if (plan.additional !== undefined) code.line(`let ${others};`);
  const order = members.length > 0 ? beginOrder(members.length, context) : undefined;
  code.line(`let ${round} = 0;`);
  const label = code.fresh("members");
  code.block(`${label}: while (${round} !== ${rounds})`, () => {
    if (order !== undefined) {
      code.block(`switch (${order.next})`, () => {
        members.forEach(({ member, local }, index) => {
          const key = encoded(member.key);
          code.line(`case ${index}: // ${quote(member.name)}, and fall through`);
          code.block(`if (${isMember(key, index, order, context)})`, () => {
            code.line(`if (${local} !== undefined) ${context.leave}`);
            context.item(member.value, local, depth);
            code.line(`${order.next} = ${order.last} = ${index + 1}; ${order.found} = -1;`);
            code.line(`if (++${round} === ${rounds}) break ${label};`);
            code.block(`if (${order.isOther})`, () => {
              code.line(`${order.next} = ${order.learned}.behind[${index + 1}];`);
              code.line(`if (${order.next} <= ${index}) ${order.jumped} = true;`);
              code.line("continue;");
            });
          });
        });
      });
    }
    code.line(`if (${rounds} < 0 && payload[at] === 0xff) break;`);
    if (order !== undefined) look(plan, order, context);
    undeclared(plan, others, depth, context);
    if (plan.additional !== undefined) code.line(`${round}++;`);
  });
  code.line(`if (${rounds} < 0) at++;`);
  if (order !== undefined) code.line(`${order.learned}.isOther = ${order.jumped};`);
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

/** The variables by which the next member is found. */
interface Order {
  /** A constant that remembers from one map to the next what came behind each member, and whether the order was another. */
  readonly learned: string;
  readonly isOther: string;
  /** Whether a member came behind one that is declared behind it. */
  readonly jumped: string;
  /** The member that is likeliest to come. */
  readonly next: string;
  /** The member that came last, counted from 1. */
  readonly last: string;
  /** The member that has been looked for, until it is read: its key may have a longer head than it needs. */
  readonly found: string;
}

function beginOrder(count: number, { code, before }: Context): Order {
  // Another one for each map, those in other functions among them.
  const learned = `$behind_${before.length}`;
  before.push(
    `const ${learned} = { isOther: false, behind: [${Array.from({ length: count + 1 }, (_, at) => at)}] };`,
  );
  const [isOther, jumped, next, last, found] = ["isOther", "jumped", "next", "last", "found"].map(
    code.fresh,
  ) as [string, string, string, string, string];
  code.line(`const ${isOther} = ${learned}.isOther;`);
  code.line(
    `let ${jumped} = false, ${next} = ${isOther} ? ${learned}.behind[0] : 0, ${last} = 0, ${found} = -1;`,
  );
  return { learned, isOther, jumped, next, last, found };
}

/** The condition that the key of a member stands at `at`, which it passes. */
function isMember(key: Uint8Array, index: number, { found }: Order, context: Context): string {
  const pass = `(at = ${use(context, "behindHead")}(payload, at), true)`;
  return `${standsAt(key, "at", context)} ? (at += ${key.length}, true) : ${found} === ${index} && ${pass}`;
}

/** Writes code that looks for the member at `at` among all of them, and goes on with it. */
function look(
  { members }: ObjectPlan,
  { learned, jumped, next, last, found }: Order,
  context: Context,
): void {
  const { code } = context;
  const keys = constantsOf(
    members.map(({ key }) => key),
    context,
  );
  code.line(`${found} = ${use(context, "findKey")}(payload, at, ${keys}, ${learned}.behind[${last}]);`);
  code.block(`if (${found} >= 0)`, () => {
    code.line(`if (${found} < ${last}) ${jumped} = true;`);
    code.line(`${learned}.behind[${last}] = ${next} = ${found};`);
    code.line("continue;");
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
