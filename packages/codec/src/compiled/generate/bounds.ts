import type { IntegerPlan, NumberPlan, TextPlan } from "../../plan/plan.ts";
import { type Context, use } from "./context.ts";
import { bytePattern } from "./pattern.ts";

/** Conditions under which a number is out of its plan's bounds. */
export function numericConditions(
  plan: IntegerPlan | NumberPlan,
  source: string,
  context: Context,
): string[] {
  // What a 32-bit float holds is what counts, not what it was rounded from.
  const target = plan.kind === "number" && plan.width === 32 ? `Math.fround(${source})` : source;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = plan;
  return [
    minimum === undefined ? [] : `${target} < ${minimum}`,
    maximum === undefined ? [] : `${target} > ${maximum}`,
    exclusiveMinimum === undefined ? [] : `${target} <= ${exclusiveMinimum}`,
    exclusiveMaximum === undefined ? [] : `${target} >= ${exclusiveMaximum}`,
    multipleOf === undefined ? [] : `!${use(context, "isMultiple")}(${target}, ${multipleOf})`,
  ].flat();
}

/** Conditions under which a text is out of its plan's bounds, a pattern that {@link bytePattern} judges apart. */
export function textConditions(plan: TextPlan, target: string, context: Context): string[] {
  const { minLength, maxLength } = plan;
  const pattern = bytePattern(plan.pattern, context) === undefined ? plan.pattern : undefined;
  const length = () => `${use(context, "characters")}(${target})`;
  // A character is one code unit or two: they are counted only where that makes a difference.
  return [
    minLength === undefined ? [] : `(${target}.length < ${minLength * 2} && ${length()} < ${minLength})`,
    maxLength === undefined ? [] : `(${target}.length > ${maxLength} && ${length()} > ${maxLength})`,
    pattern === undefined ? [] : `!${patternOf(pattern, context)}.test(${target})`,
  ].flat();
}

/** The same of the lengths of a text of `size` bytes that stands at `at`. */
export function spelledConditions(
  { minLength, maxLength }: TextPlan,
  size: string,
  context: Context,
): string[] {
  const length = () => `${use(context, "charactersAt")}(payload, at, ${size})`;
  // A character is one to four bytes.
  return [
    minLength === undefined ? [] : `(${size} < ${minLength * 4} && ${length()} < ${minLength})`,
    maxLength === undefined ? [] : `(${size} > ${maxLength} && ${length()} > ${maxLength})`,
  ].flat();
}

/** Conditions under which a length, or a number of items, is out of bounds. */
export function lengthConditions(
  length: string,
  least: number | undefined,
  most: number | undefined,
): string[] {
  return [
    least === undefined ? [] : `${length} < ${least}`,
    most === undefined ? [] : `${length} > ${most}`,
  ].flat();
}

/** A constant that holds a pattern. */
export function patternOf(pattern: string, context: Context): string {
  return context.constant("pattern", `new RegExp(${JSON.stringify(pattern)}, "u")`);
}
