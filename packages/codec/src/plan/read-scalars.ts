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
  const width = widthOf(schema, location);
  const { multipleOf } = schema;
  if (width.width === 32 && typeof multipleOf === "number" && Math.fround(multipleOf) !== multipleOf) {
    refuse(location, "expected multipleOf to be a number that 32 bits hold; else use Type.Number");
  }
  return {
    kind: "number",
    ...width,
    ...pick(schema, location, bounds),
    schema,
    ...location,
  };
}

function widthOf(schema: JsonSchema, location: SchemaLocation): { width?: 32 | 64 } {
  if (schema.format === undefined) return {};
  if (schema.format === "float") return { width: 32 };
  if (schema.format === "double") return { width: 64 };
  return refuse(location, 'expected the format of a number to be "float" or "double"');
}

/** Reads `Uint64` and `Int64`. */
export function readWideInteger(schema: JsonSchema, location: SchemaLocation): WideIntegerPlan {
  const wide = (lowest: bigint, greatest: bigint): WideIntegerPlan => {
    allow(schema, location, "type", "format", "minimum", "maximum", "pattern");
    const least = schema.format === "uint64" ? 0 : Number.MIN_SAFE_INTEGER;
    if (schema.minimum !== least || schema.maximum !== Number.MAX_SAFE_INTEGER) {
      refuse(location, "bounds of its own are not supported here; check the value after decode");
    }
    return { kind: "wide-integer", least: lowest, greatest, schema, ...location };
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
    // As in JSON Schema 2020-12, a format is a word to the reader and nothing that is checked.
    allow(schema, location, "type", "minLength", "maxLength", "pattern", "format", "not");
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
