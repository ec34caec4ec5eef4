import { toBase64 } from "../cbor/base64.ts";
import { NEGATIVE_MIN, UINT64_MAX } from "../cbor/integer.ts";
import { hasLength } from "../plan/describe.ts";
import type { Json } from "../plan/json-schema.ts";
import { MEMORY } from "../plan/kinds.ts";
import type { LiteralValue, NumberPlan, Plan } from "../plan/plan.ts";
import { Float, Simple } from "../undeclared.ts";
import { fitsNumeric } from "./constraints.ts";
import { convert, type Direction, type LeafPlan } from "./convert.ts";
import { integerToJson } from "./integer.ts";
import { isBytes, isNumber, isText } from "./kinds.ts";
import { isFloat, isSimple } from "./undeclared.ts";
import type { Visit } from "./visit.ts";

/** What stands in JSON for a value that is to be hidden, bytes too. */
export const HIDDEN = "[hidden]";

/** How to convert. */
export interface ToJsonOptions {
  /** Puts `"[hidden]"` in place of every sensitive value. */
  readonly redact?: boolean;
}

const toJson: Direction = { leaf, side: MEMORY, inJson: true };

/** What is only to be written has keys that JSON cannot hold. */
const checked: Direction = { leaf, side: MEMORY, writes: true };

const redacted: Direction = {
  ...toJson,
  finish: (plan, converted) => (plan.sensitive ? HIDDEN : converted),
};

/** Converts a value in memory to its JSON form; what does not fit the plan is noted in `visit`. */
export function valueToJson(plan: Plan, value: unknown, visit: Visit, options: ToJsonOptions = {}): Json {
  return convert(options.redact ? redacted : toJson, plan, value, visit) as Json;
}

/** Notes in `visit` what of a value in memory does not fit the plan. */
export function checkValue(plan: Plan, value: unknown, visit: Visit): void {
  convert(checked, plan, value, visit);
}

function leaf(plan: LeafPlan, value: unknown): Json | undefined {
  switch (plan.kind) {
    case "integer":
      return Number.isSafeInteger(value) ? plainZero(value as number) : undefined;
    case "number":
      return isNumber(value, plan.width) ? plainZero(inBounds(plan, value)) : undefined;
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
    case "any": {
      const json = anyLeaf(value);
      return json === undefined && !plan.inJson ? undescribed(value) : json;
    }
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

/** What JSON has no word of its own for. */
function undescribed(value: unknown): Json | undefined {
  if (typeof value === "number") return String(value);
  if (value instanceof Float && isFloat(value)) return floatToJson(Number(value));
  return value instanceof Simple && isSimple(value) ? simpleToJson(value) : undefined;
}

function floatToJson(value: number): number | string {
  return Number.isFinite(value) ? plainZero(value) : String(value);
}

function simpleToJson({ value }: Simple): Json {
  return value === 23 ? null : { simple: value };
}

function inRange(value: unknown, least: bigint, greatest: bigint): value is bigint {
  return typeof value === "bigint" && value >= least && value <= greatest;
}

/** A number, or what 32 bits hold of one that is out of bounds which that is within: JSON Schema judges what stands in JSON. */
function inBounds(plan: NumberPlan, value: number): number {
  return plan.width === 32 && !fitsNumeric(plan, value) ? Math.fround(value) : value;
}

/** JSON has one zero. */
function plainZero(value: number): number {
  return value === 0 ? 0 : value;
}

function plainLiteral(value: LiteralValue): LiteralValue {
  return typeof value === "number" ? plainZero(value) : value;
}
