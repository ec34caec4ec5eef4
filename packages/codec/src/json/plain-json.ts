import { toBase64 } from "../cbor/base64.ts";
import { isSafe } from "../cbor/integer.ts";
import type { Json } from "../plan/json-schema.ts";
import { Float, Simple, Tag, type UndeclaredMember, undeclared } from "../undeclared.ts";
import { setMember } from "./kinds.ts";

/**
 * The JSON text of a value that has just been decoded; `undefined` where it holds more than JSON has words for.
 *
 * @param isOpen - whether the plan leaves something undescribed
 */
export function plainText(value: unknown, isOpen: boolean): string | undefined {
  const json = plainJson(value, isOpen, true);
  return json === undefined ? undefined : JSON.stringify(json);
}

/**
 * The JSON form of a value that has just been decoded: it fits its plan and has its members in order, so that each
 * part's own type says what becomes of it. What is the same in JSON is not copied: it keeps its shape, which is half of
 * what `JSON.stringify` takes.
 *
 * @param isOpen - whether the plan leaves something undescribed
 * @param isKept - whether what is not copied may keep its list of undeclared members, which JSON text leaves out
 * @returns `undefined` where that holds more than JSON has words for
 */
export function plainJson(value: unknown, isOpen: boolean, isKept = false): Json | undefined {
  if (typeof value === "bigint") return isSafe(value) ? Number(value) : value.toString();
  if (typeof value !== "object" || value === null) {
    if (isOpen && typeof value === "number" && !Number.isFinite(value)) return String(value);
    return value === 0 ? 0 : (value as Json);
  }
  if (Array.isArray(value)) return items(value, isOpen, isKept);
  if (value instanceof Uint8Array) return toBase64(value);
  if (isOpen && Object.getPrototypeOf(value) !== Object.prototype) return ofClass(value, isKept);
  if (isOpen && undeclared in value) return listed(value as Listed, isKept);
  return members(value as Record<string, unknown>, isOpen, isKept);
}

/** What JSON has no form of its own for. */
function ofClass(value: object, isKept: boolean): Json | undefined {
  if (value instanceof Tag) {
    const { tag, content } = value;
    const plain = plainJson(content, true, isKept);
    return plain === undefined ? undefined : { tag: typeof tag === "number" ? tag : `${tag}`, value: plain };
  }
  if (value instanceof Simple) return value.value === 23 ? null : { simple: value.value };
  return value instanceof Float ? plainJson(Number(value), true) : undefined;
}

interface Listed extends Record<string, unknown> {
  readonly [undeclared]: readonly UndeclaredMember[];
}

/** Members whose keys are no texts, or came in another order. */
function listed(value: Listed, isKept: boolean): Json | undefined {
  // One without a name has no place in JSON.
  for (const { name } of value[undeclared]) if (name === undefined) return undefined;
  if (isKept) return members(value, true, isKept);
  const json: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const plain = plainJson(value[name], true);
    if (plain === undefined) return undefined;
    setMember(json, name, plain);
  }
  return json as Json;
}

function items(array: readonly unknown[], isOpen: boolean, isKept: boolean): Json | undefined {
  let json: unknown[] | undefined;
  for (let index = 0; index < array.length; index++) {
    const plain = plainJson(array[index], isOpen, isKept);
    if (Object.is(plain, array[index])) continue;
    if (plain === undefined) return undefined;
    json ??= [...array];
    json[index] = plain;
  }
  return (json ?? array) as Json;
}

function members(object: Record<string, unknown>, isOpen: boolean, isKept: boolean): Json | undefined {
  let json: Record<string, unknown> | undefined;
  for (const name of Object.keys(object)) {
    const member = object[name];
    const plain = plainJson(member, isOpen, isKept);
    if (Object.is(plain, member)) continue;
    if (plain === undefined) return undefined;
    json ??= { ...object };
    // A member named __proto__ is the copy's own by now, so that this sets it like any other.
    json[name] = plain;
  }
  return (json ?? object) as Json;
}
