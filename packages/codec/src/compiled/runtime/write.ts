/**
 * What generated code calls to write payloads. Room has been made by the caller; each answers with the place behind
 * what it wrote, or −1 where the value is not plainly what was asked for.
 *
 * @module
 */
import { behindPlain, glanceAt, RULE } from "../../cbor/plain.ts";
import {
  grow,
  putBigHead,
  putBigint,
  putFloat,
  putHead,
  putNan,
  putNumber,
  putText,
} from "../../cbor/put.ts";
import { isPlainObject, isThere } from "../../json/kinds.ts";
import { membersIn, tableOf } from "../../json/members.ts";
import { isFloat, isSimple, isTag } from "../../json/undeclared.ts";
import { Float, Simple, Tag } from "../../undeclared.ts";
import { noteList } from "./lists.ts";

/** Whether a value is a byte string without further questions. */
function isOwnBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && (value.length > 0 || isThere(value));
}

/** Whether a value is an object as literals and JSON.parse make them. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Where {@link putAny} writes to, and what it counts: a value may hold the same part many times. */
export interface AnyWriter {
  out: Uint8Array;
  items: number;
  /** How many items there may be. */
  readonly most: number;
  /** Where the payload ends at the latest. */
  readonly end: number;
  /** Whether there are keys that a list says: they may repeat. */
  isListed?: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** A value that no schema describes, or −1: it is then not plainly one, or beyond a limit. */
export function putAny(writer: AnyWriter, at: number, value: unknown, levels: number): number {
  const next = put(writer, at, value, levels);
  return next < 0 || !writer.isListed || areKeysApart(writer.out, at) ? next : -1;
}

/** Whether the keys of each map in an item that has been written are others. */
function areKeysApart(out: Uint8Array, at: number): boolean {
  return behindPlain(glanceAt(out), at, RULE.kept) >= 0;
}

/** The same of an object with a list of parts, none of whose keys may be one that is declared, be that there or not. */
export function arePartsApart(
  out: Uint8Array,
  at: number,
  parts: readonly unknown[],
  declared: ReadonlySet<unknown>,
): boolean {
  for (let index = 0; index < parts.length; index += 2) {
    const key = parts[index];
    if (declared.has(typeof key === "bigint" ? Number(key) : key)) return false;
  }
  return areKeysApart(out, at);
}

function put(writer: AnyWriter, at: number, value: unknown, levels: number): number {
  if (writer.out.length < at + 9) writer.out = grow(writer.out, at + 9);
  const { out } = writer;
  if (value === null || typeof value === "boolean") {
    out[at] = value === null ? 0xf6 : value ? 0xf5 : 0xf4;
    return at + 1;
  }
  if (typeof value === "number") return putNumber(out, at, value);
  if (typeof value === "bigint") {
    return value >= -(2n ** 64n) && value < 2n ** 64n ? putBigint(out, at, value) : -1;
  }
  if (typeof value === "string") {
    if (value.length > writer.end - at) return -1;
    const needed = at + 9 + value.length * 3;
    if (out.length < needed) writer.out = grow(out, needed);
    return putText(writer.out, at, value);
  }
  if (isOwnBytes(value)) {
    if (value.length > writer.end - at) return -1;
    if (out.length < at + 9 + value.length) writer.out = grow(out, at + 9 + value.length);
    const start = putHead(writer.out, at, 2, value.length);
    writer.out.set(value, start);
    return start + value.length;
  }
  if (levels === 0) return putScalarClass(out, at, value);
  if (Array.isArray(value)) return putItems(writer, at, value, levels - 1);
  if (isPlainObject(value)) return putMembers(writer, at, value, levels - 1);
  return value instanceof Tag ? putTag(writer, at, value, levels - 1) : putScalarClass(out, at, value);
}

/** What has a class of its own and holds no others, or −1. */
function putScalarClass(out: Uint8Array, at: number, value: unknown): number {
  if (value instanceof Simple && isSimple(value)) return putHead(out, at, 7, value.value);
  if (!(value instanceof Float) || !isFloat(value)) return -1;
  return value.nan === undefined ? putFloat(out, at, Number(value)) : putNan(out, at, value.nan);
}

function putTag(writer: AnyWriter, at: number, value: Tag, levels: number): number {
  if (!isTag(value)) return -1;
  const { tag, content } = value;
  const next = typeof tag === "number" ? putHead(writer.out, at, 6, tag) : putBigHead(writer.out, at, 6, tag);
  writer.items++;
  return put(writer, next, content, levels);
}

function putItems(writer: AnyWriter, at: number, values: readonly unknown[], levels: number): number {
  let next = putHead(writer.out, at, 4, values.length);
  writer.items += values.length;
  if (writer.items > writer.most) return -1;
  for (let index = 0; index < values.length && next >= 0; index++)
    next = put(writer, next, values[index], levels);
  return next;
}

function putMembers(writer: AnyWriter, at: number, value: Record<string, unknown>, levels: number): number {
  const table = tableOf(value);
  if (table !== undefined) return putPairs(writer, at, membersIn(value, NONE, table), levels);
  const names = Object.keys(value);
  let next = putHead(writer.out, at, 5, names.length);
  writer.items += names.length * 2;
  if (writer.items > writer.most) return -1;
  for (const name of names) {
    if (next >= 0) next = put(writer, next, name, 0);
    if (next >= 0) next = put(writer, next, value[name], levels);
  }
  return next;
}

/** A map of these keys and values, by turns. */
function putPairs(writer: AnyWriter, at: number, pairs: readonly unknown[], levels: number): number {
  writer.isListed = true;
  writer.items += pairs.length;
  return putParts(writer, putHead(writer.out, at, 5, pairs.length / 2), pairs, levels);
}

/** Keys and values that a list says, by turns, which the caller counts; they may repeat. */
export function putParts(writer: AnyWriter, at: number, parts: readonly unknown[], levels: number): number {
  noteList();
  let next = writer.items > writer.most ? -1 : at;
  for (let index = 0; index < parts.length && next >= 0; index++)
    next = put(writer, next, parts[index], levels);
  return next;
}
