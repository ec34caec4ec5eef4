import { INTEGER_KEYS, type JsonSchema } from "./json-schema.ts";
import { allow, isPattern, pick, refuse, type SchemaLocation, under } from "./keywords.ts";
import type { AnyPlan, Member, ObjectPlan, Plan, RecordPlan } from "./plan.ts";
import { refuseUnwritable } from "./read-scalars.ts";

const size = ["minProperties", "maxProperties"] as const;

/** Reads a schema inside of another; of a member it may say the key. */
type Read = (schema: JsonSchema, parent: SchemaLocation, isMember?: boolean) => Plan;

/** Reads `Type.Object`, `Open` and `Type.Record`. */
export function readMap(schema: JsonSchema, location: SchemaLocation, read: Read): ObjectPlan | RecordPlan {
  if (schema.patternProperties !== undefined) return readRecord(schema, location, read);
  allow(schema, location, "type", "properties", "required", "additionalProperties", "not", ...size);
  const required = new Set((schema.required ?? []) as string[]);
  const members = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(
    ([name, value]): Member => ({
      name,
      key: keyOf(name, value, under(location, "properties", name)),
      required: required.has(name),
      value: read(value, under(location, "properties", name), true),
    }),
  );
  for (const name of required) {
    if (!members.some((member) => member.name === name))
      refuse(location, `"${name}" is required and not declared`);
  }
  const keys = new Set(members.map((member) => member.key));
  if (keys.size < members.length) refuse(location, "expected each member to have a key of its own");
  const additional = readAdditional(schema, location, read);
  return {
    kind: "object",
    members,
    ...(additional === undefined ? {} : { additional }),
    ...pick(schema, location, size),
    schema,
    ...location,
  };
}

function keyOf(name: string, value: JsonSchema, location: SchemaLocation): string | number {
  refuseUnwritable(name, location);
  if (value.key === undefined) return name;
  if (!Number.isSafeInteger(value.key)) refuse(location, "expected key to be an integer within ±(2^53-1)");
  return value.key as number;
}

function readAdditional(schema: JsonSchema, location: SchemaLocation, read: Read): Plan | undefined {
  const { additionalProperties } = schema;
  if (additionalProperties === undefined || additionalProperties === false) return undefined;
  const inner = under(location, "additionalProperties");
  const any: AnyPlan = { kind: "any", schema: {}, ...inner };
  return additionalProperties === true ? any : read(additionalProperties as JsonSchema, inner);
}

function readRecord(schema: JsonSchema, location: SchemaLocation, read: Read): RecordPlan {
  allow(schema, location, "type", "patternProperties", "additionalProperties", ...size);
  const entries = Object.entries(schema.patternProperties as Record<string, JsonSchema>);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) return refuse(location, "expected one key type in a record");
  const [pattern, values] = entry;
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) {
    refuse(location, "a record has no other members; use Open");
  }
  if (!isPattern(pattern)) refuse(location, "expected the keys' pattern to be a regular expression");
  return {
    kind: "record",
    keys: pattern === INTEGER_KEYS ? "integer" : "text",
    pattern,
    values: read(values, under(location, "patternProperties", pattern)),
    ...pick(schema, location, size),
    schema,
    ...location,
  };
}
