import { fromBase64, toBase64 } from "../cbor/base64.ts";
import { hasLength } from "../plan/describe.ts";
import type { ArrayPlan, NumericBounds, Plan, TextPlan } from "../plan/plan.ts";
import { isBytes, isPlainObject } from "./kinds.ts";

/**
 * Whether a value of the plan's type fits the plan's bounds: ranges, lengths, patterns. The verdict is that of JSON
 * Schema 2020-12 on the value's JSON form.
 *
 * @param value - the value in memory; its type has been checked
 * @param members - how many members a map has, where `value` is not to be counted
 */
export function fitsBounds(plan: Plan, value: unknown, members?: number): boolean {
  switch (plan.kind) {
    case "integer":
      return fitsNumeric(plan, value as number);
    case "number":
      // What a 32-bit float holds is what counts, not what it was rounded from.
      return fitsNumeric(plan, plan.width === 32 ? Math.fround(value as number) : (value as number));
    case "text":
      return fitsText(plan, value as string);
    case "array":
      return fitsArray(plan, value as readonly unknown[]);
    case "object":
    case "record":
      return hasLength(plan, members ?? Object.keys(value as object).length);
    case "wide-integer":
    case "bytes":
    case "tuple":
      // These have bounds that belong to their type: a value beyond them has not come here.
      return true;
    case "boolean":
    case "null":
    case "literal":
    case "tagged":
    case "embedded":
    case "union":
    case "view":
    case "any":
      return true;
  }
}

/** Whether a number is within its bounds. */
export function fitsNumeric(plan: NumericBounds, value: number): boolean {
  if (plan.minimum !== undefined && value < plan.minimum) return false;
  if (plan.maximum !== undefined && value > plan.maximum) return false;
  if (plan.exclusiveMinimum !== undefined && value <= plan.exclusiveMinimum) return false;
  if (plan.exclusiveMaximum !== undefined && value >= plan.exclusiveMaximum) return false;
  return plan.multipleOf === undefined || isMultiple(value, plan.multipleOf);
}

/**
 * Whether a number is a whole multiple of another, both taken for the decimals that JSON writes of them: 19.99 is one of
 * 0.01, though of the binary floats that stand for them neither is the decimal.
 */
export function isMultiple(value: number, of: number): boolean {
  let step = steps.get(of);
  if (step === undefined) {
    step = stepOf(of);
    steps.set(of, step);
  }
  const [units, scale] = step;
  const count = Math.round(value * scale);
  // Of so few digits, no two decimals have the same float next to them: it is this decimal, or none of so few places.
  if (Math.abs(count) < 1e15) return count / scale === value && count % units === 0;
  // Generated code asks this of an argument before it has seen that the payload ends in the middle of it.
  return value !== undefined && isMultipleByDigits(value, of);
}

const steps = new Map<number, readonly [units: number, scale: number]>();

/** A step as an integer and the power of ten that it is divided by; NaN for one where these are not exact. */
function stepOf(of: number): readonly [units: number, scale: number] {
  if (Number.isSafeInteger(of)) return [of, 1];
  const [digits, power] = decimalOf(of);
  const isExact = Number.isSafeInteger(Number(digits)) && power < 0 && power >= -22;
  return [Number(digits), isExact ? Number(`1e${-power}`) : Number.NaN];
}

function isMultipleByDigits(value: number, of: number): boolean {
  const [digits, power] = decimalOf(value);
  const [step, stepPower] = decimalOf(of);
  const apart = BigInt(Math.abs(power - stepPower));
  return (power > stepPower ? (digits * 10n ** apart) % step : digits % (step * 10n ** apart)) === 0n;
}

/** The shortest decimal that is read as this number: its digits, and the power of ten that they are to be taken times. */
function decimalOf(value: number): [digits: bigint, power: number] {
  const [digits, power] = value.toExponential().split("e") as [string, string];
  const [whole, fraction = ""] = digits.split(".") as [string, string?];
  return [BigInt(whole + fraction), Number(power) - fraction.length];
}

function fitsText(plan: TextPlan, value: string): boolean {
  return hasLength(plan, characters(value)) && (plan.pattern === undefined || matches(plan.pattern, value));
}

const patterns = new Map<string, RegExp>();

/** Whether a text matches a pattern of a schema; each pattern is made once. */
export function matches(pattern: string, text: string): boolean {
  let made = patterns.get(pattern);
  if (made === undefined) {
    made = new RegExp(pattern, "u");
    patterns.set(pattern, made);
  }
  return made.test(text);
}

/** Code points: a pair of surrogates is one character. */
export function characters(value: string): number {
  let count = value.length;
  for (let at = 0; at < value.length; at++) if ((value.charCodeAt(at) & 0xfc00) === 0xdc00) count--;
  return count;
}

/** How many characters, bytes, items or members a value has, in either form; `undefined` for one that has none of them. */
export function lengthOf(plan: Plan, value: unknown): number | undefined {
  if (typeof value === "string") return plan.kind === "bytes" ? fromBase64(value)?.length : characters(value);
  if (Array.isArray(value) || isBytes(value)) return value.length;
  return isPlainObject(value) ? Object.keys(value).length : undefined;
}

function fitsArray(plan: ArrayPlan, value: readonly unknown[]): boolean {
  if (!hasLength(plan, value.length)) return false;
  // Where an item was refused, undefined stands for it: that fault is told already, and two of them look alike.
  return plan.uniqueItems !== true || value.includes(undefined) || allDifferent(value);
}

/** Whether no two items are alike; byte strings are by their bytes. */
export function allDifferent(items: readonly unknown[]): boolean {
  const seen = new Set(items.map((item) => (isBytes(item) ? `bytes ${toBase64(item)}` : item)));
  return seen.size === items.length;
}
