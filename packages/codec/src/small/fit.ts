/**
 * Whether values fit their plans: by their kind, by what they are, and by the plans' bounds.
 *
 * @module
 */
import type { LiteralValue, Plan } from "../schema/plan.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Item } from "./item.ts";

/** Where a value comes from. */
export type Source = "cbor" | "memory" | "json";

/** The kinds of items that a plan takes. */
export function kindsOf(plan: Plan, source: Source): string[] {
  const number = source === "cbor" ? "integer" : "number";
  switch (plan.kind) {
    case "integer":
      return [number];
    case "number":
      return [number, "float"];
    case "wide-integer":
      return source === "memory" ? ["bigint"] : [number, source === "json" ? "text" : ""];
    case "bytes":
      return [source === "json" ? "text" : "bytes"];
    case "literal":
      return plan.values.map((value) => literalKind(value, source));
    case "tagged":
      return source === "cbor" ? [`tag ${plan.tag}`] : kindsOf(plan.content, source);
    case "tuple":
      return ["array"];
    case "object":
    case "record":
      return ["map"];
    default:
      return [plan.kind];
  }
}

function literalKind(value: LiteralValue, source: Source): string {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  return source === "cbor" && typeof value === "number"
    ? Number.isSafeInteger(value)
      ? "integer"
      : "float"
    : typeof value;
}

/** The value in memory of an item that holds no others; `undefined` where it does not fit the plan. */
export function scalarOf(plan: Plan, { kind, value }: Item, source: Source): unknown {
  if (plan.kind !== "any" && !kindsOf(plan, source).includes(kind)) return undefined;
  switch (plan.kind) {
    case "integer":
      return Number.isSafeInteger(value) ? value : undefined;
    case "number":
      return Number.isFinite(rounded(plan, value)) ? value : undefined;
    case "wide-integer":
      return wideInteger(value, plan.least, plan.greatest);
    case "text":
      return isText(value) ? value : undefined;
    case "bytes": {
      const bytes = source === "json" ? fromBase64(value as string) : (value as Uint8Array);
      return bytes && isWithin(bytes.length, plan.minBytes, plan.maxBytes) ? bytes : undefined;
    }
    case "literal":
      // An integer literal is an integer on the wire, as everywhere.
      if (kind === "float" && Number.isSafeInteger(value)) return undefined;
      return plan.values.includes(value as LiteralValue) ? value : undefined;
    case "any":
      if (typeof value === "number" ? Number.isFinite(value) : isText(value)) return value;
      if (typeof value === "bigint" || kind === "bytes") {
        return source !== "json" && (kind === "bytes" || isWithin(value as bigint, LEAST, GREATEST)) ? value : undefined;
      }
      return kind === "null" || kind === "boolean" ? value : undefined;
    case "boolean":
    case "null":
      return value;
    default:
      return undefined;
  }
}

const LEAST = -(2n ** 64n);
const GREATEST = 2n ** 64n - 1n;

function wideInteger(value: unknown, least: bigint, greatest: bigint): bigint | undefined {
  const isExact =
    typeof value === "string" ? /^(?:0|-?[1-9][0-9]{0,19})$/.test(value) : typeof value === "bigint" || Number.isSafeInteger(value);
  const integer = isExact ? BigInt(value as string) : undefined;
  return integer !== undefined && isWithin(integer, least, greatest) ? integer : undefined;
}

/** What a field of 32 bits holds of a number is what counts. */
function rounded(plan: Plan, value: unknown): unknown {
  return plan.kind === "number" && plan.width === 32 && typeof value === "number" ? Math.fround(value) : value;
}

/** A string that UTF-8 can hold: one without lone surrogates. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed();
}

function isWithin<N extends number | bigint>(value: N, least?: N, most?: N): boolean {
  return !(least !== undefined && value < least) && !(most !== undefined && value > most);
}

/** Whether a name is the decimal form of an integer that a number holds exactly. */
export function isIntegerName(name: string): boolean {
  return /^(?:0|-?[1-9][0-9]*)$/.test(name) && Number.isSafeInteger(Number(name));
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
  switch (plan.kind) {
    case "integer":
    case "number": {
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = plan;
      const number = rounded(plan, value) as number;
      const quotient = number / (multipleOf ?? number);
      return (
        isWithin(number, minimum, maximum) &&
        !(exclusiveMinimum !== undefined && number <= exclusiveMinimum) &&
        !(exclusiveMaximum !== undefined && number >= exclusiveMaximum) &&
        (multipleOf === undefined || (Number.isInteger(quotient) && Math.abs(quotient) < 1e21))
      );
    }
    case "text":
      return (
        isWithin([...(value as string)].length, plan.minLength, plan.maxLength) &&
        (plan.pattern === undefined || matches(plan.pattern, value as string))
      );
    case "array":
      return isWithin(size, plan.minItems, plan.maxItems) && (!plan.uniqueItems || isUnique(value as unknown[]));
    case "object":
    case "record":
      return isWithin(size, plan.minProperties, plan.maxProperties);
    default:
      return true;
  }
}

/** Where an item was refused, undefined stands for it, which is told already. */
function isUnique(values: readonly unknown[]): boolean {
  const seen = new Set(values.map((value) => (value instanceof Uint8Array ? `bytes ${toBase64(value)}` : value)));
  return seen.size === values.length || seen.has(undefined);
}
