/**
 * What generated code calls to read payloads. Each of these answers with a value that no item has (NaN, −1, undefined)
 * where the item is not plainly what was asked for; the interpreted engine then finds out why, if it is wrong at all.
 *
 * @module
 */
import { argumentAt, bigArgument, floatAt, headLength, uint32At } from "../../cbor/head.ts";
import { skip } from "../../cbor/skip.ts";
import { textFrom } from "../../cbor/text.ts";
import { setMember } from "../../json/kinds.ts";
import { addTable, floatFrom, tagFrom } from "../../json/undeclared.ts";
import { Simple, Tag, type UndeclaredMember, undeclared } from "../../undeclared.ts";
import { nameFrom } from "./names.ts";

/** Length of a head, by additional information; nothing has a head of 0 bytes. */
export const heads: Uint8Array = Uint8Array.from({ length: 32 }, (_, info) => headLength(info));

/** The bigints of one-byte integers. */
export const smallBigints: readonly bigint[] = Array.from({ length: 24 }, (_, value) => BigInt(value));

/** A table of bytes in which those of some ASCII characters are 1. */
export function charactersOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** A safe integer of major type 0 or 1, or NaN. */
export function integer(payload: Uint8Array, at: number): number {
  const initial = payload[at] as number;
  if (initial < 0x1c) return initial < 0x1b ? argumentAt(payload, at) : safe(payload, at);
  if (initial >= 0x20 && initial < 0x3c) {
    return initial < 0x3b ? -1 - argumentAt(payload, at) : -1 - safe(payload, at, 1);
  }
  return Number.NaN;
}

/** An argument of 8 bytes that, with `more` added, is safe. */
function safe(payload: Uint8Array, at: number, more = 0): number {
  const argument = argumentAt(payload, at);
  return argument + more <= Number.MAX_SAFE_INTEGER ? argument : Number.NaN;
}

/** A safe integer or a finite float, or NaN. */
export function number(payload: Uint8Array, at: number): number {
  const initial = payload[at] as number;
  if (initial < 0x40) return integer(payload, at);
  if (!(initial >= 0xf9 && initial <= 0xfb) || at + (heads[initial & 31] as number) > payload.length)
    return Number.NaN;
  const value = floatAt(payload, at);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Any integer of major type 0 or 1, or undefined. */
export function bigInteger(payload: Uint8Array, at: number): bigint | undefined {
  const initial = payload[at] as number;
  if (at + (heads[initial & 31] as number) > payload.length) return undefined;
  if (initial < 0x1c) return bigArgument(payload, at);
  return initial >= 0x20 && initial < 0x3c ? -1n - bigArgument(payload, at) : undefined;
}

/** The same as a number where that is safe: it is made in a fraction of the time. */
function anyInteger(payload: Uint8Array, at: number): number | bigint | undefined {
  const value = integer(payload, at);
  return Number.isNaN(value) ? bigInteger(payload, at) : value;
}

/** A length beyond this is beyond any payload. Generated code counts in 32 bits, which is what V8 does fastest. */
const MOST = 0x7fff_ffff;

function atMost(argument: number, otherwise: number): number {
  return argument <= MOST ? argument : otherwise;
}

/** The length in the head of a definite string of this major type, or −1. */
export function stringLength(payload: Uint8Array, at: number, major: number): number {
  const initial = payload[at] as number;
  return initial >> 5 === major && (initial & 31) < 28 ? atMost(argumentAt(payload, at), -1) : -1;
}

/** How many rounds an array or a map has; −1 for an indefinite one, −2 for anything else. */
export function count(payload: Uint8Array, at: number, major: number): number {
  const initial = payload[at] as number;
  if (initial >> 5 !== major) return -2;
  const info = initial & 31;
  if (info === 31) return -1;
  return info < 28 ? atMost(argumentAt(payload, at), -2) : -2;
}

/** Up to so many bytes are copied in less time one by one than it takes to ask for it. */
const SHORT = 32;

/** A short byte string in memory of its own: cheaper than a copy of the whole payload. */
export function smallBytes(payload: Uint8Array, at: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) bytes[index] = payload[at + index] as number;
  return bytes;
}

/** A copy of the payload; every long byte string of a value is a view of it. */
export function copyOf(payload: Uint8Array): ArrayBuffer {
  return new Uint8Array(payload).buffer as ArrayBuffer;
}

/** Offset behind the head of an integer, or behind a definite string. */
function behindHead(payload: Uint8Array, at: number): number {
  const initial = payload[at] as number;
  const inside = at + (heads[initial & 31] as number);
  return initial < 0x40 ? inside : inside + argumentAt(payload, at);
}

/** Whether a key is an integer or a text in one piece. */
function isPlainKey(payload: Uint8Array, at: number): boolean {
  const initial = payload[at] as number;
  return (initial & 31) < 28 && (initial < 0x40 || (initial >= 0x60 && initial < 0x80));
}

/**
 * The head of an integer or a text as the shortest would be: its initial byte and, times 256, how many bytes of the head
 * are too many. So far behind `at`, all but the first byte is as in the shortest.
 */
export function shortest(payload: Uint8Array, at: number): number {
  const initial = payload[at] ?? 0xff;
  let info = initial & 31;
  if (info < 24 || info > 27 || initial > 0x7f) return initial;
  let next = at + 1;
  if (info === 27 && uint32At(payload, next) === 0) {
    next += 4;
    info = 26;
  }
  if (info === 26 && payload[next] === 0 && payload[next + 1] === 0) {
    next += 2;
    info = 25;
  }
  if (info === 25 && payload[next] === 0) {
    next++;
    info = 24;
  }
  if (info === 24 && (payload[next] as number) < 24) info = payload[next++] as number;
  return ((next - at - 1) << 8) | (initial & 0xe0) | info;
}

/** Whether all but the first byte of a key stand behind `at`. */
export function isRest(payload: Uint8Array, at: number, key: Uint8Array): boolean {
  for (let index = 1; index < key.length; index++) if (payload[at + index] !== key[index]) return false;
  return true;
}

/** Whether the integer or the text at `at` is the one that is written as `key`, in whatever head. */
function isKey(payload: Uint8Array, at: number, key: Uint8Array): boolean {
  const head = shortest(payload, at);
  return (head & 0xff) === key[0] && isRest(payload, at + (head >> 8), key);
}

/** Which of the keys the integer or the text at `at` is, in whatever head; −1 for none. The likeliest is tried first. */
export function findKey(payload: Uint8Array, at: number, keys: readonly Uint8Array[], first: number): number {
  const head = shortest(payload, at);
  const initial = head & 0xff;
  const start = at + (head >> 8);
  const likeliest = keys[first];
  if (likeliest && likeliest[0] === initial && isRest(payload, start, likeliest)) return first;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as Uint8Array;
    if (key[0] === initial && isRest(payload, start, key)) return index;
  }
  return -1;
}

/**
 * Where the value stands of the member whose key is written as `key`, in the map at `at`; −1 where the map has none,
 * −2 where that cannot be told at a glance.
 */
export function memberAt(payload: Uint8Array, at: number, key: Uint8Array): number {
  const rounds = count(payload, at, 5);
  if (rounds === -2) return -2;
  let next = at + (heads[(payload[at] as number) & 31] as number);
  for (let round = 0; round !== rounds; round++) {
    if (rounds < 0 && payload[next] === 0xff) return -1;
    if (!isPlainKey(payload, next)) return -2;
    if (isKey(payload, next, key)) return behindHead(payload, next);
    next = skip(payload, next);
    if (next >= 0) next = skip(payload, next);
    if (next < 0) return -2;
  }
  return -1;
}

/** Where an item stands in the array at `at`; −1 where the array is shorter, −2 where that cannot be told at a glance. */
export function itemAt(payload: Uint8Array, at: number, wanted: number): number {
  const rounds = count(payload, at, 4);
  if (rounds === -2) return -2;
  let next = at + (heads[(payload[at] as number) & 31] as number);
  for (let round = 0; round !== rounds; round++) {
    if (rounds < 0 && payload[next] === 0xff) return -1;
    if (round === wanted) return next;
    next = skip(payload, next);
    if (next < 0) return -2;
  }
  return -1;
}

/** How many items there are up to a break; −1 where there is none. */
export function countItems(payload: Uint8Array, at: number): number {
  let next = at;
  let count = 0;
  for (; next >= 0; count++) {
    if (payload[next] === 0xff) return count;
    next = skip(payload, next);
  }
  return -1;
}

/** Where reading of unknown members stands. */
export interface Cursor {
  at: number;
  /** Items read beyond those that the caller counts. */
  items: number;
  /** How many items there may be: what has more is left before it has been built. */
  readonly most: number;
}

/** The name of the plain key at the cursor, which moves behind it; undefined for any other. */
export function keyName(payload: Uint8Array, cursor: Cursor): string | undefined {
  const key = plainKey(payload, cursor);
  return typeof key === "string" ? key : key?.toString();
}

/** The plain key at the cursor, which moves behind it; undefined for any other. */
export function plainKey(payload: Uint8Array, cursor: Cursor): string | number | bigint | undefined {
  if (!isPlainKey(payload, cursor.at)) return undefined;
  const initial = payload[cursor.at] as number;
  const head = heads[initial & 31] as number;
  if (initial < 0x40) {
    const value = anyInteger(payload, cursor.at);
    cursor.at += head;
    return value;
  }
  const length = argumentAt(payload, cursor.at);
  const start = cursor.at + head;
  cursor.at = start + length;
  return cursor.at <= payload.length ? nameFrom(payload, start, length) : undefined;
}

/** Whatever stands at the cursor, or undefined where that is not plain to see. */
export function any(payload: Uint8Array, cursor: Cursor, levels: number): unknown {
  const { at } = cursor;
  const initial = payload[at] as number;
  const head = heads[initial & 31] as number;
  if (initial < 0x40) {
    cursor.at += head;
    return anyInteger(payload, at);
  }
  if (initial < 0x80) return string(payload, cursor, initial, head);
  if (initial < 0xc0) return levels > 0 ? container(payload, cursor, initial >> 5, levels - 1) : undefined;
  if (initial === 0xf4 || initial === 0xf5 || initial === 0xf6) {
    cursor.at++;
    return initial === 0xf6 ? null : initial === 0xf5;
  }
  cursor.at += head;
  if (head === 0 || (initial & 31) > 27 || cursor.at > payload.length) return undefined;
  if (initial >= 0xf9) return floatFrom(payload, at);
  if (initial >= 0xe0) return simple(argumentAt(payload, at), head);
  if (levels === 0 || ++cursor.items > cursor.most) return undefined;
  const content = any(payload, cursor, levels - 1);
  return content === undefined ? undefined : new Tag(tagFrom(payload, at), content);
}

/** A simple value in a head of so many bytes: one below 32 has but one. */
function simple(value: number, head: number): Simple | undefined {
  return head === 1 || value > 31 ? new Simple(value) : undefined;
}

function string(payload: Uint8Array, cursor: Cursor, initial: number, head: number): unknown {
  const length = stringLength(payload, cursor.at, initial >> 5);
  const start = cursor.at + head;
  cursor.at = start + length;
  if (length < 0 || cursor.at > payload.length) return undefined;
  return initial < 0x60
    ? length > SHORT
      ? new Uint8Array(payload.subarray(start, cursor.at))
      : smallBytes(payload, start, length)
    : textFrom(payload, start, length);
}

function container(payload: Uint8Array, cursor: Cursor, major: number, levels: number): unknown {
  const rounds = count(payload, cursor.at, major);
  if (rounds === -2 || rounds > cursor.most) return undefined;
  cursor.at += heads[(payload[cursor.at] as number) & 31] as number;
  return major === 5 ? map(payload, cursor, rounds, levels) : array(payload, cursor, rounds, levels);
}

/** Whether the array or the map at the cursor is over after so many rounds; the break is passed by the caller. */
function isOver(payload: Uint8Array, cursor: Cursor, rounds: number, round: number): boolean {
  return rounds < 0 ? payload[cursor.at] === 0xff : round === rounds;
}

function array(payload: Uint8Array, cursor: Cursor, rounds: number, levels: number): unknown {
  const items: unknown[] = [];
  while (!isOver(payload, cursor, rounds, items.length)) {
    if (++cursor.items > cursor.most) return undefined;
    const value = any(payload, cursor, levels);
    if (value === undefined) return undefined;
    items.push(value);
  }
  if (rounds < 0) cursor.at++;
  return items;
}

function map(payload: Uint8Array, cursor: Cursor, rounds: number, levels: number): unknown {
  const members: Record<string, unknown> & { [undeclared]?: UndeclaredMember[] } = {};
  let table: UndeclaredMember[] | undefined;
  let areTexts = true;
  for (let round = 0; !isOver(payload, cursor, rounds, round); round++) {
    cursor.items += 2;
    if (cursor.items > cursor.most) return undefined;
    const key = plainKey(payload, cursor);
    const name = typeof key === "string" ? key : `${key}`;
    if (key === undefined || Object.hasOwn(members, name)) return undefined;
    const value = any(payload, cursor, levels);
    if (value === undefined) return undefined;
    if (!table && !isPlainName(key)) table = Object.keys(members).map((own) => ({ key: own, name: own }));
    areTexts &&= typeof key === "string";
    table?.push({ key, name });
    setMember(members, name, value);
  }
  if (rounds < 0) cursor.at++;
  if (table && areTexts) addTable(members, table, NONE);
  else if (table) members[undeclared] = table.slice();
  return members;
}

/** Whether a key is a name that an object keeps in its place. */
export function isPlainName(key: unknown): boolean {
  return typeof key === "string" && !(key.charCodeAt(0) >= 0x30 && key.charCodeAt(0) <= 0x39);
}

const NONE: ReadonlySet<string> = new Set();

/** How many characters a text has: each has one byte that begins it. */
export function charactersAt(payload: Uint8Array, from: number, size: number): number {
  let count = 0;
  for (let at = from; at < from + size; at++) if (((payload[at] as number) & 0xc0) !== 0x80) count++;
  return count;
}
