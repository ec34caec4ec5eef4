import { z } from "zod";
import { type InMemory, inMemory, literals, type Schema, type Validate } from "./json.ts";

const classes = { Date, Float32Array, Int16Array, Uint8Array };

/** A validator of values in memory, as a team writes it that works with Zod. */
export function compileZod(schema: Schema): Validate {
  const definitions = new Map<string, z.ZodType>();
  const reference = (name: string) => z.lazy(() => definitions.get(name) as z.ZodType);
  for (const [name, definition] of Object.entries(schema.$defs ?? {})) {
    definitions.set(name, typeOf(definition, reference));
  }
  const whole = typeOf(schema, reference);
  return (value) => whole.safeParse(value).success;
}

function typeOf(schema: Schema, reference: (name: string) => z.ZodType): z.ZodType {
  const inside = (one: Schema) => typeOf(one, reference);
  if (schema.$ref !== undefined) return reference(schema.$ref.split("/").at(-1) as string);
  const kind = inMemory(schema);
  if (kind !== undefined) return ofClass(kind, schema);
  const names = literals(schema) ?? (schema.enum as readonly string[] | undefined);
  if (names !== undefined) return z.enum(names as [string, ...string[]]);
  if (schema.const !== undefined) return z.literal(schema.const as string | number);
  if (schema.anyOf !== undefined) return z.union(schema.anyOf.map(inside));
  if (schema.prefixItems !== undefined) return z.tuple(schema.prefixItems.map(inside) as [z.ZodType]);
  if (schema.items !== undefined) return z.array(inside(schema.items));
  if (schema.patternProperties !== undefined) {
    const [member] = Object.values(schema.patternProperties);
    return z.record(z.string(), inside(member as Schema));
  }
  if (schema.properties !== undefined) return objectOf(schema, inside);
  return scalarOf(schema);
}

function objectOf(schema: Schema, inside: (one: Schema) => z.ZodType): z.ZodType {
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const type = inside(member);
    return [name, schema.required?.includes(name) ? type : type.optional()];
  });
  const shape = Object.fromEntries(members) as Record<string, z.ZodType>;
  return schema.additionalProperties === false ? z.strictObject(shape) : z.looseObject(shape);
}

function ofClass(kind: InMemory, { minBytes = 0, maxBytes = Number.POSITIVE_INFINITY }: Schema): z.ZodType {
  if (kind === "bigint") return z.bigint();
  if (kind !== "Uint8Array") return z.instanceof(classes[kind] as DateConstructor);
  return z.instanceof(Uint8Array).refine(({ length }) => length >= minBytes && length <= maxBytes);
}

function scalarOf({ type, pattern, minimum, maximum, maxLength }: Schema): z.ZodType {
  if (type === "boolean") return z.boolean();
  if (type === "null") return z.null();
  if (type === "string") {
    const text = maxLength === undefined ? z.string() : z.string().max(maxLength);
    return pattern === undefined ? text : text.regex(new RegExp(pattern, "u"));
  }
  let number = type === "integer" ? z.int() : z.number();
  if (minimum !== undefined) number = number.min(minimum);
  if (maximum !== undefined) number = number.max(maximum);
  return number;
}
