import { _, Ajv2020, type AnySchemaObject, Name } from "ajv/dist/2020.js";
import { inMemory, literals, type Schema } from "./json.ts";

const words = ["cborArray", "cborTag", "cborView", "key", "maxBytes", "minBytes", "unit"];

const ajv = newAjv();

function newAjv(): Ajv2020 {
  const made = new Ajv2020({ strict: false, validateFormats: false });
  made.addVocabulary(words);
  // A byte string in memory: compiled into the validator, so that it costs no call.
  made.addKeyword({
    keyword: "byteString",
    code(context) {
      const { minBytes, maxBytes } = context.parentSchema as Schema;
      const { data } = context;
      context.fail(_`!(${data} instanceof Uint8Array)`);
      if (minBytes !== undefined) context.fail(_`${data}.length < ${minBytes}`);
      if (maxBytes !== undefined) context.fail(_`${data}.length > ${maxBytes}`);
    },
  });
  // Other classes, and bigints.
  made.addKeyword({
    keyword: "inMemory",
    code(context) {
      const { data, schema } = context;
      if (schema === "bigint") context.fail(_`typeof ${data} !== "bigint"`);
      else context.fail(_`!(${data} instanceof ${new Name(schema)})`);
    },
  });
  return made;
}

/** A validator of JSON values. */
export function compileForJson(schema: Schema): (value: unknown) => boolean {
  return ajv.compile(plainer(schema, false));
}

/** A validator of values in memory, with every constraint that the JSON form has: bytes are bytes there. */
export function compileForMemory(schema: Schema): (value: unknown) => boolean {
  return ajv.compile(plainer(schema, true));
}

/** The schema as a person would write it for speed: enums in place of unions of literals. */
function plainer(schema: Schema, memory: boolean): AnySchemaObject {
  const kind = memory ? inMemory(schema) : undefined;
  if (kind === "Uint8Array")
    return { byteString: true, minBytes: schema.minBytes, maxBytes: schema.maxBytes };
  if (kind !== undefined) return { inMemory: kind };
  const names = literals(schema);
  if (names !== undefined) return { enum: names };
  const inside = (one: Schema) => plainer(one, memory);
  const { properties, patternProperties, $defs, items, prefixItems, anyOf } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapped(properties, inside) }),
    ...(patternProperties && { patternProperties: mapped(patternProperties, inside) }),
    ...($defs && { $defs: mapped($defs, inside) }),
    ...(items && { items: inside(items) }),
    ...(prefixItems && { prefixItems: prefixItems.map(inside) }),
    ...(anyOf && { anyOf: anyOf.map(inside) }),
  };
}

function mapped(schemas: Readonly<Record<string, Schema>>, map: (schema: Schema) => AnySchemaObject) {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, map(schema)]));
}
