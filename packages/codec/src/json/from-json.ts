import { fromBase64 } from "../cbor/base64.ts";
import { hasLength } from "../plan/describe.ts";
import { JSON_FORM } from "../plan/kinds.ts";
import type { BytesPlan, LiteralValue, Plan, WideIntegerPlan } from "../plan/plan.ts";
import { convert, type Direction, type LeafPlan } from "./convert.ts";
import { isNumber, isText } from "./kinds.ts";
import type { Visit } from "./visit.ts";

const fromJson: Direction = { leaf, side: JSON_FORM };

/** Converts the JSON form to the value in memory; what does not fit the plan is noted in `visit`. */
export function valueFromJson(plan: Plan, json: unknown, visit: Visit): unknown {
  return convert(fromJson, plan, json, visit);
}

function leaf(plan: LeafPlan, json: unknown): unknown {
  switch (plan.kind) {
    case "integer":
      return Number.isSafeInteger(json) ? plainZero(json) : undefined;
    case "number":
      return isNumber(json, plan.width) ? json : undefined;
    case "wide-integer":
      return wideInteger(plan, json);
    case "text":
      return isText(json) ? json : undefined;
    case "bytes":
      return bytes(plan, json);
    case "boolean":
      return typeof json === "boolean" ? json : undefined;
    case "null":
      return json === null ? null : undefined;
    case "literal":
      return plan.values.includes(json as LiteralValue) ? plainZero(json) : undefined;
    case "any":
      return json === null || typeof json === "boolean" || isNumber(json) || isText(json) ? json : undefined;
    default:
      return plan satisfies never;
  }
}

/** An integer has one zero: the one that is read where it was written. */
function plainZero(json: unknown): unknown {
  return json === 0 ? 0 : json;
}

/** A number that is not exact is refused: what JSON.parse made of it may not be what was sent. */
function wideInteger(plan: WideIntegerPlan, json: unknown): bigint | undefined {
  const decimal = typeof json === "string" && /^(?:0|-?[1-9][0-9]{0,19})$/.test(json);
  if (!decimal && !Number.isSafeInteger(json)) return undefined;
  const value = BigInt(json as number | string);
  return value >= plan.least && value <= plan.greatest ? value : undefined;
}

function bytes(plan: BytesPlan, json: unknown): Uint8Array | undefined {
  const decoded = typeof json === "string" ? fromBase64(json) : undefined;
  return decoded !== undefined && hasLength(plan, decoded.length) ? decoded : undefined;
}
