/**
 * Whether values fit their plans: by their kind, by what they are, and by the plans' bounds.
 *
 * @module
 */
import { isMultiple } from "../json/constraints.ts";
import { isBytes, isText } from "../json/kinds.ts";
import { JSON_FORM, type Side } from "../plan/kinds.ts";
import type {
  ArrayPlan,
  BooleanPlan,
  Bounds,
  LiteralValue,
  NullPlan,
  NumberPlan,
  ObjectPlan,
  Plan,
  RecordPlan,
  TaggedPlan,
  TuplePlan,
  UnionPlan,
} from "../plan/plan.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Item } from "./item.ts";

/** The value in memory of an item of a right kind that holds no others; `undefined` where it does not fit the plan. */
export function scalarOf(plan: Plan, { $noun, $scalar }: Item, side: Side): unknown {
  const value =
    plan.kind === "wide-integer"
      ? exact($scalar)
      : plan.kind === "bytes" && side === JSON_FORM
        ? fromBase64($scalar as string)
        : $scalar;
  return fits(plan, $noun, value, side) ? value : undefined;
}

function fits(plan: Plan, noun: string, value: unknown, side: Side): boolean {
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
      if (noun === "bytes") return side !== JSON_FORM;
      if (typeof value === "bigint") return side !== JSON_FORM && BigInt.asIntN(65, value) === value;
      return isText(value) || Number.isFinite(value) || value === null || noun === "boolean";
    default:
      // The rest is told by its kind alone, or by what it holds, to which the walk goes.
      plan satisfies
        | BooleanPlan
        | NullPlan
        | ArrayPlan
        | TuplePlan
        | ObjectPlan
        | RecordPlan
        | TaggedPlan
        | UnionPlan;
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

function isWithin(value: unknown, least?: number | bigint, most?: number | bigint): boolean {
  const number = value as number | undefined;
  return number !== undefined && !(number < (least as number)) && !(number > (most as number));
}

/** Whether a text matches a pattern of a schema. */
export function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern, "u").test(text);
}

/**
 * Whether a value of the plan's type fits the plan's bounds.
 *
 * @param size - how many items or members it has
 */
export function fitsBounds(plan: Plan, value: unknown, size: number): boolean {
  const bounds: Bounds = plan as object;
  const number = rounded(plan, value);
  if (typeof number === "number") {
    return (
      isWithin(number, bounds.minimum, bounds.maximum) &&
      !(number <= (bounds.exclusiveMinimum as number)) &&
      !(number >= (bounds.exclusiveMaximum as number)) &&
      (bounds.multipleOf === undefined || isMultiple(number, bounds.multipleOf))
    );
  }
  if (typeof value === "string") {
    return (
      isWithin([...value].length, bounds.minLength, bounds.maxLength) &&
      (bounds.pattern === undefined || matches(bounds.pattern, value))
    );
  }
  return (
    isWithin(size, bounds.minItems, bounds.maxItems) &&
    isWithin(size, bounds.minProperties, bounds.maxProperties) &&
    (!bounds.uniqueItems || isUnique(value as unknown[]))
  );
}

/** The JSON form of what holds no others; the rest is in that form already. */
export function jsonOf(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  if (isBytes(value)) return toBase64(value);
  return value === 0 ? 0 : value;
}

/** Items that are compared are of one kind. Where one was refused, undefined stands for it, and that is told already. */
function isUnique(values: readonly unknown[]): boolean {
  const seen = new Set(values.map(jsonOf));
  return seen.size === values.length || seen.has(undefined);
}
