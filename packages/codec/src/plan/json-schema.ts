/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A JSON Schema 2020-12 object as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * Keywords that JSON Schema does not know and that carry what CBOR, units and secrecy need. Validators take them for
 * annotations.
 */
export const vocabulary = [
  // the wire
  "key",
  "cborTag",
  "cborView",
  "minBytes",
  "maxBytes",
  // the meaning
  "unit",
  "sensitive",
  "source",
  "since",
] as const;

/** Words about a schema that change nothing in what it accepts. */
export const annotations = [
  "$schema",
  "$id",
  "$comment",
  "title",
  "description",
  "default",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
] as const;

/** Pattern of the keys in an integer-keyed record, as TypeBox writes it. */
export const INTEGER_KEYS = "^-?(?:0|[1-9][0-9]*)$";
/** Pattern of the keys in a record whose keys are any text. */
const ANY_KEYS = "^.*$";

/**
 * A TypeBox schema as plain JSON Schema 2020-12: what `JSON.stringify` keeps of it, with tuples in the words of that
 * version and with objects closed that nothing opens.
 */
export function plainSchema(schema: object): JsonSchema {
  return modernize(JSON.parse(JSON.stringify(schema)) as JsonSchema);
}

function modernize(schema: JsonSchema): JsonSchema {
  const copy: Record<string, unknown> = Object.fromEntries(
    // Marks of TypeBox's own: some of its versions let them be seen.
    Object.entries(schema).filter(([keyword]) => !keyword.startsWith("~")),
  );
  for (const keyword of ["properties", "patternProperties"]) {
    if (copy[keyword] !== undefined) copy[keyword] = mapValues(copy[keyword] as JsonSchema);
  }
  for (const keyword of ["items", "additionalProperties"]) {
    const inner = copy[keyword];
    if (typeof inner === "object" && !Array.isArray(inner)) copy[keyword] = modernize(inner as JsonSchema);
  }
  for (const keyword of ["anyOf", "prefixItems"]) {
    if (Array.isArray(copy[keyword])) copy[keyword] = (copy[keyword] as JsonSchema[]).map(modernize);
  }
  if (Array.isArray(copy.items)) {
    const { items, additionalItems: _, ...rest } = copy;
    const prefixItems = (items as JsonSchema[]).map(modernize);
    const { length } = prefixItems;
    // JSON Schema has no empty list of schemas: a tuple of nothing is an array in which no item may be.
    return {
      ...rest,
      ...(length > 0 ? { prefixItems } : {}),
      items: false,
      minItems: length,
      maxItems: length,
    };
  }
  if (copy.type === "object") return closed(copy);
  return copy;
}

/** Closes an object, and says "any key" with the keyword for it: TypeBox's pattern leaves out keys with a line break. */
function closed(schema: JsonSchema): JsonSchema {
  const { patternProperties, ...rest } = schema;
  const { [ANY_KEYS]: anyKey } = (patternProperties ?? {}) as JsonSchema;
  return anyKey === undefined
    ? { ...schema, additionalProperties: schema.additionalProperties ?? false }
    : { ...rest, additionalProperties: anyKey };
}

function mapValues(schemas: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, modernize(schema as JsonSchema)]),
  );
}
