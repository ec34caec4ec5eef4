/**
 * Whether values fit their plans: by their kind, by what they are, and by the plans' bounds.
 *
 * @module
 */
import { isBytes } from "../json/kinds.ts";
import { JSON_FORM, type Side } from "../plan/kinds.ts";
import type {
  ArrayPlan,
  BooleanPlan,
  HolderPlan,
  LiteralValue,
  NullPlan,
  NumberPlan,
  NumericBounds,
  Plan,
  SizeBounds,
  TextPlan,
} from "../plan/plan.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Item } from "./item.ts";

const LEAST = -(2n ** 64n);
const GREATEST = 2n ** 64n - 1n;

/** The value in memory of an item of a right kind that holds no others; `undefined` where it does not fit the plan. */
export function scalarOf(plan: Plan, { noun, scalar }: Item, source: Side): unknown {
  const value =
    plan.kind === "wide-integer"
      ? exact(scalar)
      : plan.kind === "bytes" && source === JSON_FORM
        ? fromBase64(scalar as string)
        : scalar;
  return fits(plan, noun, value, source) ? value : undefined;
}

function fits(plan: Plan, noun: string, value: unknown, source: Side): boolean {
  switch (plan.kind) {
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return Number.isFinite(rounded(plan, value));
    case "wide-integer":
      return isWithin(value, plan.least, plan.greatest);
    case "text":
      return isText(value);
    case "bytes":
      return isWithin((value as Uint8Array | undefined)?.length, plan.minBytes, plan.maxBytes);
    case "literal":
      // An integer literal is an integer on the wire, as everywhere.
      return (
        plan.values.includes(value as LiteralValue) && !(noun === "float" && Number.isSafeInteger(value))
      );
    case "any":
      if (noun === "bytes") return source !== JSON_FORM;
      if (typeof value === "bigint") return source !== JSON_FORM && isWithin(value, LEAST, GREATEST);
      return isText(value) || Number.isFinite(value) || value === null || typeof value === "boolean";
    default:
      plan satisfies BooleanPlan | NullPlan | HolderPlan;
      return true;
  }
}

/** An integer as a bigint, where it is exact: what `JSON.parse` made of a larger one may not be what was sent. */
function exact(value: unknown): unknown {
  const isExact =
    typeof value === "number"
      ? Number.isSafeInteger(value)
      : /^(?:0|-?[1-9][0-9]{0,19})$/.test(value as string);
  return isExact ? BigInt(value as string) : undefined;
}

/** What a field of 32 bits holds of a number is what counts. */
function rounded(plan: Plan, value: unknown): unknown {
  return (plan as NumberPlan).width === 32 && typeof value === "number" ? Math.fround(value) : value;
}

/** A string that UTF-8 can hold: one without lone surrogates. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed();
}

function isWithin(value: unknown, least?: number | bigint, most?: number | bigint): boolean {
  const number = value as number | undefined;
  return number !== undefined && !(number < (least as number)) && !(number > (most as number));
}

/** Whether a name is the decimal form of an integer that a number holds exactly. */
export function isIntegerName(name: string): boolean {
  return `${Number(name)}` === name && Number.isSafeInteger(Number(name));
}

/** Whether a text matches a pattern of a schema. */
export function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern, "u").test(text);
}

/** The bounds that a plan may have, each in the sense of its keyword. */
interface Bounds
  extends NumericBounds,
    SizeBounds,
    Pick<TextPlan, "minLength" | "maxLength" | "pattern">,
    Pick<ArrayPlan, "minItems" | "maxItems" | "uniqueItems"> {}

/**
 * Whether a value of the plan's type fits the plan's bounds.
 *
 * @param size - how many items or members it has
 */
export function fitsBounds(plan: Plan, value: unknown, size: number): boolean {
  const bounds: Bounds = plan as object;
  const { pattern, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
  if (typeof value === "string") {
    return (
      isWithin([...value].length, bounds.minLength, bounds.maxLength) &&
      (pattern === undefined || matches(pattern, value))
    );
  }
  if (typeof value === "number") {
    const number = rounded(plan, value) as number;
    const quotient = number / (multipleOf ?? 1);
    return (
      isWithin(number, bounds.minimum, bounds.maximum) &&
      !(number <= (exclusiveMinimum as number)) &&
      !(number >= (exclusiveMaximum as number)) &&
      // A quotient that is written with an exponent is none to JSON Schema's validators.
      (!multipleOf || (Number.isInteger(quotient) && Math.abs(quotient) < 1e21))
    );
  }
  return (
    isWithin(size, bounds.minItems ?? bounds.minProperties, bounds.maxItems ?? bounds.maxProperties) &&
    (!bounds.uniqueItems || isUnique(value as unknown[]))
  );
}

/** The JSON form of what holds no others; the rest is in that form already. */
export function jsonOf(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (isBytes(value)) return toBase64(value);
  return value === 0 ? 0 : value;
}

/** Items that are compared are of one kind. Where one was refused, undefined stands for it, and that is told already. */
function isUnique(values: readonly unknown[]): boolean {
  const seen = new Set(values.map(jsonOf));
  return seen.size === values.length || seen.has(undefined);
}
