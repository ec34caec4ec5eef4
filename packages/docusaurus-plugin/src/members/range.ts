import type { LiteralValue, Plan, ViewPlan } from "@wirebook/codec/plan";
import { holdsWords } from "./cbor-type.ts";

/** What a value has to keep within, in signs that need no translation: `0 … 255`, `≥ 1`, `1 … 16 B`. */
export function rangeOf(plan: Plan): string {
  switch (plan.kind) {
    case "integer":
    case "number":
      return [
        between(plan.minimum, plan.maximum),
        plan.exclusiveMinimum === undefined ? "" : `> ${plan.exclusiveMinimum}`,
        plan.exclusiveMaximum === undefined ? "" : `< ${plan.exclusiveMaximum}`,
        plan.multipleOf === undefined ? "" : `n × ${plan.multipleOf}`,
      ]
        .filter(Boolean)
        .join(", ");
    case "wide-integer":
      return between(wide(plan.least), wide(plan.greatest));
    case "text":
      return withUnit(between(plan.minLength, plan.maxLength), "chars");
    case "bytes":
      return withUnit(between(plan.minBytes, plan.maxBytes), "B");
    case "literal":
      return literals(plan);
    case "view":
      return plan.values === undefined ? viewRange(plan) : literals(plan);
    case "array":
      return withUnit(between(plan.minItems, plan.maxItems), "items");
    case "record":
    case "object":
      return withUnit(between(plan.minProperties, plan.maxProperties), "members");
    case "tagged":
    case "embedded":
      return inside(plan.content);
    case "union":
      return [...new Set(plan.branches.map(inside).filter(Boolean))].join(" | ");
    case "boolean":
    case "null":
    case "tuple":
    case "any":
      return "";
  }
}

/** The range of what is in another. That of a definition stands where its members do, and it may hold itself. */
function inside(plan: Plan): string {
  return plan.definition !== undefined && holdsWords(plan) ? "" : rangeOf(plan);
}

/** The bounds of the number that a view makes: in its schema or, where they are beyond what JSON has, in its parameters. */
function viewRange({ json, schema, parameters }: ViewPlan): string {
  const { minimum, maximum } = (json.length === 1 ? schema : parameters) as Bounds;
  return between(minimum, maximum);
}

interface Bounds {
  readonly minimum?: number | string;
  readonly maximum?: number | string;
}

function literals({
  sensitive,
  values = [],
}: {
  sensitive: boolean;
  values?: readonly LiteralValue[];
}): string {
  return sensitive ? "" : values.map((value) => JSON.stringify(value)).join(" | ");
}

function between(least: number | string | undefined, most: number | string | undefined): string {
  if (least !== undefined && least === most) return `= ${least}`;
  if (least !== undefined && most !== undefined) return `${signed(least)} … ${signed(most)}`;
  if (least !== undefined) return `≥ ${signed(least)}`;
  return most === undefined ? "" : `≤ ${signed(most)}`;
}

function withUnit(range: string, unit: string): string {
  return range === "" ? "" : `${range} ${unit}`;
}

const outermost: ReadonlyMap<bigint, string> = new Map([
  [2n ** 64n - 1n, "2⁶⁴ − 1"],
  [2n ** 63n - 1n, "2⁶³ − 1"],
  [-(2n ** 63n), "-2⁶³"],
]);

/** A bound of 64 bits: the outermost ones are said as powers. */
function wide(bound: bigint): string {
  return outermost.get(bound) ?? `${bound}`;
}

function signed(value: number | string): string {
  return String(value).replace("-", "−");
}

/** The regular expression that a text has to match, if there is one. */
export function patternOf(plan: Plan): string | undefined {
  switch (plan.kind) {
    case "text":
      return plan.pattern;
    case "tagged":
    case "embedded":
      return patternInside(plan.content);
    case "union":
      return plan.branches.map(patternInside).find((pattern) => pattern !== undefined);
    case "view":
    case "integer":
    case "wide-integer":
    case "number":
    case "bytes":
    case "boolean":
    case "null":
    case "literal":
    case "array":
    case "tuple":
    case "object":
    case "record":
    case "any":
      return undefined;
    default:
      return plan satisfies never;
  }
}

function patternInside(plan: Plan): string | undefined {
  return plan.definition !== undefined && holdsWords(plan) ? undefined : patternOf(plan);
}
