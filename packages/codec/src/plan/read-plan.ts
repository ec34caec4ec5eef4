import { annotations, INTEGER_KEYS, type JsonSchema, vocabulary } from "./json-schema.ts";
import type { AnyPlan, LiteralPlan, LiteralValue, Member, ObjectPlan, Plan, RecordPlan } from "./plan.ts";
import { distinguish, flatten } from "./union.ts";

/** Where the reader stands: for error texts, and for what a parent hands down. */
interface Place {
  readonly schemaPath: string;
  readonly sensitive: boolean;
}

const everywhere: ReadonlySet<string> = new Set([...annotations, ...vocabulary]);
/** Whether items of a kind are compared at little cost: every array and map with every other would take a square of the time. */
const isComparable: Readonly<Record<Plan["kind"], boolean>> = {
  integer: true,
  "wide-integer": true,
  number: true,
  text: true,
  bytes: true,
  boolean: true,
  null: false,
  literal: false,
  array: false,
  tuple: false,
  object: false,
  record: false,
  tagged: false,
  union: false,
  any: false,
};
const numeric = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] as const;
const size = ["minProperties", "maxProperties"] as const;

/**
 * Reads the plan of a JSON Schema in the dialect that the builders write.
 *
 * @throws TypeError for a type without a meaning in CBOR, a keyword that no engine checks, and a union whose branches
 * cannot be told apart; the text names the place in the schema
 */
export function readPlan(schema: JsonSchema): Plan {
  return read(schema, { schemaPath: "#", sensitive: false });
}

function read(schema: JsonSchema, parent: Place): Plan {
  const place: Place = {
    schemaPath: parent.schemaPath,
    sensitive: parent.sensitive || schema.sensitive === true,
  };
  const { cborTag, ...untagged } = schema;
  if (cborTag === undefined) return readUntagged(schema, place);
  if (!Number.isSafeInteger(cborTag) || (cborTag as number) < 0) {
    refuse(place, "expected cborTag to be an unsigned integer");
  }
  return {
    kind: "tagged",
    tag: cborTag as number,
    content: readUntagged(untagged, place),
    schema,
    ...place,
  };
}

function readUntagged(schema: JsonSchema, place: Place): Plan {
  const node = { schema, ...place };
  if (Array.isArray(schema.anyOf)) return readUnion(schema, place);
  if ("const" in schema) {
    allow(schema, place, "type", "const");
    return literal([schema.const], node);
  }
  if (Array.isArray(schema.enum)) {
    allow(schema, place, "type", "enum");
    return literal(schema.enum, node);
  }
  if (Array.isArray(schema.type)) return readWideInteger(schema, place);
  switch (schema.type) {
    case "integer":
      allow(schema, place, "type", ...numeric);
      return { kind: "integer", ...pick(schema, place, numeric), ...node };
    case "number":
      allow(schema, place, "type", "format", ...numeric);
      return { kind: "number", ...widthOf(schema, place), ...pick(schema, place, numeric), ...node };
    case "string":
      return readString(schema, place);
    case "boolean":
      allow(schema, place, "type");
      return { kind: "boolean", ...node };
    case "null":
      allow(schema, place, "type");
      return { kind: "null", ...node };
    case "array":
      return readArray(schema, place);
    case "object":
      return readObject(schema, place);
    case undefined:
      allow(schema, place);
      return { kind: "any", ...node };
    default:
      return refuse(place, `the type "${String(schema.type)}" has no meaning in CBOR`);
  }
}

function literal(values: readonly unknown[], node: Omit<LiteralPlan, "kind" | "values">): LiteralPlan {
  if (values.length === 0) refuse(node, "expected at least one value");
  const { type } = node.schema;
  for (const value of values) {
    if (type !== undefined && !isOfType(value, type)) refuse(node, `expected values of the type "${type}"`);
    const fits = value === null || ["string", "boolean", "number"].includes(typeof value);
    if (!fits) refuse(node, "expected literals to be strings, numbers, booleans or null");
    if (typeof value === "string") writable(value, node);
  }
  return { kind: "literal", values: values as LiteralValue[], ...node };
}

function isOfType(value: unknown, type: unknown): boolean {
  if (value === null) return type === "null";
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function widthOf(schema: JsonSchema, place: Place): { width?: 32 | 64 } {
  if (schema.format === undefined) return {};
  if (schema.format === "float") return { width: 32 };
  if (schema.format === "double") return { width: 64 };
  return refuse(place, 'expected the format of a number to be "float" or "double"');
}

function readWideInteger(schema: JsonSchema, place: Place): Plan {
  const wide = (lowest: bigint, greatest: bigint): Plan => {
    allow(schema, place, "type", "format", "minimum", "maximum", "pattern");
    const least = schema.format === "uint64" ? 0 : Number.MIN_SAFE_INTEGER;
    if (schema.minimum !== least || schema.maximum !== Number.MAX_SAFE_INTEGER) {
      refuse(place, "bounds of its own are not supported here; check the value after decode");
    }
    return { kind: "wide-integer", least: lowest, greatest, schema, ...place };
  };
  if (schema.format === "uint64") return wide(0n, 2n ** 64n - 1n);
  if (schema.format === "int64") return wide(-(2n ** 63n), 2n ** 63n - 1n);
  return refuse(place, "expected one type; for several, use Type.Union");
}

function readString(schema: JsonSchema, place: Place): Plan {
  const node = { schema, ...place };
  if (schema.contentEncoding === undefined) {
    // As in JSON Schema 2020-12, a format is a word to the reader and nothing that is checked.
    allow(schema, place, "type", "minLength", "maxLength", "pattern", "format");
    return { kind: "text", ...pick(schema, place, ["minLength", "maxLength", "pattern"]), ...node };
  }
  if (schema.contentEncoding !== "base64") refuse(place, 'expected contentEncoding to be "base64"');
  allow(schema, place, "type", "contentEncoding", "minLength", "maxLength");
  return { kind: "bytes", ...pick(schema, place, ["minBytes", "maxBytes"]), ...node };
}

function readArray(schema: JsonSchema, place: Place): Plan {
  const node = { schema, ...place };
  const prefix = schema.prefixItems;
  if (Array.isArray(prefix)) {
    allow(schema, place, "type", "prefixItems", "items", "minItems", "maxItems");
    const items = prefix.map((item, index) => read(item, under(place, "prefixItems", index)));
    return { kind: "tuple", items, ...node };
  }
  allow(schema, place, "type", "items", "minItems", "maxItems", "uniqueItems");
  const items = read((schema.items ?? {}) as JsonSchema, under(place, "items"));
  if (schema.uniqueItems === true && !isComparable[items.kind]) {
    refuse(place, "expected uniqueItems only where the items are numbers, text, bytes or booleans");
  }
  return { kind: "array", items, ...pick(schema, place, ["minItems", "maxItems", "uniqueItems"]), ...node };
}

function readObject(schema: JsonSchema, place: Place): ObjectPlan | RecordPlan {
  if (schema.patternProperties !== undefined) return readRecord(schema, place);
  allow(schema, place, "type", "properties", "required", "additionalProperties", ...size);
  const required = new Set((schema.required ?? []) as string[]);
  const members = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(
    ([name, value]): Member => ({
      name,
      key: keyOf(name, value, under(place, "properties", name)),
      required: required.has(name),
      value: read(value, under(place, "properties", name)),
    }),
  );
  for (const name of required) {
    if (!members.some((member) => member.name === name))
      refuse(place, `"${name}" is required and not declared`);
  }
  const keys = new Set(members.map((member) => member.key));
  if (keys.size < members.length) refuse(place, "expected each member to have a key of its own");
  const additional = readAdditional(schema, place);
  return {
    kind: "object",
    members,
    ...(additional === undefined ? {} : { additional }),
    ...pick(schema, place, size),
    schema,
    ...place,
  };
}

/** Refuses text that no payload can hold. */
function writable(text: string, place: Place): void {
  if (!text.isWellFormed()) refuse(place, "expected text that UTF-8 can hold: it has half a surrogate pair");
}

function keyOf(name: string, value: JsonSchema, place: Place): string | number {
  writable(name, place);
  if (value.key === undefined) return name;
  if (!Number.isSafeInteger(value.key)) refuse(place, "expected key to be an integer within ±(2^53-1)");
  return value.key as number;
}

function readAdditional(schema: JsonSchema, place: Place): Plan | undefined {
  const { additionalProperties } = schema;
  if (additionalProperties === undefined || additionalProperties === false) return undefined;
  const inner = under(place, "additionalProperties");
  const any: AnyPlan = { kind: "any", schema: {}, ...inner };
  return additionalProperties === true ? any : read(additionalProperties as JsonSchema, inner);
}

function readRecord(schema: JsonSchema, place: Place): RecordPlan {
  allow(schema, place, "type", "patternProperties", "additionalProperties", ...size);
  const entries = Object.entries(schema.patternProperties as Record<string, JsonSchema>);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) return refuse(place, "expected one key type in a record");
  const [pattern, values] = entry;
  if (!isPattern(pattern)) refuse(place, "expected the keys' pattern to be a regular expression");
  return {
    kind: "record",
    keys: pattern === INTEGER_KEYS ? "integer" : "text",
    pattern,
    values: read(values, under(place, "patternProperties", pattern)),
    ...pick(schema, place, size),
    schema,
    ...place,
  };
}

function readUnion(schema: JsonSchema, place: Place): Plan {
  allow(schema, place, "anyOf");
  const branches = flatten(
    (schema.anyOf as JsonSchema[]).map((branch, index) => read(branch, under(place, "anyOf", index))),
  );
  if (branches.length === 0) refuse(place, "expected at least one branch");
  const literals = branches.filter((branch) => branch.kind === "literal");
  const values = literals.flatMap((branch) => branch.values);
  if (literals.length === branches.length) return literal(values, { schema, ...place });
  const merged = withOneLiteral(branches, values, place);
  const clues = distinguish(merged);
  if (typeof clues === "string") return refuse(place, clues);
  return { kind: "union", branches: merged, clues, schema, ...place };
}

/** Several literals beside other branches are one branch: an item is any of them. */
function withOneLiteral(branches: readonly Plan[], values: readonly LiteralValue[], place: Place): Plan[] {
  const others = branches.filter((branch) => branch.kind !== "literal");
  return values.length === 0 ? others : [literal(values, { schema: { enum: values }, ...place }), ...others];
}

function under(place: Place, ...steps: (string | number)[]): Place {
  const escaped = steps.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1"));
  return { schemaPath: [place.schemaPath, ...escaped].join("/"), sensitive: place.sensitive };
}

/** Refuses keywords that nothing would check: a rule that is silently ignored is worse than none. */
function allow(schema: JsonSchema, place: Place, ...keywords: string[]): void {
  for (const keyword of Object.keys(schema)) {
    if (everywhere.has(keyword) || keyword.startsWith("x-") || keywords.includes(keyword)) continue;
    refuse(place, `the keyword "${keyword}" is not supported here (own annotations begin with "x-")`);
  }
}

/** Keywords with the test that their values pass. */
const wellMade: Readonly<Record<string, { test: (value: unknown) => boolean; expected: string }>> = {
  ...each(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], Number.isFinite, "a finite number"),
  ...each(["multipleOf"], (value) => Number.isFinite(value) && (value as number) > 0, "a number above 0"),
  ...each(
    [
      "minLength",
      "maxLength",
      "minItems",
      "maxItems",
      "minProperties",
      "maxProperties",
      "minBytes",
      "maxBytes",
    ],
    (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    "an unsigned integer",
  ),
  ...each(["uniqueItems"], (value) => typeof value === "boolean", "true or false"),
  ...each(["pattern"], isPattern, "a regular expression"),
};

function each(keywords: string[], test: (value: unknown) => boolean, expected: string) {
  return Object.fromEntries(keywords.map((keyword) => [keyword, { test, expected }]));
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === "string" && new RegExp(value, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Bounds of which none may be above the other. */
const ordered = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
  ["minBytes", "maxBytes"],
] as const;

/** Takes keywords over into a plan. Engines put them into conditions, so that each has to be what it should be. */
function pick<Keyword extends string>(schema: JsonSchema, place: Place, keywords: readonly Keyword[]) {
  const present = keywords.filter((keyword) => schema[keyword] !== undefined);
  for (const keyword of present) {
    const rule = wellMade[keyword];
    if (rule !== undefined && !rule.test(schema[keyword])) {
      refuse(place, `expected ${keyword} to be ${rule.expected}`);
    }
  }
  for (const [least, most] of ordered) {
    if ((schema[least] as number) > (schema[most] as number)) refuse(place, `${least} is above ${most}`);
  }
  return Object.fromEntries(present.map((keyword) => [keyword, schema[keyword]])) as {
    [K in Keyword]?: never;
  };
}

function refuse(place: Pick<Place, "schemaPath">, reason: string): never {
  throw new TypeError(`schema at ${place.schemaPath}: ${reason}`);
}
