import {
  type Member,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  undescribedIn,
} from "../../../plan/plan.ts";
import { patternOf } from "../bounds.ts";
import { encoded, store } from "../bytes.ts";
import { property, quote } from "../code.ts";
import { leaveIf, use } from "../context.ts";
import { declaredNames } from "../declared-names.ts";
import { encodeAny } from "./any.ts";
import { countItems, type EncodeContext, isTooLong, variable } from "./context.ts";
import { makeRoom } from "./room.ts";

/** Writes code that writes a map with declared members, in declared order. */
export function encodeObject(plan: ObjectPlan, source: string, depth: number, context: EncodeContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  leaveIf([`typeof ${source} !== "object"`, `${source} === null`], context);
  const members = plan.members.map((member) => ({
    member,
    local: variable(member.name, ownMember(source, member.name), context),
  }));
  const required = members.filter(({ member }) => member.required);
  leaveIf(
    required.map(({ local }) => `${local} === undefined`),
    context,
  );
  const optional = members.filter(({ member }) => !member.required);
  leaveIf([`Object.getPrototypeOf(${source}) !== Object.prototype`], context);
  const parts = undescribedIn(plan) && listedParts(plan, source, context);
  const present = code.fresh("present");
  code.line(`let ${present} = ${required.length};`);
  for (const { local } of optional) code.line(`if (${local} !== undefined) ${present}++;`);
  // As many names as members found: so each of them is the object's own, and there are no others.
  const size = code.fresh("size");
  const names = code.fresh("names");
  code.line(`let ${size} = 0;`);
  code.line(`for (const _ in ${source}) ${size}++;`);
  if (plan.additional === undefined) leaveIf([`${size} !== ${present}`], context);
  else {
    code.line(`let ${names};`);
    code.line(`if (${size} !== ${present}) ${size} = (${names} = Object.keys(${source})).length;`);
    if (parts) {
      code.block(`if (${parts} !== undefined)`, () => {
        code.line(`${names} ??= Object.keys(${source});`);
        code.line(`${size} = ${present} + ${parts}.length / 2;`);
      });
    }
  }
  const begin = parts && variable("begin", "at", context);
  writeSize(plan, size, context);
  for (const { member, local } of members) writeMember(member, local, depth, context);
  if (plan.additional !== undefined)
    writeOthers(plan, plan.additional, source, names, present, depth, context, parts);
  if (parts && begin) writeParts(plan, parts, begin, depth, context);
}

/** Where an object has a list of its undeclared members, these, keys and values by turns. */
function listedParts(plan: ObjectPlan, source: string, context: EncodeContext): string {
  const table = `${source}[${use(context, "undeclared")}]`;
  const members = `${use(context, "membersIn")}(${source}, ${declaredNames(plan, context)}, ${table})`;
  return variable("parts", `${table} === undefined ? undefined : ${members}`, context);
}

/** Writes what a list says, behind the declared members, of which it may have no key. */
function writeParts(
  plan: ObjectPlan,
  parts: string,
  begin: string,
  depth: number,
  context: EncodeContext,
): void {
  context.code.block(`if (${parts} !== undefined)`, () => {
    encodeAny("putParts", parts, depth, context);
    const keys = plan.members.map(({ key }) => (typeof key === "string" ? quote(key) : key)).join(", ");
    const declared = context.constant("keys", `new Set([${keys}])`);
    leaveIf([`!${use(context, "arePartsApart")}(out, ${begin}, ${parts}, ${declared})`], context);
  });
}

/** A member of an object. Every object inherits some names, such as `constructor`: for those it is asked whether they are its own. */
export function ownMember(source: string, name: string): string {
  const member = property(source, name);
  return name in Object.prototype
    ? `Object.hasOwn(${source}, ${quote(name)}) ? ${member} : undefined`
    : member;
}

/** Writes the head of a map of so many members. */
function writeSize(plan: ObjectPlan | RecordPlan, size: string, context: EncodeContext): void {
  const { minProperties, maxProperties } = plan;
  if (minProperties !== undefined) leaveIf([`${size} < ${minProperties}`], context);
  if (maxProperties !== undefined) leaveIf([`${size} > ${maxProperties}`], context);
  context.code.line(`at = ${use(context, "putHead")}(out, at, 5, ${size}) | 0;`);
  countItems(`${size} * 2`, context);
}

function writeMember(member: Member, local: string, depth: number, context: EncodeContext): void {
  const { code } = context;
  const write = () => {
    code.line(store(encoded(member.key), "at", context));
    context.item(member.value, local, depth);
  };
  code.comment(quote(member.name));
  if (member.required) write();
  else code.block(`if (${local} !== undefined)`, write);
}

/** Writes members that the schema does not name, behind those that it does. */
function writeOthers(
  plan: ObjectPlan,
  values: Plan,
  source: string,
  names: string,
  present: string,
  depth: number,
  context: EncodeContext,
  parts?: string,
): void {
  const { code } = context;
  const declared = declaredNames(plan, context);
  const own = code.fresh("own");
  code.block(`if (${names} !== undefined)`, () => {
    code.line(`let ${own} = 0;`);
    const name = code.fresh("name");
    code.block(`for (const ${name} of ${names})`, () => {
      code.block(`if (${declared}.has(${name}))`, () => {
        code.line(`${own}++;`);
        code.line("continue;");
      });
      if (parts) code.line(`if (${parts} !== undefined) continue;`);
      writeNamed(name, `${source}[${name}]`, values, depth, context);
    });
    leaveIf([`${own} !== ${present}`], context);
  });
}

/** Writes a member under a name that only the value tells. */
function writeNamed(name: string, value: string, plan: Plan, depth: number, context: EncodeContext): void {
  const { code } = context;
  leaveIf([isTooLong(`${name}.length`, context)], context);
  makeRoom(`${name}.length * 3`, context);
  code.line(`at = ${use(context, "putText")}(out, at, ${name}) | 0;`);
  leaveIf(["at < 0"], context);
  context.item(plan, variable("other", value, context), depth);
}

/** Writes code that writes a map whose keys are all of one type. */
export function encodeRecord(plan: RecordPlan, source: string, depth: number, context: EncodeContext): void {
  const { code } = context;
  leaveIf([`!${use(context, "isPlain")}(${source})`], context);
  const names = variable("names", `Object.keys(${source})`, context);
  writeSize(plan, `${names}.length`, context);
  const name = code.fresh("name");
  code.block(`for (const ${name} of ${names})`, () => {
    if (plan.keys === "text") {
      if (plan.pattern !== "") leaveIf([`!${patternOf(plan.pattern, context)}.test(${name})`], context);
      return writeNamed(name, `${source}[${name}]`, plan.values, depth, context);
    }
    leaveIf([`!${use(context, "isIntegerName")}(${name})`], context);
    makeRoom(0, context);
    code.line(`at = ${use(context, "putInteger")}(out, at, Number(${name})) | 0;`);
    context.item(plan.values, variable("member", `${source}[${name}]`, context), depth);
  });
}
