import type { JsonSchema } from "@wirebook/codec";
import { Ajv2020 } from "ajv/dist/2020.js";

/** Whether Ajv takes a JSON value for one of a schema. */
export type Judge = (schema: JsonSchema, json: unknown) => boolean;

/**
 * Sets up Ajv for the schemas of one message type.
 *
 * @param $defs - what a `$ref` in them may name
 */
export function createJudge($defs: JsonSchema = {}): Judge {
  const ajv = new Ajv2020({
    strict: true,
    strictTuples: false,
    allowUnionTypes: true,
    ownProperties: true,
    validateFormats: false,
  });
  ajv.addVocabulary([
    "key",
    "cborTag",
    "cborView",
    "keptTag",
    "cborArray",
    "unit",
    "sensitive",
    "source",
    "since",
  ]);
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
  ajv.addKeyword({
    keyword: "minInteger",
    validate: (least: string, integer: unknown) => !isInteger(integer) || BigInt(integer) >= BigInt(least),
  });
  ajv.addKeyword({
    keyword: "maxInteger",
    validate: (most: string, integer: unknown) => !isInteger(integer) || BigInt(integer) <= BigInt(most),
  });
  // By Ajv's own division of binary floats, 19.99 is no multiple of 0.01.
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    validate: (step: number, value: number) => inDecimal(value, step) % inDecimal(step, value) === 0n,
  });
  const compiled = new Map<JsonSchema, (json: unknown) => boolean>();

  return (schema, json) => {
    let validate = compiled.get(schema);
    if (validate === undefined) {
      validate = ajv.compile(withProto({ ...schema, $defs }) as JsonSchema) as (json: unknown) => boolean;
      compiled.set(schema, validate);
    }
    return validate(json);
  };
}

/** Whether it is an integer in JSON, for which alone these bounds are: what else there may be, other keywords judge. */
const isInteger = (json: unknown): json is number | string =>
  typeof json === "string" ? /^-?\d+$/.test(json) : Number.isInteger(json);

const sizeOf = (base64: string) => Buffer.from(base64, "base64").length;

/** A number in the smallest decimal places of it and another, for which 400 are enough. */
function inDecimal(number: number, other: number): bigint {
  const [digits = "", exponent = "0"] = String(number).split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const places = [number, other].some((one) => Math.abs(one) < 1e-6 || !Number.isInteger(one)) ? 400 : 0;
  return BigInt(whole + fraction.padEnd(places + Number(exponent), "0"));
}

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
