/**
 * Writes the function that turns a payload into JSON text in one pass, without a value in between. It answers
 * `undefined` for a payload that is wrong or unusual.
 *
 * @module
 */
import { holdsViews, type Plan, partsOf } from "../../../plan/plan.ts";
import { type Context, leaveIf, levelsLeft, nested, use } from "../context.ts";
import type { DecodeContext } from "../decode/context.ts";
import { cursorFor, decodeItem } from "../decode/decode.ts";
import { decodeEmbedded } from "../decode/embedded.ts";
import { functionFor, withFunctions } from "../functions.ts";
import { tagHead } from "../heads.ts";
import { transcodeAny } from "./any.ts";
import { transcodeArray, transcodeTuple } from "./arrays.ts";
import { flush, type TranscodeContext } from "./context.ts";
import { expansion } from "./expansion.ts";
import { transcodeLiterals } from "./literals.ts";
import { transcodeObject, transcodeRecord } from "./maps.ts";
import { transcodeNumber } from "./numbers.ts";
import { transcodeBytes, transcodeText } from "./strings.ts";
import { transcodeUnion } from "./unions.ts";
import { transcodeView } from "./views.ts";

/** Whether a payload of this plan can be transcoded in one pass. */
export function canTranscode(plan: Plan, asked = new Set<Plan>()): boolean {
  if (asked.has(plan)) return true;
  asked.add(plan);
  const inside = (part: Plan) => canTranscode(part, asked);
  switch (plan.kind) {
    case "integer":
    case "wide-integer":
    case "number":
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "literal":
    case "any":
      return true;
    case "array":
      return !plan.uniqueItems && inside(plan.items);
    case "tuple":
      // Further items of those with names lie in a member that is there only with them.
      return !(plan.names && plan.rest) && partsOf(plan).every(inside);
    case "object":
      // Names like integers come first in an object, wherever they are declared.
      return (
        plan.members.every(({ name, value }) => !/^\d+$/.test(name) && inside(value)) &&
        (plan.additional === undefined || inside(plan.additional))
      );
    case "tagged":
    case "embedded":
      return inside(plan.content);
    case "union":
      return plan.branches.every(inside);
    case "view":
      return plan.of.every(inside);
    case "record":
      // Of a pattern, a text has to be made.
      return (plan.keys === "integer" || plan.pattern === "") && inside(plan.values);
  }
}

/** Writes `transcode(payload)`. */
export function writeTranscode(plan: Plan, plainContext: Context): string {
  const decode: DecodeContext = {
    ...plainContext,
    // Both write into the same code, which is another one in the function of a definition.
    get code() {
      return context.code;
    },
    cutsTexts: false,
    borrows: true,
    item: (inner, target, depth) => decodeItem(inner, target, depth, decode),
  };
  const most = expansion(plan);
  const context: TranscodeContext = {
    ...plainContext,
    pending: "",
    decode,
    room: (bytes) => `(${bytes}) * ${most} + ${64 + plainContext.limits.depth}`,
    item(inner, depth) {
      flush(context);
      const write = () => {
        transcodeItem(inner, 0, context);
        flush(context);
      };
      const name = functionFor(inner, context, write, "true");
      if (name === undefined) transcodeItem(inner, depth, context);
      else leaveIf([`!${name}(${levelsLeft(depth, context)})`], context);
    },
  };
  const { code, limits } = context;
  code.line("const end = payload.length;");
  code.line(`if (end > ${limits.bytes}) return;`);
  code.line(`const out = ${use(context, "borrowBuffer")}(${context.room("end")});`);
  code.line("let at = 0;");
  code.line("let to = 0;");
  code.line("let items = 1;");
  code.line("let ascii = true;");
  code.line("let again = 0; // bytes that were read twice");
  if (holdsViews(plan)) code.line("let own;");
  const { declare, items } = cursorFor(plan, limits, ", isAscii: true");
  code.line(declare);
  context.item(plan, 0);
  flush(context);
  code.line(`if (at !== end || ${items} > ${limits.items}) return;`);
  code.line(`return ${use(context, "textOf")}(out, to, ascii);`);
  return withFunctions("function transcode(payload)", context);
}

function transcodeItem(plan: Plan, depth: number, context: TranscodeContext): void {
  switch (plan.kind) {
    case "integer":
    case "number":
    case "wide-integer":
      return transcodeNumber(plan, context);
    case "text":
      return transcodeText(plan, context);
    case "bytes":
      return transcodeBytes(plan, context);
    case "boolean":
      return transcodeLiterals([true, false], context);
    case "null":
      return transcodeLiterals([null], context);
    case "literal":
      return transcodeLiterals(plan.values, context);
    case "array":
      return nested(depth, context, () => transcodeArray(plan, depth + 1, context));
    case "tuple":
      return nested(depth, context, () => transcodeTuple(plan, depth + 1, context));
    case "object":
      return nested(depth, context, () => transcodeObject(plan, depth + 1, context));
    case "tagged":
      return nested(depth, context, () => {
        tagHead(plan, context);
        if (plan.keep) context.pending += `{"tag":${plan.tag},"value":`;
        context.item(plan.content, depth + 1);
        if (plan.keep) context.pending += "}";
      });
    case "embedded":
      return nested(depth, context, () =>
        decodeEmbedded(plan, context, {
          item() {
            context.item(plan.content, depth + 1);
            flush(context);
          },
          empty: () =>
            nested(depth + 1, context, () => {
              context.pending += "{}";
              flush(context);
            }),
        }),
      );
    case "union":
      return transcodeUnion(plan, depth, context);
    case "view":
      return transcodeView(plan, depth, context);
    case "any":
      return transcodeAny(depth, context);
    case "record":
      return nested(depth, context, () => transcodeRecord(plan, depth + 1, context));
    default:
      return plan satisfies never;
  }
}
