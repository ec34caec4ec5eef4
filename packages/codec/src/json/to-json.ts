import { toBase64 } from "../cbor/base64.ts";
import { isSafe, NEGATIVE_MIN, UINT64_MAX } from "../cbor/integer.ts";
import { hasLength } from "../plan/describe.ts";
import type { Json } from "../plan/json-schema.ts";
import { MEMORY } from "../plan/kinds.ts";
import type { LiteralValue, Plan } from "../plan/plan.ts";
import { convert, type Direction, type LeafPlan } from "./convert.ts";
import { isBytes, isNumber, isText } from "./kinds.ts";
import type { Visit } from "./visit.ts";

/** What stands in JSON for a value that is to be hidden, bytes too. */
export const HIDDEN = "[hidden]";

/** How to convert. */
export interface ToJsonOptions {
  /** Puts `"[hidden]"` in place of every sensitive value. */
  readonly redact?: boolean;
}

const toJson: Direction = { leaf, side: MEMORY };

const redacted: Direction = {
  ...toJson,
  finish: (plan, converted) => (plan.sensitive ? HIDDEN : converted),
};

/** Converts a value in memory to its JSON form; what does not fit the plan is noted in `visit`. */
export function valueToJson(plan: Plan, value: unknown, visit: Visit, options: ToJsonOptions = {}): Json {
  return convert(options.redact ? redacted : toJson, plan, value, visit) as Json;
}

function leaf(plan: LeafPlan, value: unknown): Json | undefined {
  switch (plan.kind) {
    case "integer":
      return Number.isSafeInteger(value) ? plainZero(value as number) : undefined;
    case "number":
      return isNumber(value, plan.width) ? plainZero(value) : undefined;
    case "wide-integer":
      return inRange(value, plan.least, plan.greatest) ? integerToJson(value) : undefined;
    case "text":
      return isText(value) ? value : undefined;
    case "bytes":
      return isBytes(value) && hasLength(plan, value.length) ? toBase64(value) : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "null":
      return value === null ? null : undefined;
    case "literal":
      return plan.values.includes(value as LiteralValue) ? plainLiteral(value as LiteralValue) : undefined;
    case "any":
      return anyLeaf(value);
    default:
      return plan satisfies never;
  }
}

function anyLeaf(value: unknown): Json | undefined {
  if (value === null || typeof value === "boolean") return value;
  if (isNumber(value)) return plainZero(value);
  if (isText(value)) return value;
  if (inRange(value, NEGATIVE_MIN, UINT64_MAX)) return integerToJson(value);
  return isBytes(value) ? toBase64(value) : undefined;
}

function inRange(value: unknown, least: bigint, greatest: bigint): value is bigint {
  return typeof value === "bigint" && value >= least && value <= greatest;
}

function integerToJson(value: bigint): number | string {
  return isSafe(value) ? Number(value) : value.toString();
}

/** JSON has one zero. */
function plainZero(value: number): number {
  return value === 0 ? 0 : value;
}

function plainLiteral(value: LiteralValue): LiteralValue {
  return typeof value === "number" ? plainZero(value) : value;
}
