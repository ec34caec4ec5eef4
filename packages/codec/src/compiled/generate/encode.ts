/**
 * Writes the function that checks a value and writes its payload in one pass. It answers `undefined` for a value that
 * is wrong or unusual, and leaves those to the interpreted engine.
 *
 * @module
 */
import {
  type ArrayPlan,
  type BytesPlan,
  holdsSecrets,
  type LiteralPlan,
  type Member,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type TextPlan,
  type UnionPlan,
} from "../../plan/plan.ts";
import { valueKinds } from "../../plan/union.ts";
import { numericConditions, patternOf, textConditions } from "./bounds.ts";
import { encoded, store } from "./bytes.ts";
import { property, quote, sum } from "./code.ts";
import { type Context, nested, refuseIf, use } from "./context.ts";
import { bytePattern } from "./pattern.ts";

/** The longest head: an initial byte and an argument of eight. */
const HEAD = 9;

/** A context that knows how much room there always is. */
interface RoomContext extends Context {
  readonly spare: number;
}

/** Writes `encode(value)`. */
export function writeEncode(plan: Plan, plainContext: Context): string {
  const context: RoomContext = { ...plainContext, spare: fixedSize(plan) };
  const { code, limits } = context;
  code.line(`let out = ${use(context, "takeRoom")}(${context.spare});`);
  code.line(`const start = ${use(context, "startOfRoom")}();`);
  code.line("let at = start;");
  code.line("let items = 1;");
  encodeItem(plan, "value", 0, context);
  code.line(`if (at - start > ${limits.bytes} || items > ${limits.items}) return;`);
  code.line(`return ${use(context, holdsSecrets(plan) ? "ownPayloadOf" : "payloadOf")}(out, start, at);`);
  return `function encode(value) {\n${code}\n}`;
}

/**
 * The most bytes that all of a plan takes up, what is in strings and repeated items apart. There is always room for so
 * many, so that only strings and items have to ask for more.
 */
function fixedSize(plan: Plan): number {
  switch (plan.kind) {
    case "literal":
      return Math.max(...plan.values.map((value) => encoded(value).length));
    case "array":
      return HEAD + fixedSize(plan.items);
    case "tuple":
      return HEAD + sum(plan.items.map(fixedSize));
    case "object":
      return (
        HEAD +
        sum(plan.members.map(({ key, value }) => encoded(key).length + fixedSize(value))) +
        (plan.additional === undefined ? 0 : HEAD + fixedSize(plan.additional))
      );
    case "record":
      return HEAD * 2 + fixedSize(plan.values);
    case "tagged":
      return HEAD + fixedSize(plan.content);
    case "union":
      return sum(plan.branches.map(fixedSize));
    default:
      return HEAD;
  }
}

/** Writes code that makes room for `needed` bytes, and for all that comes without asking. */
function makeRoom(needed: string | number, context: RoomContext): void {
  const most = `at + ${needed} + ${context.spare}`;
  context.code.line(`if (out.length < ${most}) out = ${use(context, "grow")}(out, ${most});`);
}

/** Writes code that checks the value in `source` and writes it. `depth` is how many levels it lies in. */
function encodeItem(plan: Plan, source: string, depth: number, context: RoomContext): void {
  const { code } = context;
  switch (plan.kind) {
    case "integer":
      refuseIf([`!Number.isSafeInteger(${source})`, ...numericConditions(plan, source, context)], context);
      return integer(source, context);
    case "number":
      return number(plan, source, context);
    case "wide-integer": {
      const range = `${source} < ${plan.least}n || ${source} > ${plan.greatest}n`;
      refuseIf([`typeof ${source} !== "bigint"`, range], context);
      return code.line(`at = ${use(context, "putBigint")}(out, at, ${source}) | 0;`);
    }
    case "text":
      return text(plan, source, context);
    case "bytes":
      return bytes(plan, source, context);
    case "boolean":
      refuseIf([`typeof ${source} !== "boolean"`], context);
      return code.line(`out[at++] = ${source} ? 0xf5 : 0xf4;`);
    case "null":
      refuseIf([`${source} !== null`], context);
      return code.line("out[at++] = 0xf6;");
    case "literal":
      return literal(plan, source, context);
    case "array":
      return nested(depth, context, () => array(plan, source, depth + 1, context));
    case "tuple":
      return nested(depth, context, () => {
        const { length } = plan.items;
        refuseIf([`!Array.isArray(${source})`, `${source}.length !== ${length}`], context);
        code.line(`at = ${use(context, "putHead")}(out, at, 4, ${length}) | 0;`);
        code.line(`items += ${length};`);
        plan.items.forEach((item, index) => {
          const local = constantOf(`item${index}`, `${source}[${index}]`, context);
          encodeItem(item, local, depth + 1, context);
        });
      });
    case "object":
      return nested(depth, context, () => object(plan, source, depth + 1, context));
    case "record":
      return nested(depth, context, () => record(plan, source, depth + 1, context));
    case "tagged":
      return nested(depth, context, () => {
        code.line(`at = ${use(context, "putHead")}(out, at, 6, ${plan.tag}) | 0;`);
        code.line("items++;");
        encodeItem(plan.content, source, depth + 1, context);
      });
    case "union":
      return union(plan, source, depth, context);
    case "any":
      return any(source, depth, context);
  }
}

function constantOf(like: string, value: string, context: RoomContext): string {
  const name = context.code.fresh(like);
  context.code.line(`const ${name} = ${value};`);
  return name;
}

/** Writes a safe integer: the short ones, which are the most, without a call. */
function integer(source: string, context: RoomContext): void {
  const { code } = context;
  code.line(`if (${source} >= 0 && ${source} < 24) out[at++] = ${source};`);
  if (context.unrolled) {
    code.block(`else if (${source} >= 24 && ${source} < 0x100)`, () => {
      code.line(`out[at] = 0x18; out[at + 1] = ${source}; at += 2;`);
    });
    code.block(`else if (${source} >= 0x100 && ${source} < 0x10000)`, () => {
      code.line(`out[at] = 0x19; out[at + 1] = ${source} >> 8; out[at + 2] = ${source}; at += 3;`);
    });
  }
  code.line(`else at = ${use(context, "putInteger")}(out, at, ${source}) | 0;`);
}

function number(plan: Extract<Plan, { kind: "number" }>, source: string, context: RoomContext): void {
  const finite = plan.width === 32 ? `Number.isFinite(Math.fround(${source}))` : `Number.isFinite(${source})`;
  refuseIf(
    [`typeof ${source} !== "number" || !${finite}`, ...numericConditions(plan, source, context)],
    context,
  );
  const put = plan.width === 32 ? "putSingle" : plan.width === 64 ? "putDouble" : "putNumber";
  context.code.line(`at = ${use(context, put)}(out, at, ${source}) | 0;`);
}

function text(plan: TextPlan, source: string, context: RoomContext): void {
  const tooLong = `${source}.length > ${context.limits.bytes}`;
  refuseIf([`typeof ${source} !== "string"`, tooLong, ...textConditions(plan, source, context)], context);
  makeRoom(`${source}.length * 3`, context);
  context.code.line(`at = ${use(context, "putText")}(out, at, ${source}) | 0;`);
  const matches = bytePattern(plan.pattern, context);
  // As many bytes as the text has characters: all of it, unless it has others than ASCII, which no such pattern takes.
  const unlike = matches === undefined ? [] : [`!${matches}(out, at - ${source}.length, at)`];
  refuseIf(["at < 0", ...unlike], context);
}

function bytes(plan: BytesPlan, source: string, context: RoomContext): void {
  const { code } = context;
  const conditions = [
    `!(${source} instanceof Uint8Array)`,
    `${source}.length > ${context.limits.bytes}`,
    plan.minBytes === undefined ? [] : `${source}.length < ${plan.minBytes}`,
    plan.maxBytes === undefined ? [] : `${source}.length > ${plan.maxBytes}`,
  ].flat();
  refuseIf(conditions, context);
  makeRoom(`${source}.length`, context);
  code.line(`at = ${use(context, "putHead")}(out, at, 2, ${source}.length) | 0;`);
  code.line(`out.set(${source}, at);`);
  code.line(`at += ${source}.length;`);
}

function literal(plan: LiteralPlan, source: string, context: RoomContext): void {
  const { code } = context;
  const written = plan.values.map(encoded);
  plan.values.forEach((value, index) => {
    code.block(`${index === 0 ? "" : "else "}if (${source} === ${JSON.stringify(value)})`, () =>
      code.line(store(written[index] as Uint8Array, "at", context)),
    );
  });
  code.line("else return;");
}

function array(plan: ArrayPlan, source: string, depth: number, context: RoomContext): void {
  const { code } = context;
  const { minItems, maxItems, uniqueItems } = plan;
  refuseIf(
    [
      `!Array.isArray(${source})`,
      minItems === undefined ? [] : `${source}.length < ${minItems}`,
      maxItems === undefined ? [] : `${source}.length > ${maxItems}`,
      uniqueItems ? `!${use(context, "allDifferent")}(${source})` : [],
    ].flat(),
    context,
  );
  const length = constantOf("length", `${source}.length`, context);
  code.line(`at = ${use(context, "putHead")}(out, at, 4, ${length}) | 0;`);
  code.line(`items += ${length};`);
  const index = code.fresh("i");
  code.block(`for (let ${index} = 0; ${index} < ${length}; ${index}++)`, () => {
    makeRoom(0, context);
    encodeItem(plan.items, constantOf("item", `${source}[${index}]`, context), depth, context);
  });
}

function object(plan: ObjectPlan, source: string, depth: number, context: RoomContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  refuseIf([`typeof ${source} !== "object"`, `${source} === null`], context);
  const members = plan.members.map((member) => ({
    member,
    local: constantOf(member.name, ownMember(source, member.name), context),
  }));
  const required = members.filter(({ member }) => member.required);
  refuseIf(
    required.map(({ local }) => `${local} === undefined`),
    context,
  );
  const optional = members.filter(({ member }) => !member.required);
  refuseIf([`Object.getPrototypeOf(${source}) !== Object.prototype`], context);
  const present = code.fresh("present");
  code.line(`let ${present} = ${required.length};`);
  for (const { local } of optional) code.line(`if (${local} !== undefined) ${present}++;`);
  // As many names as members found: so each of them is the object's own, and there are no others.
  const size = code.fresh("size");
  const names = code.fresh("names");
  code.line(`let ${size} = 0;`);
  code.line(`for (const _ in ${source}) ${size}++;`);
  if (plan.additional === undefined) refuseIf([`${size} !== ${present}`], context);
  else {
    code.line(`let ${names};`);
    code.line(`if (${size} !== ${present}) ${size} = (${names} = Object.keys(${source})).length;`);
  }
  const { minProperties, maxProperties } = plan;
  if (minProperties !== undefined) refuseIf([`${size} < ${minProperties}`], context);
  if (maxProperties !== undefined) refuseIf([`${size} > ${maxProperties}`], context);
  code.line(`at = ${use(context, "putHead")}(out, at, 5, ${size}) | 0;`);
  code.line(`items += ${size} * 2;`);
  for (const { member, local } of members) writeMember(member, local, depth, context);
  if (plan.additional !== undefined) others(plan, source, names, present, depth, context);
}

/** A member of an object. Every object inherits some names, such as `constructor`: for those it is asked whether they are its own. */
function ownMember(source: string, name: string): string {
  const member = property(source, name);
  return name in Object.prototype
    ? `Object.hasOwn(${source}, ${quote(name)}) ? ${member} : undefined`
    : member;
}

function writeMember(member: Member, local: string, depth: number, context: RoomContext): void {
  const { code } = context;
  const write = () => {
    const key = encoded(member.key);
    code.line(store(key, "at", context));
    encodeItem(member.value, local, depth, context);
  };
  code.comment(quote(member.name));
  if (member.required) write();
  else code.block(`if (${local} !== undefined)`, write);
}

/** Members that the schema does not name, behind those that it does. */
function others(
  plan: ObjectPlan,
  source: string,
  names: string,
  present: string,
  depth: number,
  context: RoomContext,
): void {
  const { code } = context;
  const declared = context.constant(
    "declared",
    `new Set([${plan.members.map(({ name }) => quote(name)).join(", ")}])`,
  );
  const own = code.fresh("own");
  code.block(`if (${names} !== undefined)`, () => {
    code.line(`let ${own} = 0;`);
    const name = code.fresh("name");
    code.block(`for (const ${name} of ${names})`, () => {
      code.block(`if (${declared}.has(${name}))`, () => {
        code.line(`${own}++;`);
        code.line("continue;");
      });
      nameAndValue(name, `${source}[${name}]`, plan.additional as Plan, depth, context);
    });
    refuseIf([`${own} !== ${present}`], context);
  });
}

function nameAndValue(name: string, value: string, plan: Plan, depth: number, context: RoomContext): void {
  const { code } = context;
  makeRoom(`${name}.length * 3`, context);
  code.line(`at = ${use(context, "putText")}(out, at, ${name}) | 0;`);
  refuseIf(["at < 0"], context);
  encodeItem(plan, constantOf("other", value, context), depth, context);
}

function record(plan: RecordPlan, source: string, depth: number, context: RoomContext): void {
  const { code } = context;
  refuseIf([`!${use(context, "isPlain")}(${source})`], context);
  const names = constantOf("names", `Object.keys(${source})`, context);
  const { minProperties, maxProperties } = plan;
  if (minProperties !== undefined) refuseIf([`${names}.length < ${minProperties}`], context);
  if (maxProperties !== undefined) refuseIf([`${names}.length > ${maxProperties}`], context);
  code.line(`at = ${use(context, "putHead")}(out, at, 5, ${names}.length) | 0;`);
  code.line(`items += ${names}.length * 2;`);
  const name = code.fresh("name");
  code.block(`for (const ${name} of ${names})`, () => {
    if (plan.keys === "text") {
      refuseIf([`!${patternOf(plan.pattern, context)}.test(${name})`], context);
      return nameAndValue(name, `${source}[${name}]`, plan.values, depth, context);
    }
    refuseIf([`!${use(context, "isIntegerName")}(${name})`], context);
    makeRoom(0, context);
    code.line(`at = ${use(context, "putInteger")}(out, at, Number(${name})) | 0;`);
    encodeItem(plan.values, constantOf("member", `${source}[${name}]`, context), depth, context);
  });
}

/** Conditions that a value is of a kind of its own. */
const kindConditions: Readonly<Record<string, (source: string) => string>> = {
  number: (source) => `typeof ${source} === "number"`,
  bigint: (source) => `typeof ${source} === "bigint"`,
  text: (source) => `typeof ${source} === "string"`,
  boolean: (source) => `typeof ${source} === "boolean"`,
  bytes: (source) => `${source} instanceof Uint8Array`,
  array: (source) => `Array.isArray(${source})`,
  null: (source) => `${source} === null`,
  anything: () => "true",
};

function union(plan: UnionPlan, source: string, depth: number, context: RoomContext): void {
  const { code } = context;
  const plain = plan.branches.filter((_, index) => !plan.clues.some((clue) => clue.branch === index));
  const groups = plain
    .toSorted((one, other) => Number(isMap(one)) - Number(isMap(other)))
    .map((branch) => ({
      condition: [...new Set(valueKinds(branch))]
        .map((kind) =>
          kind === "map" ? `${use(context, "isPlain")}(${source})` : kindConditions[kind]?.(source),
        )
        .join(" || "),
      write: () => encodeItem(branch, source, depth, context),
    }));
  if (plan.clues.length > 0) {
    groups.push({
      condition: `${use(context, "isPlain")}(${source})`,
      write: () => byClue(plan, source, depth, context),
    });
  }
  groups.forEach(({ condition, write }, index) => {
    code.block(`${index === 0 ? "" : "else "}if (${condition})`, write);
  });
  code.line("else return;");
}

function isMap(plan: Plan): boolean {
  return valueKinds(plan).includes("map");
}

function byClue(plan: UnionPlan, source: string, depth: number, context: RoomContext): void {
  const { code } = context;
  plan.clues.forEach((clue, index) => {
    const member = property(source, clue.member.name);
    const own = `Object.hasOwn(${source}, ${quote(clue.member.name)})`;
    const matches =
      clue.values === undefined
        ? `${own} && ${member} !== undefined`
        : `${own} && (${clue.values.map((value) => `${member} === ${JSON.stringify(value)}`).join(" || ")})`;
    code.block(`${index === 0 ? "" : "else "}if (${matches})`, () =>
      encodeItem(plan.branches[clue.branch] as Plan, source, depth, context),
    );
  });
  code.line("else return;");
}

function any(source: string, depth: number, context: RoomContext): void {
  const { code, limits } = context;
  const writer = code.fresh("writer");
  code.line(`const ${writer} = { out, items: 0 };`);
  code.line(`at = ${use(context, "putAny")}(${writer}, at, ${source}, ${limits.depth - depth}) | 0;`);
  refuseIf(["at < 0"], context);
  code.line(`out = ${writer}.out;`);
  makeRoom(0, context);
  code.line(`items += ${writer}.items;`);
}
