import type { Schema as AvroSchema } from "avsc";
import { literals, type Schema } from "./json.ts";

/** The Avro schema of the same content: `int` wherever the values of the corpus fit. */
export function avroSchema(schema: Schema, name = "Payload"): AvroSchema {
  if (schema.contentEncoding !== undefined) return "bytes";
  const names = literals(schema);
  if (names !== undefined) return { type: "enum", name: `${name}Enum`, symbols: [...names] };
  if (schema.items !== undefined) return { type: "array", items: avroSchema(schema.items, `${name}Item`) };
  if (schema.properties !== undefined) {
    const fields = Object.entries(schema.properties).map(([field, member]) => ({
      name: field,
      type: avroSchema(member, `${name}_${field}`),
    }));
    return { type: "record", name, fields };
  }
  return scalars[schema.type as keyof typeof scalars];
}

const scalars = { integer: "int", number: "double", string: "string", boolean: "boolean" } as const;
