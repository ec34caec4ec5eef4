import { toBase64 } from "../cbor/base64.ts";
import { isSafe } from "../cbor/integer.ts";
import type { Json } from "../plan/json-schema.ts";
import { Float, Simple, Tag, type UndeclaredMember, undeclared } from "../undeclared.ts";
import { setMember } from "./kinds.ts";

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
    if (isOpen && typeof value === "number" && !Number.isFinite(value)) return String(value);
    return value === 0 ? 0 : (value as Json);
  }
  if (Array.isArray(value)) return items(value, isOpen);
  if (value instanceof Uint8Array) return toBase64(value);
  if (isOpen && (undeclared in value || Object.getPrototypeOf(value) !== Object.prototype)) return odd(value);
  return members(value as Record<string, unknown>, isOpen);
}

/** What JSON has no form of its own for, and members whose keys are no texts, or in another order. */
function odd(value: object): Json | undefined {
  if (value instanceof Tag) {
    const { tag, content } = value;
    const plain = plainJson(content, true);
    return plain === undefined ? undefined : { tag: typeof tag === "number" ? tag : `${tag}`, value: plain };
  }
  if (value instanceof Simple) return value.value === 23 ? null : { simple: value.value };
  if (value instanceof Float) return plainJson(Number(value), true);
  const table = (value as { [undeclared]?: readonly UndeclaredMember[] })[undeclared];
  // One without a name has no place in JSON.
  if (!table?.every(({ name }) => name !== undefined)) return undefined;
  const json: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const plain = plainJson(member, true);
    if (plain === undefined) return undefined;
    setMember(json, name, plain);
  }
  return json as Json;
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
