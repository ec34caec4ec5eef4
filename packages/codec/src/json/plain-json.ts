import { toBase64 } from "../cbor/base64.ts";
import { isSafe } from "../cbor/integer.ts";
import type { Json } from "../plan/json-schema.ts";
import { undeclared } from "../undeclared.ts";

/**
 * The JSON form of a value that has just been decoded: it fits its plan and has its members in order, so that each
 * part's own type says what becomes of it. What is the same in JSON is not copied: it keeps its shape, which is half of
 * what `JSON.stringify` takes.
 *
 * @param isOpen - whether the plan leaves something undescribed
 * @returns `undefined` where that holds more than JSON has words for
 */
export function plainJson(value: unknown, isOpen: boolean): Json | undefined {
  if (typeof value === "bigint") return isSafe(value) ? Number(value) : value.toString();
  if (typeof value !== "object" || value === null) {
    if (isOpen && typeof value === "number" && !Number.isFinite(value)) return undefined;
    return value === 0 ? 0 : (value as Json);
  }
  if (Array.isArray(value)) return items(value, isOpen);
  if (value instanceof Uint8Array) return toBase64(value);
  if (isOpen && (undeclared in value || Object.getPrototypeOf(value) !== Object.prototype)) return undefined;
  return members(value as Record<string, unknown>, isOpen);
}

function items(array: readonly unknown[], isOpen: boolean): Json | undefined {
  let json: unknown[] | undefined;
  for (let index = 0; index < array.length; index++) {
    const plain = plainJson(array[index], isOpen);
    if (Object.is(plain, array[index])) continue;
    if (plain === undefined) return undefined;
    json ??= [...array];
    json[index] = plain;
  }
  return (json ?? array) as Json;
}

function members(object: Record<string, unknown>, isOpen: boolean): Json | undefined {
  let json: Record<string, unknown> | undefined;
  for (const name of Object.keys(object)) {
    const member = object[name];
    const plain = plainJson(member, isOpen);
    if (Object.is(plain, member)) continue;
    if (plain === undefined) return undefined;
    json ??= { ...object };
    // A member named __proto__ is the copy's own by now, so that this sets it like any other.
    json[name] = plain;
  }
  return (json ?? object) as Json;
}
