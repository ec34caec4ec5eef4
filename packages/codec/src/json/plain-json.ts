import { toBase64 } from "../cbor/base64.ts";
import { isSafe } from "../cbor/integer.ts";
import type { Json } from "../plan/json-schema.ts";

/**
 * The JSON form of a value that has just been decoded: it fits its plan and has its members in order, so that each
 * part's own type says what becomes of it. What is the same in JSON is not copied: it keeps its shape, which is half of
 * what `JSON.stringify` takes.
 */
export function plainJson(value: unknown): Json {
  if (typeof value === "bigint") return isSafe(value) ? Number(value) : value.toString();
  if (typeof value !== "object" || value === null) return value === 0 ? 0 : (value as Json);
  if (Array.isArray(value)) return items(value);
  return value instanceof Uint8Array ? toBase64(value) : members(value as Record<string, unknown>);
}

function items(array: readonly unknown[]): Json {
  let json: unknown[] | undefined;
  for (let index = 0; index < array.length; index++) {
    const plain = plainJson(array[index]);
    if (Object.is(plain, array[index])) continue;
    json ??= [...array];
    json[index] = plain;
  }
  return (json ?? array) as Json;
}

function members(object: Record<string, unknown>): Json {
  let json: Record<string, unknown> | undefined;
  for (const name of Object.keys(object)) {
    const member = object[name];
    const plain = plainJson(member);
    if (Object.is(plain, member)) continue;
    json ??= { ...object };
    // A member named __proto__ is the copy's own by now, so that this sets it like any other.
    json[name] = plain;
  }
  return (json ?? object) as Json;
}
