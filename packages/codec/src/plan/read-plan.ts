import type { DefinitionReader, Definitions } from "./definitions.ts";
import { refuseOtherExclusions } from "./exclusions.ts";
import type { JsonSchema } from "./json-schema.ts";
import { allow, pick, refuse, type SchemaLocation, under } from "./keywords.ts";
import { CBOR, kinds } from "./kinds.ts";
import { knownDefinitions, noDefinitions } from "./known-definitions.ts";
import { bare, type LiteralValue, type Plan, type TaggedPlan } from "./plan.ts";
import { readMap } from "./read-map.ts";
import { readInteger, readLiterals, readNumber, readString, readWideInteger } from "./read-scalars.ts";
import { readView } from "./read-view.ts";
import { type ReadStruct, structs } from "./structs.ts";
import { distinguish, flatten } from "./union.ts";

/** Why what lies around an item is refused where no builder has written it. */
const ILL_MADE = "expected cborTag as Tagged and Embedded write it";

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
  embedded: false,
  union: false,
  view: false,
  any: false,
};

/**
 * Reads the plan of a JSON Schema in the dialect that the builders write.
 *
 * @throws TypeError for a type without a meaning in CBOR, a keyword that no engine checks, and a union whose branches
 * cannot be told apart; the text names the place in the schema
 * @param reader - what reads definitions, where it need not be known
 */
export function readPlan(
  { $defs, ...schema }: JsonSchema,
  reader: DefinitionReader | undefined = knownDefinitions(),
): Plan {
  const definitions: Definitions =
    reader?.create($defs, (inner, at) => read(inner, at, definitions)) ?? noDefinitions;
  const plan = read(schema, { schemaPath: "#", sensitive: false }, definitions);
  definitions.rest();
  refuseOtherExclusions(plan);
  return plan;
}

function read(
  schema: JsonSchema,
  parent: SchemaLocation,
  definitions: Definitions,
  isMember?: boolean,
): Plan {
  // Elsewhere there is no map for it: it would be ignored in silence.
  if (!isMember && schema.key !== undefined) refuse(parent, "only members of an object have a key");
  const location: SchemaLocation = {
    schemaPath: parent.schemaPath,
    sensitive: parent.sensitive || schema.sensitive === true,
  };
  const { cborTag = [], ...untagged } = schema;
  const layers: unknown[] = Array.isArray(cborTag) ? cborTag : [cborTag];
  return layers.reduceRight<Plan>(
    (content, layer) => {
      if (Object(layer) === layer && "embedded" in (layer as object)) {
        return readEmbedded(layer as JsonSchema, content, { schema, ...location }, definitions);
      }
      const { tag, optional } = readTag(layer, location);
      return definitions.make(location, optional ? [content] : [], () => {
        if (optional) refuseAlike(tag, content, optional, location);
        return { kind: "tagged", tag, content, ...(optional && { optional }), schema, ...location };
      });
    },
    untagged.keptTag === undefined
      ? readUntagged(untagged, location, definitions)
      : readKept(untagged, location, definitions),
  );
}

/** Reads what is said of a byte string around an item. */
function readEmbedded(
  { embedded, zeroLengthMap, ...others }: JsonSchema,
  content: Plan,
  node: SchemaLocation & Pick<Plan, "schema">,
  definitions: Definitions,
): Plan {
  if (embedded !== true || (zeroLengthMap ?? true) !== true || Object.keys(others).length > 0)
    refuse(node, ILL_MADE);
  return definitions.make(node, zeroLengthMap ? [content] : [], () => {
    if (zeroLengthMap && !takesNoMembers(content)) {
      refuse(node, "expected zeroLengthMap around a map that may be empty");
    }
    return { kind: "embedded", content, ...(zeroLengthMap === true ? { zeroLengthMap } : {}), ...node };
  });
}

/** Refuses a tag that may be left out around what may have the same: it would be told as the other one. */
function refuseAlike(
  tag: number,
  content: Plan,
  optional: TaggedPlan["optional"],
  location: SchemaLocation,
): void {
  const taken: readonly string[] = kinds(content, CBOR);
  if (taken.includes(`tag ${tag}`)) refuse(location, "expected content of an optional tag without that tag");
  if (optional === "omitted" && taken.includes("anything")) {
    const reason = "not around what takes any tag: it would be taken for this one";
    refuse(location, `expected tag ${tag}, which is never written, ${reason}`);
  }
}

function takesNoMembers(plan: Plan): boolean {
  if (plan.kind !== "object" && plan.kind !== "record") return false;
  return !plan.minProperties && !(plan.kind === "object" && plan.members.some(({ required }) => required));
}

/** Reads a tag: its number, or what else is said of it. */
function readTag(said: unknown, location: SchemaLocation): Pick<TaggedPlan, "tag" | "optional"> {
  const {
    tag,
    optional = "written",
    ...others
  } = (Number.isSafeInteger(said) ? { tag: said } : Object(said)) as JsonSchema;
  const isKnown = optional === "written" || optional === "omitted";
  if (!Number.isSafeInteger(tag) || (tag as number) < 0 || !isKnown || Object.keys(others).length > 0)
    refuse(location, ILL_MADE);
  return { tag: tag as number, ...(tag !== said && { optional }) };
}

/** Reads a tag that is kept: the schema is that of an object with the tag and the value. */
function readKept(schema: JsonSchema, location: SchemaLocation, definitions: Definitions): TaggedPlan {
  const { tag } = readTag(schema.keptTag, location);
  const { tag: number, value } = Object(schema.properties) as Record<string, JsonSchema | undefined>;
  allow(schema, location, "type", "properties", "required", "additionalProperties");
  if (number?.const !== tag || value === undefined) return refuse(location, ILL_MADE);
  const content = read(value, under(location, "properties", "value"), definitions);
  return { kind: "tagged", tag, content, keep: true, schema, ...location };
}

function readUntagged(schema: JsonSchema, location: SchemaLocation, definitions: Definitions): Plan {
  const node = { schema, ...location };
  const readInside = (inner: JsonSchema, parent: SchemaLocation, isMember?: boolean) =>
    read(inner, parent, definitions, isMember);
  if (schema.$ref !== undefined) return definitions.refer(schema, location);
  if (schema.cborView !== undefined) return readView(schema, location, readInside);
  if (Array.isArray(schema.anyOf)) return readUnion(schema, location, definitions);
  if (schema.allOf) {
    refuse(location, "expected closed objects with members of their own; else use one object");
  }
  if ("const" in schema) {
    allow(schema, location, "type", "const");
    return readLiterals([schema.const], node);
  }
  if (Array.isArray(schema.enum)) {
    allow(schema, location, "type", "enum");
    return readLiterals(schema.enum, node);
  }
  if (Array.isArray(schema.type)) return readWideInteger(schema, location);
  if (Array.isArray(schema.cborArray))
    return (structs.read as ReadStruct)(schema, schema.cborArray, location, readInside);
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
      return readArray(schema, location, definitions);
    case "object":
      return readMap(schema, location, readInside);
    case "rest":
      return refuse(
        location,
        '"rest" is no item: expected Type.Rest last, around a Type.Array without bounds',
      );
    case undefined:
      allow(schema, location);
      return { kind: "any", ...node };
    default:
      return refuse(location, `the type "${String(schema.type)}" has no meaning in CBOR`);
  }
}

function readArray(schema: JsonSchema, location: SchemaLocation, definitions: Definitions): Plan {
  const node = { schema, ...location };
  const prefix = schema.prefixItems ?? (schema.items === false ? [] : undefined);
  if (Array.isArray(prefix)) {
    allow(schema, location, "type", "prefixItems", "items", "minItems", "maxItems");
    const items = prefix.map((item, index) => read(item, under(location, "prefixItems", index), definitions));
    const { items: further = false } = schema;
    const rest =
      further === false ? {} : { rest: read(further as JsonSchema, under(location, "items"), definitions) };
    const bounds = pick(schema, location, ["minItems", "maxItems"]);
    const other = Object.entries(bounds).filter(([, bound]) => bound !== items.length);
    return { kind: "tuple", items, ...rest, ...Object.fromEntries(other), ...node };
  }
  allow(schema, location, "type", "items", "minItems", "maxItems", "uniqueItems");
  const items = read((schema.items ?? {}) as JsonSchema, under(location, "items"), definitions);
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

function readUnion(schema: JsonSchema, location: SchemaLocation, definitions: Definitions): Plan {
  allow(schema, location, "anyOf");
  const given = (schema.anyOf as JsonSchema[]).map((branch, index) =>
    read(branch, under(location, "anyOf", index), definitions),
  );
  if (given.length === 0) refuse(location, "expected at least one branch");
  return definitions.make(location, given, () => unionOf(flatten(given), schema, location));
}

function unionOf(branches: readonly Plan[], schema: JsonSchema, location: SchemaLocation): Plan {
  const literals = branches.filter((branch) => branch.kind === "literal");
  const values = literals.flatMap((branch) => branch.values);
  if (literals.length === branches.length) return readLiterals(values, { schema, ...location });
  const merged = withOneLiteral(branches, values, location);
  const inside = merged.find(
    (branch) => branch.kind === "tagged" && branch.optional && bare(branch, "").kind === "union",
  );
  if (inside) refuse(inside, "expected an optional tag around one branch or the whole union");
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
