/**
 * Writes the function that turns a payload into JSON text in one pass, without a value in between. It takes maps in
 * declared order only and answers `undefined` for every other payload, right or wrong.
 *
 * @module
 */
import type { ArrayPlan, Clue, LiteralPlan, ObjectPlan, Plan, UnionPlan } from "../../plan/plan.ts";
import { numericConditions, textConditions } from "./bounds.ts";
import { encoded, standsAt, store } from "./bytes.ts";
import { type Context, nested, refuseIf, use } from "./context.ts";
import { conditionFor, findClue, integerItem, numberItem, stringHead, wideIntegerItem } from "./decode.ts";
import { head } from "./heads.ts";
import { bytePattern } from "./pattern.ts";

/** A context in which text that is always the same is held back until something else is to be written. */
interface TextContext extends Context {
  pending: string;
}

/** Whether a payload of this plan can be transcoded in one pass. */
export function canTranscode(plan: Plan): boolean {
  switch (plan.kind) {
    case "any":
    case "record":
      return false;
    case "array":
      return !plan.uniqueItems && canTranscode(plan.items);
    case "tuple":
      return plan.items.every(canTranscode);
    case "object":
      // Names like integers come first in an object, wherever they are declared.
      return plan.members.every(({ name, value }) => !/^\d+$/.test(name) && canTranscode(value));
    case "tagged":
      return canTranscode(plan.content);
    case "union":
      return plan.branches.every(canTranscode);
    default:
      return true;
  }
}

/** Writes `transcode(payload)`. */
export function writeTranscode(plan: Plan, plainContext: Context): string {
  const context: TextContext = { ...plainContext, pending: "" };
  const { code, limits } = context;
  code.line("const end = payload.length;");
  code.line(`if (end > ${limits.bytes}) return;`);
  code.line(`const out = ${use(context, "borrowBuffer")}(64 + end * ${expansion(plan)});`);
  code.line("let at = 0;");
  code.line("let to = 0;");
  code.line("let items = 1;");
  code.line("let ascii = true;");
  transcodeItem(plan, 0, context);
  flush(context);
  code.line(`if (at !== end || items > ${limits.items}) return;`);
  code.line(`return ${use(context, "textOf")}(out, to, ascii);`);
  return `function transcode(payload) {\n${code}\n}`;
}

function flush(context: TextContext): void {
  if (context.pending === "") return;
  const bytes = new TextEncoder().encode(context.pending);
  context.code.comment(context.pending);
  if (bytes.length !== context.pending.length) context.code.line("ascii = false;");
  context.code.line(store(bytes, "to", context));
  context.pending = "";
}

/**
 * How many bytes of text one byte of a payload becomes at the most: six for a control character, eight for a short
 * float, or as many as a short key stands for. With so much room there is nothing to check on the way.
 */
function expansion(plan: Plan): number {
  switch (plan.kind) {
    case "literal":
      return Math.max(
        ...plan.values.map((value) => ratio(JSON.stringify(value).length, encoded(value).length)),
        8,
      );
    case "array":
      return expansion(plan.items);
    case "tuple":
      return Math.max(8, ...plan.items.map(expansion));
    case "object":
      return Math.max(
        8,
        ...plan.members.map(({ name, key, value }) =>
          Math.max(
            ratio(new TextEncoder().encode(JSON.stringify(name)).length + 2, encoded(key).length),
            expansion(value),
          ),
        ),
      );
    case "tagged":
      return expansion(plan.content);
    case "union":
      return Math.max(...plan.branches.map(expansion));
    default:
      return 8;
  }
}

/** Text with a comma in front, to the bytes that it comes from. */
function ratio(text: number, bytes: number): number {
  return Math.ceil((text + 1) / bytes);
}

function transcodeItem(plan: Plan, depth: number, context: TextContext): void {
  const { code } = context;
  flush(context);
  switch (plan.kind) {
    case "integer":
    case "number":
    case "wide-integer":
      return number(plan, context);
    case "text": {
      const size = stringHead(3, context);
      const matches = bytePattern(plan.pattern, context);
      if (matches !== undefined) refuseIf([`!${matches}(payload, at, at + ${size})`], context);
      const byText = matches === undefined && plan.pattern !== undefined;
      if (plan.minLength !== undefined || plan.maxLength !== undefined || byText) {
        const local = code.fresh("text");
        code.line(`const ${local} = ${use(context, "text")}(payload, at, ${size});`);
        refuseIf([`${local} === undefined`, ...textConditions(plan, local, context)], context);
      }
      code.line(`to = ${use(context, "putJsonText")}(payload, at, ${size}, out, to) | 0;`);
      code.block("if (to <= 0)", () => {
        code.line("if (to === 0) return;");
        code.line("ascii = false;");
        code.line("to = -to;");
      });
      return code.line(`at += ${size};`);
    }
    case "bytes": {
      const size = stringHead(2, context);
      refuseIf(
        [
          plan.minBytes === undefined ? [] : `${size} < ${plan.minBytes}`,
          plan.maxBytes === undefined ? [] : `${size} > ${plan.maxBytes}`,
        ].flat(),
        context,
      );
      code.line("out[to++] = 0x22;");
      code.line(`to = ${use(context, "putBase64")}(payload, at, ${size}, out, to);`);
      context.pending = '"';
      return code.line(`at += ${size};`);
    }
    case "boolean":
      return words([true, false], context);
    case "null":
      return words([null], context);
    case "literal":
      return words(plan.values, context);
    case "array":
      return nested(depth, context, () => array(plan, depth + 1, context));
    case "tuple":
      return nested(depth, context, () => {
        head(4, plan.items.length, context);
        code.line(`items += ${plan.items.length};`);
        plan.items.forEach((item, index) => {
          context.pending += index === 0 ? "[" : ",";
          transcodeItem(item, depth + 1, context);
        });
        context.pending += plan.items.length === 0 ? "[]" : "]";
      });
    case "object":
      return nested(depth, context, () => object(plan, depth + 1, context));
    case "tagged":
      return nested(depth, context, () => {
        head(6, plan.tag, context);
        code.line("items++;");
        transcodeItem(plan.content, depth + 1, context);
      });
    case "union":
      return union(plan, depth, context);
    default:
      throw new TypeError(`no text in one pass for ${plan.kind}`);
  }
}

function number(
  plan: Extract<Plan, { kind: "integer" | "number" | "wide-integer" }>,
  context: TextContext,
): void {
  const { code } = context;
  const local = code.fresh("number");
  code.line(`let ${local};`);
  if (plan.kind === "integer") integerItem(local, context);
  else if (plan.kind === "number") numberItem(plan, local, context);
  else wideIntegerItem(plan.least, plan.greatest, local, context);
  if (plan.kind !== "wide-integer") refuseIf(numericConditions(plan, local, context), context);
  const put = { integer: "putDecimal", number: "putJsonNumber", "wide-integer": "putJsonBigint" }[plan.kind];
  code.line(`to = ${use(context, put)}(out, to, ${local}) | 0;`);
}

/** Literals, each with its JSON text. */
function words(values: LiteralPlan["values"], context: TextContext): void {
  const { code } = context;
  const texts = values.map((value) => new TextEncoder().encode(JSON.stringify(value)));
  values.forEach((value, index) => {
    const bytes = encoded(value);
    code.block(`${index === 0 ? "" : "else "}if (${standsAt(bytes, "at", context)})`, () => {
      code.line(`at += ${bytes.length};`);
      const text = texts[index] as Uint8Array;
      if (text.some((byte) => byte > 0x7f)) code.line("ascii = false;");
      code.line(store(text, "to", context));
    });
  });
  code.line("else return;");
}

function array(plan: ArrayPlan, depth: number, context: TextContext): void {
  const { code } = context;
  const rounds = head(4, undefined, context);
  const round = code.fresh("i");
  context.pending += "[";
  flush(context);
  code.line(`let ${round} = 0;`);
  code.block(`for (; ${round} !== ${rounds}; ${round}++)`, () => {
    code.line(`if (${rounds} < 0 && payload[at] === 0xff) break;`);
    code.line(`if (${round} > 0) out[to++] = 0x2c;`);
    transcodeItem(plan.items, depth, context);
    flush(context);
  });
  code.line(`if (${rounds} < 0) at++;`);
  code.line(`items += ${round};`);
  if (plan.minItems !== undefined) refuseIf([`${round} < ${plan.minItems}`], context);
  if (plan.maxItems !== undefined) refuseIf([`${round} > ${plan.maxItems}`], context);
  context.pending += "]";
}

function object(plan: ObjectPlan, depth: number, context: TextContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  const left = code.fresh("left");
  code.line(`let ${left} = ${rounds};`);
  context.pending += "{";
  // Whether something certainly stands in front of the next member, so that a comma does too.
  let begun = false;
  const start = code.fresh("start");
  if (plan.members[0]?.required === false) {
    flush(context);
    code.line(`const ${start} = to;`);
  }
  for (const [index, { name, key, required, value }] of plan.members.entries()) {
    const isFirst = index === 0;
    const bytes = encoded(key);
    const label = `${JSON.stringify(name)}:`;
    const write = () => {
      code.line(`at += ${bytes.length};`);
      code.line(`${left}--;`);
      if (begun) context.pending += `,${label}`;
      else if (isFirst) context.pending += label;
      else {
        code.line(`if (to !== ${start}) out[to++] = 0x2c;`);
        context.pending += label;
      }
      transcodeItem(value, depth, context);
    };
    if (required) {
      refuseIf([`${left} === 0`, `!(${standsAt(bytes, "at", context)})`], context);
      write();
      begun = true;
    } else {
      flush(context);
      code.block(`if (${left} !== 0 && ${standsAt(bytes, "at", context)})`, () => {
        write();
        flush(context);
      });
    }
  }
  code.block(`if (${rounds} < 0)`, () => {
    refuseIf(["payload[at] !== 0xff"], context);
    code.line("at++;");
  });
  code.line(`else if (${left} !== 0) return;`);
  const entries = `(${rounds} - ${left})`;
  const read = code.fresh("read");
  code.line(`const ${read} = ${entries};`);
  code.line(`items += ${read} * 2;`);
  if (plan.minProperties !== undefined) refuseIf([`${read} < ${plan.minProperties}`], context);
  if (plan.maxProperties !== undefined) refuseIf([`${read} > ${plan.maxProperties}`], context);
  context.pending += "}";
}

function union(plan: UnionPlan, depth: number, context: TextContext): void {
  const { code } = context;
  const branch = (one: Plan) => () => {
    transcodeItem(one, depth, context);
    flush(context);
  };
  const simple = plan.branches.filter((_, index) => !plan.clues.some((clue) => clue.branch === index));
  const groups = simple.map((one) => ({ condition: conditionFor(one, context), write: branch(one) }));
  if (plan.clues.length > 0) {
    groups.push({ condition: "(payload[at] >> 5) === 5", write: () => byClue(plan, branch, context) });
  }
  groups.forEach(({ condition, write }, index) => {
    code.block(`${index === 0 ? "" : "else "}if (${condition})`, write);
  });
  code.line("else return;");
}

function byClue(plan: UnionPlan, branch: (one: Plan) => () => void, context: TextContext): void {
  findClue(plan, context, (clue: Clue) => branch(plan.branches[clue.branch] as Plan)());
}
