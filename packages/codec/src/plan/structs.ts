import type { JsonSchema } from "./json-schema.ts";
import type { SchemaLocation } from "./keywords.ts";
import type { Plan, TuplePlan } from "./plan.ts";

/** Reads a schema inside of another. */
export type Read = (schema: JsonSchema, parent: SchemaLocation) => Plan;

/** Reads an array whose items have names. */
export type ReadStruct = (
  schema: JsonSchema,
  names: readonly string[],
  location: SchemaLocation,
  read: Read,
) => TuplePlan;

/**
 * What `ArrayStruct` brings along when it is called, so that a page which does not call it is not sent it; and whether it
 * was called here. Tools that read plans bring the reader themselves.
 */
export const structs: { read?: ReadStruct; known?: true } = {};
