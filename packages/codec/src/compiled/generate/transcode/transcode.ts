/**
 * Writes the function that turns a payload into JSON text in one pass, without a value in between. It takes maps in
 * declared order only and answers `undefined` for every other payload, right or wrong.
 *
 * @module
 */
import { type Plan, partsOf } from "../../../plan/plan.ts";
import { type Context, leaveIf, levelsLeft, nested, use } from "../context.ts";
import { decodeEmbedded } from "../decode/embedded.ts";
import { functionFor, withFunctions } from "../functions.ts";
import { tagHead } from "../heads.ts";
import { transcodeArray, transcodeTuple } from "./arrays.ts";
import { flush, type TranscodeContext } from "./context.ts";
import { expansion } from "./expansion.ts";
import { transcodeLiterals } from "./literals.ts";
import { transcodeObject } from "./maps.ts";
import { transcodeNumber } from "./numbers.ts";
import { transcodeBytes, transcodeText } from "./strings.ts";
import { transcodeUnion } from "./unions.ts";

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
      return true;
    case "array":
      return !plan.uniqueItems && inside(plan.items);
    case "tuple":
      return partsOf(plan).every(inside);
    case "object":
      // Names like integers come first in an object, wherever they are declared.
      return plan.members.every(({ name, value }) => !/^\d+$/.test(name) && inside(value));
    case "tagged":
    case "embedded":
      return inside(plan.content);
    case "union":
      return plan.branches.every(inside);
    case "record":
    case "view":
    case "any":
      return false;
  }
}

/** Writes `transcode(payload)`. */
export function writeTranscode(plan: Plan, plainContext: Context): string {
  const context: TranscodeContext = {
    ...plainContext,
    pending: "",
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
  code.line(`const out = ${use(context, "borrowBuffer")}(64 + end * ${expansion(plan)});`);
  code.line("let at = 0;");
  code.line("let to = 0;");
  code.line("let items = 1;");
  code.line("let ascii = true;");
  context.item(plan, 0);
  flush(context);
  code.line(`if (at !== end || items > ${limits.items}) return;`);
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
    case "record":
    case "view":
    case "any":
      // What `canTranscode` refuses is left, should it come here all the same.
      return context.code.line(context.leave);
    default:
      return plan satisfies never;
  }
}
