/**
 * What generated code calls.
 *
 * @module
 */
export { borrowBuffer } from "./buffer.ts";
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
export { putJsonItem, putKey, takesKey } from "./json-item.ts";
export * from "./reading.ts";
export * from "./writing.ts";
