import type { JsonSchema } from "@wirebook/codec";
import { Ajv2020 } from "ajv/dist/2020.js";

/** Whether Ajv takes a JSON value for one of a schema. */
export type Judge = (schema: JsonSchema, json: unknown) => boolean;

/** Sets up Ajv for the schemas of one message type. */
export function createJudge(): Judge {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    ownProperties: true,
    validateFormats: false,
  });
  ajv.addVocabulary(["key", "cborTag", "cborView", "unit", "sensitive", "source", "since"]);
  ajv.addKeyword({
    keyword: "minBytes",
    type: "string",
    validate: (least: number, text: string) => sizeOf(text) >= least,
  });
  ajv.addKeyword({
    keyword: "maxBytes",
    type: "string",
    validate: (most: number, text: string) => sizeOf(text) <= most,
  });
  const compiled = new Map<JsonSchema, (json: unknown) => boolean>();

  return (schema, json) => {
    let validate = compiled.get(schema);
    if (validate === undefined) {
      validate = ajv.compile(withProto(schema) as JsonSchema) as (json: unknown) => boolean;
      compiled.set(schema, validate);
    }
    return validate(json);
  };
}

const sizeOf = (base64: string) => Buffer.from(base64, "base64").length;

/** Ajv passes over a property named `__proto__`, but not over a pattern that matches it. */
function withProto(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withProto);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([keyword, inner]) => [keyword, withProto(inner)] as const);
  const properties = (schema as JsonSchema).properties;
  if (typeof properties !== "object" || properties === null || !Object.hasOwn(properties, "__proto__")) {
    return Object.fromEntries(entries);
  }
  const members = Object.entries(properties).map(([name, inner]) => [name, withProto(inner)] as const);
  return {
    ...Object.fromEntries(entries),
    properties: Object.fromEntries(members.filter(([name]) => name !== "__proto__")),
    patternProperties: { "^__proto__$": members.find(([name]) => name === "__proto__")?.[1] },
  };
}
