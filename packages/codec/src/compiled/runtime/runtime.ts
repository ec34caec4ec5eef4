/**
 * What generated code calls.
 *
 * @module
 */
export {
  putBase64,
  putDecimal,
  putJson,
  putJsonBigint,
  putJsonNumber,
  putJsonText,
  putNumbers,
  textOf,
} from "./json.ts";
export * from "./values.ts";
