import { _, Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import { literals, type Schema } from "./json.ts";

const words = ["cborTag", "key", "maxBytes", "minBytes", "unit"];

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
function plainer(schema: Schema, inMemory: boolean): AnySchemaObject {
  const { contentEncoding, minBytes, maxBytes } = schema;
  if (inMemory && contentEncoding !== undefined) return { byteString: true, minBytes, maxBytes };
  const names = literals(schema);
  if (names !== undefined) return { enum: names };
  const properties = Object.entries(schema.properties ?? {});
  return {
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(properties.map(([name, member]) => [name, plainer(member, inMemory)])),
    }),
    ...(schema.items && { items: plainer(schema.items, inMemory) }),
  };
}
