/**
 * What generated code calls to write what no schema describes as JSON text, straight from a payload. Room has been made by
 * the caller: none of what is written here takes more than eight bytes for one.
 *
 * @module
 */
import { floatAt, MAJOR } from "../../cbor/head.ts";
import { putBase64, putJsonBigint, putJsonNumber, putJsonText } from "./json.ts";
import { bigInteger, type Cursor, count, heads, integer, stringLength } from "./read.ts";

/** So many keys of one map are told apart by a look at each; a map of more is left. */
const MOST_KEYS = 48;

/** Where the texts of keys begin, and how long each of them is, one after the other. */
export type Keys = number[];

/** A cursor that also knows whether all that was written is ASCII. */
export interface WritingCursor extends Cursor {
  isAscii: boolean;
}

/**
 * Notes the key at `at` among those of its map, if it is a text in one piece, is none of them, and is no name that JavaScript
 * might put in front of the others; answers whether it did.
 */
export function takesKey(payload: Uint8Array, at: number, keys: Keys): boolean {
  const length = stringLength(payload, at, MAJOR.text);
  const start = at + (heads[(payload[at] as number) & 31] as number);
  const first = payload[start] as number;
  if (length < 0 || start + length > payload.length || keys.length === 2 * MOST_KEYS) return false;
  if (length > 0 && first >= 0x30 && first <= 0x39) return false;
  for (let index = 0; index < keys.length; index += 2) {
    if (keys[index + 1] === length && isSame(payload, keys[index] as number, start, length)) return false;
  }
  keys.push(start, length);
  return true;
}

function isSame(payload: Uint8Array, one: number, other: number, length: number): boolean {
  for (let index = 0; index < length; index++) {
    if (payload[one + index] !== payload[other + index]) return false;
  }
  return true;
}

/** Writes the key that was noted last, with the colon behind it; the cursor moves behind the key. */
export function putKey(
  payload: Uint8Array,
  cursor: WritingCursor,
  keys: Keys,
  out: Uint8Array,
  at: number,
): number {
  const length = keys[keys.length - 1] as number;
  const start = keys[keys.length - 2] as number;
  cursor.at = start + length;
  const to = putText(payload, start, length, cursor, out, at);
  out[to] = 0x3a;
  return to + 1;
}

/**
 * Whatever stands at the cursor, which moves behind it.
 *
 * @returns the place behind it; 0 where that is not plain to see, or has a form of its own in JSON
 */
export function putJsonItem(
  payload: Uint8Array,
  cursor: WritingCursor,
  levels: number,
  out: Uint8Array,
  to: number,
): number {
  const { at } = cursor;
  const initial = payload[at] ?? 0xff;
  const info = initial & 31;
  if (initial < 0x40) {
    cursor.at += heads[info] as number;
    const value = integer(payload, at);
    return Number.isNaN(value) ? putWide(payload, at, out, to) : putJsonNumber(out, to, value);
  }
  if (initial < 0x80) return putString(payload, cursor, out, to);
  if (initial < 0xc0) return levels > 0 ? putContainer(payload, cursor, levels - 1, out, to) : 0;
  cursor.at += heads[info] as number;
  if (initial >= 0xf4 && initial <= 0xf6) return putSimple(initial, out, to);
  // A tag, an undefined and what is not finite have forms that are made of values.
  if (initial < 0xf9 || initial > 0xfb || cursor.at > payload.length) return 0;
  const value = floatAt(payload, at);
  return Number.isFinite(value) ? putJsonNumber(out, to, value) : 0;
}

/** An integer that is none that a number holds, if it is one. */
function putWide(payload: Uint8Array, at: number, out: Uint8Array, to: number): number {
  const value = bigInteger(payload, at);
  return value === undefined ? 0 : putJsonBigint(out, to, value);
}

/** False, true or null. */
function putSimple(initial: number, out: Uint8Array, at: number): number {
  const word = initial === 0xf4 ? "false" : initial === 0xf5 ? "true" : "null";
  for (let index = 0; index < word.length; index++) out[at + index] = word.charCodeAt(index);
  return at + word.length;
}

/** A text or a byte string in one piece. */
function putString(payload: Uint8Array, cursor: WritingCursor, out: Uint8Array, at: number): number {
  const initial = payload[cursor.at] as number;
  const length = stringLength(payload, cursor.at, initial >> 5);
  const start = cursor.at + (heads[initial & 31] as number);
  cursor.at = start + length;
  if (length < 0 || cursor.at > payload.length) return 0;
  if (initial >= 0x60) return putText(payload, start, length, cursor, out, at);
  out[at] = 0x22;
  const to = putBase64(payload, start, length, out, at + 1);
  out[to] = 0x22;
  return to + 1;
}

function putText(
  payload: Uint8Array,
  start: number,
  length: number,
  cursor: WritingCursor,
  out: Uint8Array,
  at: number,
): number {
  const to = putJsonText(payload, start, length, out, at);
  if (to > 0) return to;
  cursor.isAscii = false;
  return -to;
}

/** An array or a map; `levels` is how many there may be below it. */
function putContainer(
  payload: Uint8Array,
  cursor: WritingCursor,
  levels: number,
  out: Uint8Array,
  at: number,
): number {
  const initial = payload[cursor.at] as number;
  const isMap = initial >= 0xa0;
  const rounds = count(payload, cursor.at, initial >> 5);
  if (rounds === -2 || rounds > cursor.most) return 0;
  cursor.at += heads[initial & 31] as number;
  const keys: Keys = isMap && rounds !== 0 ? [] : NONE;
  let to = at;
  out[to++] = isMap ? 0x7b : 0x5b;
  for (let round = 0; rounds < 0 ? payload[cursor.at] !== 0xff : round !== rounds; round++) {
    cursor.items += isMap ? 2 : 1;
    if (cursor.items > cursor.most) return 0;
    if (round > 0) out[to++] = 0x2c;
    if (isMap) {
      if (!takesKey(payload, cursor.at, keys)) return 0;
      to = putKey(payload, cursor, keys, out, to);
    }
    to = putJsonItem(payload, cursor, levels, out, to);
    if (to === 0) return 0;
  }
  if (rounds < 0) cursor.at++;
  out[to] = isMap ? 0x7d : 0x5d;
  return to + 1;
}

const NONE: Keys = [];
