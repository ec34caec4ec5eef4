import type { JsonSchema } from "./json-schema.ts";
import { allow, pick, refuse, type SchemaLocation, under } from "./keywords.ts";
import type { LiteralValue, Plan } from "./plan.ts";
import { readMap } from "./read-map.ts";
import { readInteger, readLiterals, readNumber, readString, readWideInteger } from "./read-scalars.ts";
import { readView } from "./read-view.ts";
import { distinguish, flatten } from "./union.ts";

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
  view: false,
  any: false,
};

/**
 * Reads the plan of a JSON Schema in the dialect that the builders write.
 *
 * @throws TypeError for a type without a meaning in CBOR, a keyword that no engine checks, and a union whose branches
 * cannot be told apart; the text names the place in the schema
 */
export function readPlan(schema: JsonSchema): Plan {
  return read(schema, { schemaPath: "#", sensitive: false });
}

function read(schema: JsonSchema, parent: SchemaLocation, isMember?: boolean): Plan {
  // Elsewhere there is no map for it: it would be ignored in silence.
  if (!isMember && schema.key !== undefined) refuse(parent, "only members of an object have a key");
  const location: SchemaLocation = {
    schemaPath: parent.schemaPath,
    sensitive: parent.sensitive || schema.sensitive === true,
  };
  const { cborTag, ...untagged } = schema;
  if (cborTag === undefined) return readUntagged(schema, location);
  if (!Number.isSafeInteger(cborTag) || (cborTag as number) < 0) {
    refuse(location, "expected cborTag to be an unsigned integer");
  }
  return {
    kind: "tagged",
    tag: cborTag as number,
    content: readUntagged(untagged, location),
    schema,
    ...location,
  };
}

function readUntagged(schema: JsonSchema, location: SchemaLocation): Plan {
  const node = { schema, ...location };
  if (schema.cborView !== undefined) return readView(schema, location, read);
  if (Array.isArray(schema.anyOf)) return readUnion(schema, location);
  if ("const" in schema) {
    allow(schema, location, "type", "const");
    return readLiterals([schema.const], node);
  }
  if (Array.isArray(schema.enum)) {
    allow(schema, location, "type", "enum");
    return readLiterals(schema.enum, node);
  }
  if (Array.isArray(schema.type)) return readWideInteger(schema, location);
  switch (schema.type) {
    case "integer":
      return readInteger(schema, location);
    case "number":
      return readNumber(schema, location);
    case "string":
      return readString(schema, location);
    case "boolean":
      allow(schema, location, "type");
      return { kind: "boolean", ...node };
    case "null":
      allow(schema, location, "type");
      return { kind: "null", ...node };
    case "array":
      return readArray(schema, location);
    case "object":
      return readMap(schema, location, read);
    case undefined:
      allow(schema, location);
      return { kind: "any", ...node };
    default:
      return refuse(location, `the type "${String(schema.type)}" has no meaning in CBOR`);
  }
}

function readArray(schema: JsonSchema, location: SchemaLocation): Plan {
  const node = { schema, ...location };
  const prefix = schema.prefixItems ?? (schema.items === false ? [] : undefined);
  if (Array.isArray(prefix)) {
    allow(schema, location, "type", "prefixItems", "items", "minItems", "maxItems");
    const items = prefix.map((item, index) => read(item, under(location, "prefixItems", index)));
    const { items: further = false } = schema;
    const rest = further === false ? {} : { rest: read(further as JsonSchema, under(location, "items")) };
    const bounds = pick(schema, location, ["minItems", "maxItems"]);
    const other = Object.entries(bounds).filter(([, bound]) => bound !== items.length);
    return { kind: "tuple", items, ...rest, ...Object.fromEntries(other), ...node };
  }
  allow(schema, location, "type", "items", "minItems", "maxItems", "uniqueItems");
  const items = read((schema.items ?? {}) as JsonSchema, under(location, "items"));
  // What differs may be one in 32 bits.
  const isRounded = items.kind === "number" && items.width === 32;
  if (schema.uniqueItems === true && (!isComparable[items.kind] || isRounded)) {
    refuse(
      location,
      "expected uniqueItems only where the items are numbers (no Float32), text, bytes or booleans",
    );
  }
  return {
    kind: "array",
    items,
    ...pick(schema, location, ["minItems", "maxItems", "uniqueItems"]),
    ...node,
  };
}

function readUnion(schema: JsonSchema, location: SchemaLocation): Plan {
  allow(schema, location, "anyOf");
  const branches = flatten(
    (schema.anyOf as JsonSchema[]).map((branch, index) => read(branch, under(location, "anyOf", index))),
  );
  if (branches.length === 0) refuse(location, "expected at least one branch");
  const literals = branches.filter((branch) => branch.kind === "literal");
  const values = literals.flatMap((branch) => branch.values);
  if (literals.length === branches.length) return readLiterals(values, { schema, ...location });
  const merged = withOneLiteral(branches, values, location);
  const clues = distinguish(merged);
  if (typeof clues === "string") return refuse(location, clues);
  return { kind: "union", branches: merged, clues, schema, ...location };
}

/** Several literals beside other branches are one branch: an item is any of them. */
function withOneLiteral(
  branches: readonly Plan[],
  values: readonly LiteralValue[],
  location: SchemaLocation,
): Plan[] {
  const others = branches.filter((branch) => branch.kind !== "literal");
  return values.length === 0
    ? others
    : [readLiterals(values, { schema: { enum: values }, ...location }), ...others];
}
