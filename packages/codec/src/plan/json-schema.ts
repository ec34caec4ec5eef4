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
  "keptTag",
  "cborArray",
  "minBytes",
  "maxBytes",
  "minInteger",
  "maxInteger",
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
/** Pattern of the keys in a record whose keys are any text, as TypeBox writes it: it leaves out keys with a line break. */
const ANY_KEYS = "^.*$";
/** The same as it is emitted: every text matches it. */
const TEXT_KEYS = "";

/**
 * What `ArrayStruct` brings along when it is called, so that a page which does not call it is not sent it: says in a schema
 * what the order of items with names asks for.
 */
export const structs: { order?: (schema: JsonSchema) => JsonSchema } = {};

/** How a `$ref` begins that names a definition. */
export const DEFINITIONS = "#/$defs/";

/**
 * A TypeBox schema as plain JSON Schema 2020-12: what `JSON.stringify` keeps of it, with tuples in the words of that
 * version and with objects closed that nothing opens.
 *
 * @param gather - brings all definitions to one place
 */
export function plainSchema(schema: object, gather = (given: JsonSchema): JsonSchema => given): JsonSchema {
  // A function to ask of each part is what takes longest.
  const text = JSON.stringify(schema, hasOptionalItems(schema) ? withFewest : undefined);
  const plain = JSON.parse(text) as JsonSchema;
  return modernize(/"\$(?:defs|ref)":/.test(text) ? gather(plain) : plain);
}

/** Whether there is a tuple in a schema of which an item may be left out. */
function hasOptionalItems(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  return Array.isArray(part)
    ? part.some(hasOptionalItems)
    : firstOptional(part as JsonSchema) >= 0 || Object.values(part).some(hasOptionalItems);
}

function firstOptional({ items }: JsonSchema): number {
  return Array.isArray(items) ? items.findIndex(isOptional) : -1;
}

/** A tuple says how many items it has at least. TypeBox counts optional ones too, and marks them out of sight of JSON. */
function withFewest(_: string, part: unknown): unknown {
  const first = firstOptional((part ?? {}) as JsonSchema);
  return first < 0 ? part : { ...(part as object), minItems: first };
}

/** Whether an item of a tuple may be left out. */
export function isOptional(item: unknown): boolean {
  return typeof item === "object" && item !== null && "~optional" in item;
}

function modernize(schema: JsonSchema): JsonSchema {
  const copy: Record<string, unknown> = { ...schema };
  // Marks of TypeBox's own: some of its versions let them be seen.
  for (const keyword of Object.keys(copy)) if (keyword[0] === "~") delete copy[keyword];
  for (const keyword of ["properties", "patternProperties", "$defs"]) {
    if (copy[keyword] !== undefined) copy[keyword] = mapValues(copy[keyword] as JsonSchema);
  }
  for (const keyword of ["items", "additionalProperties"]) {
    const inner = copy[keyword];
    if (typeof inner === "object" && !Array.isArray(inner)) copy[keyword] = modernize(inner as JsonSchema);
  }
  for (const keyword of ["allOf", "anyOf", "prefixItems"]) {
    if (Array.isArray(copy[keyword])) copy[keyword] = (copy[keyword] as JsonSchema[]).map(modernize);
  }
  if (Array.isArray(copy.allOf)) return intersection(copy, copy.allOf as JsonSchema[]);
  if (Array.isArray(copy.items)) return tuple(copy, copy.items as JsonSchema[]);
  if (copy.type === "object")
    return closed(Array.isArray(copy.cborArray) ? (structs.order?.(copy) ?? copy) : copy);
  return copy.format === "float" ? { ...copy, ...singleBounds(copy) } : copy;
}

/** What may be said of an object that becomes a part of another: its members, and words that are lost with it. */
const OF_PARTS = ["type", "properties", "required", "additionalProperties", "title", "description"];

/**
 * Objects that all are to hold are one object with the members of each. Where that would say something else, the
 * intersection stays, and no plan is made of it.
 */
function intersection(schema: Record<string, unknown>, parts: JsonSchema[]): JsonSchema {
  const { allOf: _, unevaluatedProperties = false, ...words } = schema;
  const members = parts.flatMap(({ properties }) => Object.entries(properties ?? {}));
  const isOne =
    unevaluatedProperties === false &&
    new Set(members.map(([name]) => name)).size === members.length &&
    parts.every(
      ({ type, additionalProperties, ...part }) =>
        type === "object" &&
        !additionalProperties &&
        Object.keys(part).every((word) => OF_PARTS.includes(word)),
    );
  if (!isOne) return schema;
  const required = parts.flatMap((part) => part.required ?? []);
  return closed({
    ...words,
    type: "object",
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(members),
  });
}

/** A tuple in the words of 2020-12. What further items are, the last one says: it is `Type.Rest` of an array. */
function tuple(schema: Record<string, unknown>, own: JsonSchema[]): JsonSchema {
  const { additionalItems = false, minItems = own.length, maxItems, ...words } = schema;
  const { type, items: further } = own.at(-1) ?? {};
  const { type: kind, items: rest, ...bounds } = type === "rest" ? modernize(further as JsonSchema) : {};
  // Of an array with bounds of its own they would be lost: it stays among the items, where no plan is made of it.
  const isOpen = kind === "array" && Object.keys(bounds).length === 0;
  const prefixItems = (isOpen ? own.slice(0, -1) : own).map(modernize);
  const { length } = prefixItems;
  return {
    ...words,
    // JSON Schema has no empty list of schemas: a tuple of nothing is an array in which no item may be.
    ...(length > 0 ? { prefixItems } : {}),
    items: isOpen ? rest : false,
    minItems: minItems === own.length ? length : minItems,
    ...(isOpen && maxItems === undefined ? {} : { maxItems: maxItems ?? length }),
    ...(additionalItems === false ? {} : { additionalItems }),
  };
}

/** Which of a number and the 32-bit float next to it a bound is, so that floats of 32 bits are judged as such. */
const singles = {
  minimum: Math.min,
  maximum: Math.max,
  exclusiveMinimum: Math.max,
  exclusiveMaximum: Math.min,
} as const;

/**
 * The bounds of a 32-bit float as those of what it holds: 0.1 becomes 0.10000000149011612, which is within a maximum of
 * 0.1. A bound is taken there only if it tells of a float what it told of the number.
 */
function singleBounds(schema: JsonSchema): JsonSchema {
  const bounds = Object.entries(singles).flatMap(([keyword, outer]) => {
    const bound = schema[keyword];
    const single = Math.fround(bound as number);
    // One that is too large for 32 bits, or so small that they hold a zero, is within no float's reach.
    return typeof bound === "number" && Number.isFinite(single) && single !== 0
      ? [[keyword, outer(bound, single)]]
      : [];
  });
  return Object.fromEntries(bounds);
}

/** Closes an object, and a record whose keys are any text, which other members than those are not a part of. */
function closed(schema: JsonSchema): JsonSchema {
  const { additionalProperties = false, patternProperties } = schema;
  const { [ANY_KEYS]: values } = (patternProperties ?? {}) as JsonSchema;
  return {
    ...schema,
    ...(values === undefined ? {} : { patternProperties: { [TEXT_KEYS]: values } }),
    additionalProperties,
  };
}

function mapValues(schemas: JsonSchema): JsonSchema {
  const copy: Record<string, unknown> = { ...schemas };
  // A member named __proto__ is the copy's own by now, so that this sets it like any other.
  for (const name of Object.keys(copy)) copy[name] = modernize(copy[name] as JsonSchema);
  return copy;
}
