import * as v from "valibot";
import { type InMemory, inMemory, literals, type Schema, type Validate } from "./json.ts";

const classes = { Date, Float32Array, Int16Array, Uint8Array };

/** A validator of values in memory, as a team writes it that works with Valibot. */
export function compileValibot(schema: Schema): Validate {
  const definitions = new Map<string, v.GenericSchema>();
  const reference = (name: string) => v.lazy(() => definitions.get(name) as v.GenericSchema);
  for (const [name, definition] of Object.entries(schema.$defs ?? {})) {
    definitions.set(name, typeOf(definition, reference));
  }
  const whole = typeOf(schema, reference);
  return (value) => v.safeParse(whole, value).success;
}

function typeOf(schema: Schema, reference: (name: string) => v.GenericSchema): v.GenericSchema {
  const inside = (one: Schema) => typeOf(one, reference);
  if (schema.$ref !== undefined) return reference(schema.$ref.split("/").at(-1) as string);
  const kind = inMemory(schema);
  if (kind !== undefined) return ofClass(kind, schema);
  const names = literals(schema) ?? (schema.enum as readonly string[] | undefined);
  if (names !== undefined) return v.picklist(names);
  if (schema.const !== undefined) return v.literal(schema.const as string | number);
  if (schema.anyOf !== undefined) return v.union(schema.anyOf.map(inside));
  if (schema.prefixItems !== undefined) return v.strictTuple(schema.prefixItems.map(inside));
  if (schema.items !== undefined) return v.array(inside(schema.items));
  if (schema.patternProperties !== undefined) {
    const [member] = Object.values(schema.patternProperties);
    return v.record(v.string(), inside(member as Schema));
  }
  if (schema.properties !== undefined) return objectOf(schema, inside);
  return scalarOf(schema);
}

function objectOf(schema: Schema, inside: (one: Schema) => v.GenericSchema): v.GenericSchema {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const type = inside(member);
    return [name, schema.required?.includes(name) ? type : v.optional(type)];
  });
  const entries = Object.fromEntries(members) as Record<string, v.GenericSchema>;
  return schema.additionalProperties === false ? v.strictObject(entries) : v.looseObject(entries);
}

function ofClass(kind: InMemory, { minBytes = 0, maxBytes = Number.POSITIVE_INFINITY }: Schema) {
  if (kind === "bigint") return v.bigint();
  if (kind !== "Uint8Array") return v.instance(classes[kind] as DateConstructor);
  return v.pipe(
    v.instance(Uint8Array),
    v.check(({ length }) => length >= minBytes && length <= maxBytes),
  );
}

function scalarOf({ type, pattern, minimum, maximum, maxLength }: Schema): v.GenericSchema {
  if (type === "boolean") return v.boolean();
  if (type === "null") return v.null();
  if (type === "string") {
    const most = maxLength === undefined ? [] : [v.maxLength<string, number>(maxLength)];
    const shape = pattern === undefined ? [] : [v.regex(new RegExp(pattern, "u"))];
    return v.pipe(v.string(), ...most, ...shape);
  }
  const checks = [
    ...(type === "integer" ? [v.integer<number>()] : []),
    ...(minimum === undefined ? [] : [v.minValue<number, number>(minimum)]),
    ...(maximum === undefined ? [] : [v.maxValue<number, number>(maximum)]),
  ];
  return v.pipe(v.number(), ...checks);
}
