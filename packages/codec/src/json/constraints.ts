import type { ArrayPlan, NumericBounds, Plan, SizeBounds, TextPlan } from "../schema/plan.ts";

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
    case "number":
      return fitsNumeric(plan, value as number);
    case "text":
      return fitsText(plan, value as string);
    case "array":
      return fitsArray(plan, value as readonly unknown[]);
    case "object":
    case "record":
      return fitsSize(plan, members ?? Object.keys(value as object).length);
    default:
      return true;
  }
}

function fitsNumeric(plan: NumericBounds, value: number): boolean {
  if (plan.minimum !== undefined && value < plan.minimum) return false;
  if (plan.maximum !== undefined && value > plan.maximum) return false;
  if (plan.exclusiveMinimum !== undefined && value <= plan.exclusiveMinimum) return false;
  if (plan.exclusiveMaximum !== undefined && value >= plan.exclusiveMaximum) return false;
  return plan.multipleOf === undefined || isWhole(value / plan.multipleOf);
}

/** Quotients that JavaScript writes with an exponent count as broken, as they do for Ajv. */
function isWhole(quotient: number): boolean {
  return Number.isInteger(quotient) && Math.abs(quotient) < 1e21;
}

function fitsText(plan: TextPlan, value: string): boolean {
  if (plan.minLength !== undefined && countCharacters(value) < plan.minLength) return false;
  if (plan.maxLength !== undefined && countCharacters(value) > plan.maxLength) return false;
  return plan.pattern === undefined || new RegExp(plan.pattern, "u").test(value);
}

/** Code points: a pair of surrogates is one character. */
function countCharacters(value: string): number {
  let count = value.length;
  for (let at = 0; at < value.length; at++) if ((value.charCodeAt(at) & 0xfc00) === 0xdc00) count--;
  return count;
}

function fitsArray(plan: ArrayPlan, value: readonly unknown[]): boolean {
  if (plan.minItems !== undefined && value.length < plan.minItems) return false;
  if (plan.maxItems !== undefined && value.length > plan.maxItems) return false;
  // Where an item was refused, undefined stands for it: that fault is told already, and two of them look alike.
  if (plan.uniqueItems !== true || value.includes(undefined)) return true;
  return new Set(value.map(comparable)).size === value.length;
}

/** Byte strings are alike when their bytes are. */
function comparable(item: unknown): unknown {
  return item instanceof Uint8Array ? String.fromCharCode(...item) : item;
}

function fitsSize(plan: SizeBounds, members: number): boolean {
  if (plan.minProperties !== undefined && members < plan.minProperties) return false;
  return plan.maxProperties === undefined || members <= plan.maxProperties;
}
