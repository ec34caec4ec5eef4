import type { JsonSchema } from "./json-schema.ts";
import { allow, pick, refuse, type SchemaLocation } from "./keywords.ts";
import type {
  BytesPlan,
  IntegerPlan,
  LiteralPlan,
  LiteralValue,
  NumberPlan,
  TextPlan,
  WideIntegerPlan,
} from "./plan.ts";

const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] as const;

/** Reads `Type.Integer`. */
export function readInteger(schema: JsonSchema, location: SchemaLocation): IntegerPlan {
  allow(schema, location, "type", "not", ...bounds);
  return { kind: "integer", ...pick(schema, location, bounds), schema, ...location };
}

/** Reads `Type.Number`, `Float32` and `Float64`. */
export function readNumber(schema: JsonSchema, location: SchemaLocation): NumberPlan {
  allow(schema, location, "type", "format", ...bounds);
  const float = floatOf(schema, location);
  const { multipleOf } = schema;
  if (float.width === 32 && typeof multipleOf === "number" && Math.fround(multipleOf) !== multipleOf) {
    refuse(location, "expected multipleOf to be a number that 32 bits hold; else use Type.Number");
  }
  return {
    kind: "number",
    ...float,
    ...pick(schema, location, bounds),
    schema,
    ...location,
  };
}

type FloatForm = Pick<NumberPlan, "width" | "nonFinite">;

/** What formats say of a number. Those that a view has for its base take what is not finite, too. */
const floats: ReadonlyMap<unknown, FloatForm> = new Map<unknown, FloatForm>([
  [undefined, {}],
  ["float", { width: 32 }],
  ["double", { width: 64 }],
  ["any", { nonFinite: true }],
  ["any-float", { width: 32, nonFinite: true }],
  ["any-double", { width: 64, nonFinite: true }],
]);

function floatOf({ format }: JsonSchema, location: SchemaLocation): FloatForm {
  return floats.get(format) ?? refuse(location, 'expected the format of a number to be "float" or "double"');
}

/** What JSON Schema is told of a bound: numbers that are not safe stand for no integer in JSON. */
export function nearestSafe(bound: bigint): number {
  return Math.min(Math.max(Number(bound), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** Reads `Uint64` and `Int64`. */
export function readWideInteger(schema: JsonSchema, location: SchemaLocation): WideIntegerPlan {
  const wide = (lowest: bigint, highest: bigint): WideIntegerPlan => {
    allow(schema, location, "type", "format", "minimum", "maximum", "pattern");
    const least = BigInt((schema.minInteger ?? lowest) as bigint);
    const greatest = BigInt((schema.maxInteger ?? highest) as bigint);
    const isIn64Bits = least >= lowest && greatest <= highest;
    if (!isIn64Bits || schema.minimum !== nearestSafe(least) || schema.maximum !== nearestSafe(greatest)) {
      refuse(location, "expected bounds of its own as Uint64 and Int64 write them");
    }
    return { kind: "wide-integer", least, greatest, schema, ...location };
  };
  if (schema.format === "uint64") return wide(0n, 2n ** 64n - 1n);
  if (schema.format === "int64") return wide(-(2n ** 63n), 2n ** 63n - 1n);
  // The base of a view: all that major types 0 and 1 hold.
  if (schema.format === "int65") return wide(-(2n ** 64n), 2n ** 64n - 1n);
  return refuse(location, "expected one type; for several, use Type.Union");
}

/** Reads `Type.String` and `Bytes`. */
export function readString(schema: JsonSchema, location: SchemaLocation): TextPlan | BytesPlan {
  const node = { schema, ...location };
  if (schema.contentEncoding === undefined) {
    // In JSON Schema 2020-12 a format is a word to the reader, and in most of its validators a rule.
    if (schema.format !== undefined)
      refuse(
        location,
        'no format of a string is checked; expected DateTime, a pattern, or a word as "x-format"',
      );
    allow(schema, location, "type", "minLength", "maxLength", "pattern", "not");
    return { kind: "text", ...pick(schema, location, ["minLength", "maxLength", "pattern"]), ...node };
  }
  if (schema.contentEncoding !== "base64") refuse(location, 'expected contentEncoding to be "base64"');
  allow(schema, location, "type", "contentEncoding", "minLength", "maxLength");
  return { kind: "bytes", ...pick(schema, location, ["minBytes", "maxBytes"]), ...node };
}

/** Reads literals. */
export function readLiterals(
  values: readonly unknown[],
  node: Omit<LiteralPlan, "kind" | "values">,
): LiteralPlan {
  if (values.length === 0) refuse(node, "expected at least one value");
  const { type } = node.schema;
  for (const value of values) {
    if (type !== undefined && !isOfType(value, type)) refuse(node, `expected values of the type "${type}"`);
    const fits = value === null || ["string", "boolean", "number"].includes(typeof value);
    if (!fits) refuse(node, "expected literals to be strings, numbers, booleans or null");
    if (typeof value === "string") refuseUnwritable(value, node);
  }
  return { kind: "literal", values: values as LiteralValue[], ...node };
}

function isOfType(value: unknown, type: unknown): boolean {
  if (value === null) return type === "null";
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

/** Refuses text that no payload can hold. */
export function refuseUnwritable(text: string, location: SchemaLocation): void {
  if (!text.isWellFormed())
    refuse(location, "expected text that UTF-8 can hold: it has half a surrogate pair");
}
