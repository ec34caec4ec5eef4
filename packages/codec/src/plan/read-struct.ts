import type { JsonSchema } from "./json-schema.ts";
import { allow, refuse, type SchemaLocation, under } from "./keywords.ts";
import { FURTHER, type TuplePlan } from "./plan.ts";
import type { Read } from "./structs.ts";

/** Reads an array whose items have names: the schema is that of an object. */
export function readStruct(
  schema: JsonSchema,
  names: readonly string[],
  location: SchemaLocation,
  read: Read,
): TuplePlan {
  allow(schema, location, "type", "properties", "required", "additionalProperties", "dependentRequired");
  const properties = Object(schema.properties) as Record<string, JsonSchema | undefined>;
  const { [FURTHER]: further, ...own } = properties;
  const isOpen = further !== undefined && !names.includes(FURTHER);
  const required = (schema.required ?? []) as string[];
  const count = Object.keys(isOpen ? own : properties).length;
  const isWrong = (name: string) => /^-?\d+$/.test(name) || name === "__proto__";
  const missing = names.find((name) => !properties[name]);
  if (missing !== undefined)
    refuse(
      location,
      `expected each item to be described, but "${missing}" is not: Type.Pick and Type.Omit leave places empty, an ArrayStruct of its own has none`,
    );
  if (names.some(isWrong) || new Set(names).size < names.length || count > names.length)
    refuse(location, "expected each item to have a name of its own that is no integer");
  if (names.some((name, index) => required.includes(name) !== index < required.length))
    refuse(location, "expected optional items at the end");
  const items = names.map((name) =>
    read(properties[name] as JsonSchema, under(location, "properties", name)),
  );
  const rest = isOpen
    ? { rest: read(Object(further.items) as JsonSchema, under(location, "properties", FURTHER, "items")) }
    : {};
  const least = required.length < names.length ? { minItems: required.length } : {};
  return { kind: "tuple", items, names, ...rest, ...least, schema, ...location };
}
