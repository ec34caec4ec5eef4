import { toBase64 } from "../item/base64.ts";
import { isSafe } from "../item/integer.ts";
import type { Json } from "../schema/json-schema.ts";
import { setMember } from "./kinds.ts";

/**
 * The JSON form of a value that has just been decoded: it fits its plan and has its members in order, so that each
 * part's own type says what becomes of it.
 */
export function plainJson(value: unknown): Json {
  if (typeof value === "bigint") return isSafe(value) ? Number(value) : value.toString();
  if (typeof value !== "object" || value === null) return value === 0 ? 0 : (value as Json);
  if (Array.isArray(value)) return value.map(plainJson);
  if (value instanceof Uint8Array) return toBase64(value);
  const json: Record<string, Json> = {};
  for (const name of Object.keys(value)) {
    setMember(json, name, plainJson((value as Record<string, unknown>)[name]));
  }
  return json;
}
