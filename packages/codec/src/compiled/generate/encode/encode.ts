/**
 * Writes the function that checks a value and writes its payload in one pass. It answers `undefined` for a value that
 * is wrong or unusual, and leaves those to the interpreted engine.
 *
 * @module
 */
import { type EmbeddedPlan, holdsSecrets, type Plan } from "../../../plan/plan.ts";
import { type Context, leaveIf, levelsLeft, nested, use } from "../context.ts";
import { functionFor, withFunctions } from "../functions.ts";
import { encodeAny } from "./any.ts";
import { encodeArray, encodeTuple } from "./arrays.ts";
import { type EncodeContext, variable } from "./context.ts";
import { encodeBoolean, encodeLiteral, encodeNull } from "./literals.ts";
import { encodeObject, encodeRecord } from "./maps.ts";
import { encodeInteger, encodeNumber, encodeWideInteger } from "./numbers.ts";
import { fixedSize, HEAD, makeRoom, sizeInside } from "./room.ts";
import { encodeBytes, encodeText } from "./strings.ts";
import { encodeUnion } from "./unions.ts";
import { encodeView } from "./views.ts";

/** Writes `encode(value)`. */
export function writeEncode(plan: Plan, plainContext: Context): string {
  const context: EncodeContext = {
    ...plainContext,
    spare: fixedSize(plan),
    item(inner, source, depth) {
      const { spare } = context;
      const write = () => {
        context.spare = sizeInside(inner);
        makeRoom(0, context);
        encodeItem(inner, "value", 0, context);
        context.spare = spare;
      };
      const name = functionFor(inner, context, write, "true");
      if (name === undefined) return encodeItem(inner, source, depth, context);
      leaveIf([`!${name}(${levelsLeft(depth, context)}, ${source})`], context);
      // It has made room for itself alone.
      makeRoom(0, context);
    },
  };
  const { code, limits } = context;
  code.line(`let out = ${use(context, "takeRoom")}(${context.spare});`);
  code.line(`const start = ${use(context, "startOfRoom")}();`);
  code.line("let at = start;");
  code.line("let items = 1;");
  context.item(plan, "value", 0);
  code.line(`if (at - start > ${limits.bytes} || items > ${limits.items}) return;`);
  code.line(`return ${use(context, holdsSecrets(plan) ? "ownPayloadOf" : "payloadOf")}(out, start, at);`);
  return withFunctions("function encode(value)", context);
}

function encodeItem(plan: Plan, source: string, depth: number, context: EncodeContext): void {
  switch (plan.kind) {
    case "integer":
      return encodeInteger(plan, source, context);
    case "number":
      return encodeNumber(plan, source, context);
    case "wide-integer":
      return encodeWideInteger(plan, source, context);
    case "text":
      return encodeText(plan, source, context);
    case "bytes":
      return encodeBytes(plan, source, context);
    case "boolean":
      return encodeBoolean(source, context);
    case "null":
      return encodeNull(source, context);
    case "literal":
      return encodeLiteral(plan, source, context);
    case "array":
      return nested(depth, context, () => encodeArray(plan, source, depth + 1, context));
    case "tuple":
      return nested(depth, context, () => encodeTuple(plan, source, depth + 1, context));
    case "object":
      return nested(depth, context, () => encodeObject(plan, source, depth + 1, context));
    case "record":
      return nested(depth, context, () => encodeRecord(plan, source, depth + 1, context));
    case "tagged":
      return nested(depth, context, () => {
        if (plan.optional === "omitted") return context.item(plan.content, source, depth);
        const kept =
          plan.keep && variable("kept", `${use(context, "keptValue")}(${source}, ${plan.tag})`, context);
        if (kept) leaveIf([`${kept} === undefined`], context);
        context.code.line(`at = ${use(context, "putHead")}(out, at, 6, ${plan.tag}) | 0;`);
        context.code.line("items++;");
        context.item(plan.content, kept ?? source, depth + 1);
      });
    case "embedded":
      return nested(depth, context, () => encodeEmbedded(plan, source, depth + 1, context));
    case "union":
      return encodeUnion(plan, source, depth, context);
    case "view":
      return encodeView(plan, source, depth, context);
    case "any":
      return encodeAny("putAny", source, depth, context);
    default:
      return plan satisfies never;
  }
}

/** Writes code that writes an item, and moves it behind the head of the byte string that it is in. */
function encodeEmbedded(plan: EmbeddedPlan, source: string, depth: number, context: EncodeContext): void {
  const { code } = context;
  const begin = variable("begin", `at + ${HEAD}`, context);
  code.line(`at = ${begin};`);
  code.line("items++;");
  context.item(plan.content, source, depth);
  const size = code.fresh("size");
  code.line(`let ${size} = at - ${begin};`);
  // A map of one byte has no members.
  if (plan.zeroLengthMap) code.line(`if (${size} === 1) ${size} = 0;`);
  code.line(`at = ${use(context, "putHead")}(out, ${begin} - ${HEAD}, 2, ${size}) | 0;`);
  code.line(`out.copyWithin(at, ${begin}, ${begin} + ${size});`);
  code.line(`at += ${size};`);
}
