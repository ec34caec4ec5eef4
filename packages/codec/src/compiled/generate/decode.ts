/**
 * Writes the function that reads a payload: one pass, no call for what is plain. It answers `undefined` for a payload
 * that is wrong or unusual, and leaves those to the interpreted engine.
 *
 * @module
 */
import {
  type ArrayPlan,
  type Clue,
  type IntegerPlan,
  type LiteralPlan,
  type NumberPlan,
  type Plan,
  partsOf,
  type TextPlan,
  type TuplePlan,
  type UnionPlan,
} from "../../plan/plan.ts";
import { cborKinds } from "../../plan/union.ts";
import { numericConditions, textConditions } from "./bounds.ts";
import { constantOf, encoded, standsAt } from "./bytes.ts";
import { type Context, nested, refuseIf, use } from "./context.ts";
import { decodeObject, decodeRecord } from "./decode-map.ts";
import { head, headBytes } from "./heads.ts";
import { bytePattern } from "./pattern.ts";

/** Writes `decode(payload)`. */
export function writeDecode(plan: Plan, plainContext: Context): string {
  // Where the code stops, the interpreted engine goes on: what was read before is right.
  const context = { ...plainContext, refusal: `return ${use(plainContext, "stop")}(at);` };
  const { code, limits } = context;
  code.line("const end = payload.length;");
  code.line("let at = 0;");
  code.line(`if (end > ${limits.bytes}) ${context.refusal}`);
  code.line("let items = 1;");
  if (context.cutsTexts) {
    code.line(`const latin1 = ${use(context, "latin1Of")}(payload); // to cut texts from`);
  }
  if (hasUndescribed(plan)) code.line(`const cursor = { at, items: 0, most: ${limits.items} };`);
  code.line("let own; // one copy of the payload: every long byte string is a view of it");
  code.line("let value;");
  decodeItem(plan, "value", 0, context);
  const all = hasUndescribed(plan) ? "items + cursor.items" : "items";
  code.line(`if (at !== end || ${all} > ${limits.items}) ${context.refusal}`);
  code.line("return value;");
  return `function decode(payload) {\n${code}\n}`;
}

/** Whether a plan leaves names or values open, which helpers read. */
function hasUndescribed(plan: Plan): boolean {
  const isOpen = plan.kind === "any" || plan.kind === "record" || (plan.kind === "object" && plan.additional);
  return Boolean(isOpen) || partsOf(plan).some(hasUndescribed);
}

/** Writes code that reads the item at `at` into the variable `target`. `depth` is how many levels it lies in. */
function decodeItem(plan: Plan, target: string, depth: number, context: Context): void {
  const { code } = context;
  switch (plan.kind) {
    case "integer":
      integerItem(target, context);
      return bounds(plan, target, context);
    case "number":
      numberItem(plan, target, context);
      return bounds(plan, target, context);
    case "wide-integer":
      return wideIntegerItem(plan.least, plan.greatest, target, context);
    case "text":
      return text(plan, target, context);
    case "bytes":
      return bytes(plan.minBytes, plan.maxBytes, target, context);
    case "boolean":
      code.line(`${target} = payload[at] === 0xf5;`);
      code.line(`if (!${target} && payload[at] !== 0xf4) ${context.refusal}`);
      return code.line("at++;");
    case "null":
      code.line(`if (payload[at] !== 0xf6) ${context.refusal}`);
      code.line(`${target} = null;`);
      return code.line("at++;");
    case "literal":
      return literal(plan, target, context);
    case "array":
      return nested(depth, context, () => array(plan, target, depth + 1, context));
    case "tuple":
      return nested(depth, context, () => tuple(plan, target, depth + 1, context));
    case "object":
      return nested(depth, context, () => decodeObject(plan, target, depth + 1, context, decodeItem));
    case "record":
      return nested(depth, context, () => decodeRecord(plan, target, depth + 1, context, decodeItem));
    case "tagged":
      return nested(depth, context, () => {
        head(6, plan.tag, context);
        code.line("items++;");
        decodeItem(plan.content, target, depth + 1, context);
      });
    case "union":
      return union(plan, target, depth, context);
    case "any":
      return any(target, depth, context);
  }
}

/** Writes code that reads a safe integer. */
export function integerItem(target: string, context: Context): void {
  const { code } = context;
  code.line(`${target} = payload[at];`);
  code.line(`if (${target} < 24) at++;`);
  if (context.unrolled) {
    code.block(`else if (${target} === 0x18 && at + 1 < payload.length)`, () => {
      code.line(`${target} = payload[at + 1];`);
      code.line("at += 2;");
    });
    code.block(`else if (${target} === 0x19 && at + 2 < payload.length)`, () => {
      code.line(`${target} = (payload[at + 1] << 8) | payload[at + 2];`);
      code.line("at += 3;");
    });
  }
  code.block("else", () => {
    code.line(`${target} = ${use(context, "integer")}(payload, at);`);
    code.line(`if (${target} !== ${target}) ${context.refusal}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
}

/** Writes code that reads a finite number. */
export function numberItem(plan: Extract<Plan, { kind: "number" }>, target: string, context: Context): void {
  const { code } = context;
  code.line(`${target} = ${use(context, "number")}(payload, at);`);
  code.line(`if (${target} !== ${target}) ${context.refusal}`);
  if (plan.width === 32) code.line(`if (!Number.isFinite(Math.fround(${target}))) ${context.refusal}`);
  code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
}

function bounds(plan: IntegerPlan | NumberPlan, target: string, context: Context): void {
  refuseIf(numericConditions(plan, target, context), context);
}

/** Writes code that reads an integer of 64 bits. */
export function wideIntegerItem(least: bigint, greatest: bigint, target: string, context: Context): void {
  const { code } = context;
  code.line(`if (payload[at] < 24) ${target} = ${use(context, "smallBigints")}[payload[at++]];`);
  code.block("else", () => {
    code.line(`${target} = ${use(context, "bigInteger")}(payload, at);`);
    const range = least === 0n ? `${target} < 0n` : `${target} < ${least}n || ${target} > ${greatest}n`;
    code.line(`if (${target} === undefined || ${range}) ${context.refusal}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
}

/** Writes code that reads the head of a definite string into a new variable, and answers its name. */
export function stringHead(major: number, context: Context): string {
  const { code } = context;
  const size = code.fresh("size");
  code.line(`let ${size} = payload[at] - 0x${(major << 5).toString(16)};`);
  code.line(`if (${size} >= 0 && ${size} < 24) at++;`);
  code.block("else", () => {
    code.line(`${size} = ${use(context, "stringLength")}(payload, at, ${major}) | 0;`);
    code.line(`if (${size} < 0) ${context.refusal}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
  code.line(`if (!(at + ${size} <= end)) ${context.refusal}`);
  return size;
}

function text(plan: TextPlan, target: string, context: Context): void {
  const { code } = context;
  const size = stringHead(3, context);
  const matches = bytePattern(plan.pattern, context);
  if (matches !== undefined) refuseIf([`!${matches}(payload, at, at + ${size})`], context);
  code.line(`if (${size} === 0) ${target} = "";`);
  code.block("else", () => {
    const read = context.cutsTexts
      ? `${use(context, "textCut")}(payload, at, ${size}, latin1)`
      : `${use(context, "text")}(payload, at, ${size})`;
    code.line(`${target} = ${read};`);
    code.line(`if (${target} === undefined) ${context.refusal}`);
    code.line(`at += ${size};`);
  });
  refuseIf(textConditions(plan, target, context), context);
}

function bytes(least: number | undefined, most: number | undefined, target: string, context: Context): void {
  const { code } = context;
  const size = stringHead(2, context);
  const conditions = [
    least === undefined ? [] : `${size} < ${least}`,
    most === undefined ? [] : `${size} > ${most}`,
  ].flat();
  refuseIf(conditions, context);
  const small = `${use(context, "smallBytes")}(payload, at, ${size})`;
  code.line(`if (${size} <= 24) ${target} = ${small};`);
  code.line(`else ${target} = new Uint8Array((own ??= ${use(context, "copyOf")}(payload)), at, ${size});`);
  code.line(`at += ${size};`);
}

function literal(plan: LiteralPlan, target: string, context: Context): void {
  const { code } = context;
  plan.values.forEach((value, index) => {
    const bytes = encoded(value);
    code.block(`${index === 0 ? "" : "else "}if (${standsAt(bytes, "at", context)})`, () => {
      code.line(`${target} = ${JSON.stringify(value)};`);
      code.line(`at += ${bytes.length};`);
    });
  });
  code.line(`else ${context.refusal}`);
}

function array(plan: ArrayPlan, target: string, depth: number, context: Context): void {
  const { code } = context;
  const rounds = head(4, undefined, context);
  const round = code.fresh("i");
  code.line(`if (${rounds} > ${context.limits.items}) ${context.refusal}`);
  code.line(`${target} = [];`);
  code.block(`for (let ${round} = 0; ${round} !== ${rounds}; ${round}++)`, () => {
    code.line(`if (${rounds} < 0 && (payload[at] === 0xff || ${round} > ${context.limits.items})) break;`);
    const item = code.fresh(`${target === "value" ? "item" : target}Item`);
    code.line(`let ${item};`);
    decodeItem(plan.items, item, depth, context);
    code.line(`${target}.push(${item});`);
  });
  code.line(`if (${rounds} < 0) at++;`);
  code.line(`items += ${target}.length;`);
  const { minItems, maxItems, uniqueItems } = plan;
  if (minItems !== undefined) code.line(`if (${target}.length < ${minItems}) ${context.refusal}`);
  if (maxItems !== undefined) code.line(`if (${target}.length > ${maxItems}) ${context.refusal}`);
  if (uniqueItems) code.line(`if (!${use(context, "allDifferent")}(${target})) ${context.refusal}`);
}

function tuple(plan: TuplePlan, target: string, depth: number, context: Context): void {
  const { code } = context;
  head(4, plan.items.length, context);
  code.line(`items += ${plan.items.length};`);
  const names = plan.items.map((item, index) => {
    const name = code.fresh(`item${index}`);
    code.line(`let ${name};`);
    decodeItem(item, name, depth, context);
    return name;
  });
  code.line(`${target} = [${names.join(", ")}];`);
}

const kindConditions: Readonly<Record<string, string>> = {
  integer: "payload[at] < 0x40",
  bytes: "(payload[at] >> 5) === 2",
  text: "(payload[at] >> 5) === 3",
  array: "(payload[at] >> 5) === 4",
  map: "(payload[at] >> 5) === 5",
  float: "(payload[at] >= 0xf9 && payload[at] <= 0xfb)",
  boolean: "(payload[at] === 0xf4 || payload[at] === 0xf5)",
  null: "payload[at] === 0xf6",
};

function union(plan: UnionPlan, target: string, depth: number, context: Context): void {
  const { code } = context;
  const simple = plan.branches.filter((_, index) => !plan.clues.some((clue) => clue.branch === index));
  const groups = simple.map((branch) => ({
    condition: conditionFor(branch, context),
    write: () => decodeItem(branch, target, depth, context),
  }));
  if (plan.clues.length > 0) {
    const write = (clue: Clue) => decodeItem(plan.branches[clue.branch] as Plan, target, depth, context);
    groups.push({ condition: kindConditions.map as string, write: () => findClue(plan, context, write) });
  }
  groups.forEach(({ condition, write }, index) => {
    code.block(`${index === 0 ? "" : "else "}if (${condition})`, write);
  });
  code.line(`else ${context.refusal}`);
}

/** The condition that the item at `at` is of a kind that a branch takes. */
export function conditionFor(branch: Plan, context: Context): string {
  const conditions = [...new Set(cborKinds(branch))].map((kind) => {
    if (kind === "anything") return "true";
    return kind.startsWith("tag ")
      ? standsAt(headBytes(6, Number(kind.slice(4))), "at", context)
      : (kindConditions[kind] as string);
  });
  return conditions.join(" || ");
}

/**
 * Writes code that chooses between objects by the member that tells them apart; what cannot be told at a glance is left.
 *
 * @param write - writes the code for the branch of a clue
 */
export function findClue(plan: UnionPlan, context: Context, write: (clue: Clue) => void): void {
  const { code } = context;
  const found = code.fresh("found");
  const find = (clue: Clue) => {
    const key = constantOf(encoded(clue.member.key), context);
    return `${use(context, "memberAt")}(payload, at, ${key})`;
  };
  const [first] = plan.clues as [Clue];
  if (first.values !== undefined) {
    code.line(`const ${found} = ${find(first)};`);
    code.line(`if (${found} < 0) ${context.refusal}`);
    plan.clues.forEach((clue, index) => {
      const matches = (clue.values ?? [])
        .map((value) => standsAt(encoded(value), found, context))
        .join(" || ");
      code.block(`${index === 0 ? "" : "else "}if (${matches})`, () => write(clue));
    });
  } else {
    code.line(`let ${found};`);
    plan.clues.forEach((clue, index) => {
      code.block(`${index === 0 ? "" : "else "}if ((${found} = ${find(clue)}) > 0)`, () => write(clue));
      code.line(`else if (${found} === -2) ${context.refusal}`);
    });
  }
  code.line(`else ${context.refusal}`);
}

function any(target: string, depth: number, context: Context): void {
  const { code, limits } = context;
  code.line("cursor.at = at;");
  code.line(`${target} = ${use(context, "any")}(payload, cursor, ${limits.depth - depth});`);
  code.line(`if (${target} === undefined) ${context.refusal}`);
  code.line("at = cursor.at;");
}
