import { fromBase64, toBase64 } from "../cbor/base64.ts";
import { isSafe, NEGATIVE_MIN, UINT64_MAX } from "../cbor/integer.ts";
import { isBytes, isNumber, isText } from "../json/kinds.ts";
import { hasLength } from "../plan/describe.ts";
import { JSON_FORM, MEMORY, type Side } from "../plan/kinds.ts";
import type { AnyPlan, LiteralValue, NumberPlan, ScalarPlan } from "../plan/plan.ts";
import { Float, Simple } from "../undeclared.ts";
import { isInSteps } from "./check.ts";

/** A plan whose values hold no others, where the value at hand is none that does. */
export type LeafPlan = ScalarPlan | AnyPlan;

/** What a value becomes in the other form, and its JSON form as Ajv is to judge it. */
export interface Turned {
  readonly made: unknown;
  readonly json: unknown;
}

/** One of the two forms that a value has in JavaScript. */
export interface Form {
  /** Where such a value stands. */
  readonly side: Side;
  /** Turns a value that holds no others into the other form; answers nothing where it is not of the plan's type. */
  turn(plan: LeafPlan, value: unknown): Turned | undefined;
}

/** The value in memory, which becomes JSON. */
export const memory: Form = {
  side: MEMORY,
  turn(plan, value) {
    switch (plan.kind) {
      case "integer":
        return Number.isSafeInteger(value) ? same(plainZero(value as number)) : undefined;
      case "number":
        return isNumber(value, plan.width) ? written(plan, plainZero(value)) : undefined;
      case "wide-integer":
        return isWithin(value, plan.least, plan.greatest) ? same(integer(value)) : undefined;
      case "text":
        return isText(value) ? same(value) : undefined;
      case "bytes":
        return isBytes(value) && hasLength(plan, value.length) ? same(toBase64(value)) : undefined;
      case "boolean":
        return typeof value === "boolean" ? same(value) : undefined;
      case "null":
        return value === null ? same(null) : undefined;
      case "literal":
        return plan.values.includes(value as LiteralValue) ? same(plainZero(value)) : undefined;
      case "any":
        return anything(value) ?? undescribed(value);
    }
  },
};

/** The JSON form, which becomes a value in memory. */
export const json: Form = {
  side: JSON_FORM,
  turn(plan, value) {
    switch (plan.kind) {
      case "integer":
        return Number.isSafeInteger(value) ? same(plainZero(value)) : undefined;
      case "number":
        return isNumber(value, plan.width) ? float(value, plan.width) : undefined;
      case "wide-integer": {
        const made = isDecimal(value) ? BigInt(value) : undefined;
        // Of its two spellings one, for they are the same item to `uniqueItems`.
        return isWithin(made, plan.least, plan.greatest) ? { made, json: integer(made) } : undefined;
      }
      case "text":
        return isText(value) ? same(value) : undefined;
      case "bytes": {
        const made = typeof value === "string" ? fromBase64(value) : undefined;
        return made !== undefined && hasLength(plan, made.length) ? { made, json: value } : undefined;
      }
      case "boolean":
        return typeof value === "boolean" ? same(value) : undefined;
      case "null":
        return value === null ? same(null) : undefined;
      case "literal":
        return plan.values.includes(value as LiteralValue) ? same(plainZero(value)) : undefined;
      case "any":
        return isBytes(value) || typeof value === "bigint" ? undefined : anything(value, (kept) => kept);
    }
  },
};

function same(value: unknown): Turned {
  return { made: value, json: value };
}

/** A 32-bit float is judged by what it holds, not by what it is rounded from. */
function float(value: number, width: 32 | 64 | undefined): Turned {
  return { made: value, json: width === 32 ? Math.fround(value) : value };
}

/** The same as it becomes JSON: one that is out of its bounds, where what 32 bits hold of it is not, is that. */
function written(plan: NumberPlan, value: number): Turned {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = plan;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = plan;
  const isWithin =
    value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
  const isFit = isWithin && (multipleOf === undefined || isInSteps(multipleOf, value));
  return float(isFit || plan.width !== 32 ? value : Math.fround(value), plan.width);
}

/** @param number - what a number becomes */
function anything(value: unknown, number: (value: number) => number = plainZero): Turned | undefined {
  if (value === null || typeof value === "boolean" || isText(value)) return same(value);
  if (isNumber(value)) return same(number(value));
  if (isWithin(value, NEGATIVE_MIN, UINT64_MAX)) return same(integer(value));
  return isBytes(value) ? same(toBase64(value)) : undefined;
}

/** What of no schema has no word of its own in JSON. */
function undescribed(value: unknown): Turned | undefined {
  if (value instanceof Simple) {
    const isOne = value.value === 23 || (value.value >= 0 && value.value <= 19) || value.value >= 32;
    if (!isOne || value.value > 255 || !Number.isInteger(value.value)) return undefined;
    return same(value.value === 23 ? null : { simple: value.value });
  }
  const isFloat = value instanceof Float && (value.nan === undefined || isSignificand(value.nan));
  if (typeof value !== "number" && !isFloat) return undefined;
  const number = Number(value);
  return same(Number.isFinite(number) ? plainZero(number) : `${number}`);
}

/** Whether it is a number between 1 and 2, or between those below zero. */
function isSignificand(value: unknown): boolean {
  return typeof value === "number" && ((value > 1 && value < 2) || (value > -2 && value < -1));
}

/** The JSON form of a tag's number, if there is such a tag. */
export function tagNumber(tag: unknown): number | string | undefined {
  if (typeof tag === "number") return Number.isSafeInteger(tag) && tag >= 0 ? tag + 0 : undefined;
  return isWithin(tag, 0n, UINT64_MAX) ? integer(tag) : undefined;
}

function isWithin(value: unknown, least: bigint, greatest: bigint): value is bigint {
  return typeof value === "bigint" && value >= least && value <= greatest;
}

/** Whether JSON says an integer exactly: as a number that is safe, or in decimal digits. */
function isDecimal(value: unknown): value is number | string {
  return typeof value === "string" ? /^(?:0|-?[1-9][0-9]{0,19})$/.test(value) : Number.isSafeInteger(value);
}

function integer(value: bigint): number | string {
  return isSafe(value) ? Number(value) : `${value}`;
}

/** JSON has one zero. */
function plainZero<Value>(value: Value): Value {
  return Object.is(value, -0) ? (0 as Value) : value;
}
