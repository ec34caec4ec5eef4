import type { JsonSchema } from "./json-schema.ts";
import { type SchemaLocation, under } from "./keywords.ts";
import type { LiteralValue, Plan, ViewPlan } from "./plan.ts";
import type { ValueKind } from "./value-kind.ts";
import { makeView, type View } from "./views.ts";

/** What the keyword `cborView` says, its parameters apart. */
export interface ViewKeyword {
  readonly name: string;
  /** The schemas of what may be on the wire. */
  readonly of: readonly JsonSchema[];
  /** What a fault expects; without, one of the values in `enum`. */
  readonly expected?: string;
  /** What the value in memory is, where that is something else than in JSON. */
  readonly memory?: ValueKind;
}

/** The kinds of values by the names that JSON Schema has for them, where these are other ones. */
const KINDS: Readonly<Record<string, ValueKind>> = { integer: "number", string: "text", object: "map" };

/** Reads a view. The rest of its schema is that of the JSON form, which the view itself decides on. */
export function readView(
  schema: JsonSchema,
  location: SchemaLocation,
  read: (schema: JsonSchema, parent: SchemaLocation) => Plan,
): ViewPlan {
  const { name, of, expected, memory, ...parameters } = schema.cborView as ViewKeyword;
  const json = [schema.type].flat().map((type) => KINDS[type as string] ?? (type as ValueKind));
  return {
    kind: "view",
    name,
    parameters,
    of: of.map((base, index) => read(base, under(location, "cborView", "of", index))),
    memory: memory ? [memory] : json,
    json,
    ...(expected ? { expected } : { values: schema.enum as LiteralValue[] }),
    view: makeView(name, parameters) as View,
    schema,
    ...location,
  };
}
