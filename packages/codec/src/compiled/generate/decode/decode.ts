/**
 * Writes the function that reads a payload: one pass, no call for what is plain. It answers `undefined` for a payload
 * that is wrong or unusual, and leaves those to the interpreted engine.
 *
 * @module
 */
import type { Limits } from "../../../cbor/limits.ts";
import { type Plan, someIn } from "../../../plan/plan.ts";
import { numericConditions } from "../bounds.ts";
import { type Context, leaveIf, levelsLeft, nested, use } from "../context.ts";
import { functionFor, withFunctions } from "../functions.ts";
import { tagHead } from "../heads.ts";
import { decodeArray, decodeTuple } from "./arrays.ts";
import type { DecodeContext } from "./context.ts";
import { decodeEmbedded } from "./embedded.ts";
import { decodeBoolean, decodeLiteral, decodeNull } from "./literals.ts";
import { decodeObject, decodeRecord } from "./maps.ts";
import { decodeInteger, decodeNumber, decodeWideInteger } from "./numbers.ts";
import { decodeBytes, decodeText } from "./strings.ts";
import { decodeUnion } from "./unions.ts";
import { decodeView } from "./views.ts";

/** Writes `decode(payload)`. */
export function writeDecode(plan: Plan, plainContext: Context): string {
  const context: DecodeContext = {
    ...plainContext,
    borrows: false,
    // Where the code stops, the interpreted engine goes on: what was read before is right.
    leave: `return ${use(plainContext, "stop")}(at);`,
    item(inner, target, depth) {
      const name = functionFor(inner, context, () => decodeItem(inner, "value", 0, context), "value");
      if (name === undefined) decodeItem(inner, target, depth, context);
      else leaveIf([`(${target} = ${name}(${levelsLeft(depth, context)})) === undefined`], context);
    },
  };
  const { code, limits } = context;
  code.line("const end = payload.length;");
  code.line("let at = 0;");
  code.line(`if (end > ${limits.bytes}) ${context.leave}`);
  code.line("let items = 1;");
  if (context.cutsTexts) code.line("let latin1;");
  const { declare, items } = cursorFor(plan, limits);
  code.line(declare);
  code.line("let own; // one copy of the payload: every long byte string is a view of it");
  code.line("let value;");
  context.item(plan, "value", 0);
  code.line(`if (at !== end || ${items} > ${limits.items}) ${context.leave}`);
  code.line("return value;");
  return withFunctions("function decode(payload)", context);
}

/**
 * What the helpers ask for that read names or values which a plan leaves open: the line for it, and what counts all items.
 *
 * @param more - members that those which write ask for beside
 */
export function cursorFor(
  plan: Plan,
  limits: Limits,
  more = "",
): { readonly declare: string; readonly items: string } {
  const isOpen = someIn(
    plan,
    (one) => one.kind === "any" || one.kind === "record" || (one.kind === "object" && one.additional),
  );
  return isOpen
    ? {
        declare: `const cursor = { at, items: 0, most: ${limits.items}${more} };`,
        items: "items + cursor.items",
      }
    : { declare: "", items: "items" };
}

/** Writes code that reads an item. */
export function decodeItem(plan: Plan, target: string, depth: number, context: DecodeContext): void {
  switch (plan.kind) {
    case "integer":
      decodeInteger(target, context);
      return leaveIf(numericConditions(plan, target, context), context);
    case "number":
      decodeNumber(plan, target, context);
      return leaveIf(numericConditions(plan, target, context), context);
    case "wide-integer":
      return decodeWideInteger(plan, target, context);
    case "text":
      return decodeText(plan, target, context);
    case "bytes":
      return decodeBytes(plan, target, context);
    case "boolean":
      return decodeBoolean(target, context);
    case "null":
      return decodeNull(target, context);
    case "literal":
      return decodeLiteral(plan, target, context);
    case "array":
      return nested(depth, context, () => decodeArray(plan, target, depth + 1, context));
    case "tuple":
      return nested(depth, context, () => decodeTuple(plan, target, depth + 1, context));
    case "object":
      return nested(depth, context, () => decodeObject(plan, target, depth + 1, context));
    case "record":
      return nested(depth, context, () => decodeRecord(plan, target, depth + 1, context));
    case "tagged":
      return nested(depth, context, () => {
        tagHead(plan, context);
        if (!plan.keep) return context.item(plan.content, target, depth + 1);
        const content = context.code.fresh("content");
        context.code.line(`let ${content};`);
        context.item(plan.content, content, depth + 1);
        context.code.line(`${target} = { tag: ${plan.tag}, value: ${content} };`);
      });
    case "embedded":
      return nested(depth, context, () =>
        decodeEmbedded(plan, context, {
          item: () => context.item(plan.content, target, depth + 1),
          // The map would be a level of its own.
          empty: () => nested(depth + 1, context, () => context.code.line(`${target} = {};`)),
        }),
      );
    case "union":
      return decodeUnion(plan, target, depth, context);
    case "view":
      return decodeView(plan, target, depth, context);
    case "any":
      return decodeAny(target, depth, context);
    default:
      return plan satisfies never;
  }
}

function decodeAny(target: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  code.line("cursor.at = at;");
  code.line(`${target} = ${use(context, "any")}(payload, cursor, ${levelsLeft(depth, context)});`);
  code.line(`if (${target} === undefined) ${context.leave}`);
  code.line("at = cursor.at;");
}
