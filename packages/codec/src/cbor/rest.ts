/**
 * What is still to come in an open item. A positive number counts the items of a definite array, map (two each) or
 * tag; the others are indefinite. Kept in a plain array and not on the call stack: the nesting of a hostile payload
 * is only known once it has been read.
 *
 * @module
 */
import { argumentAt, infoOf, MAJOR, majorOf } from "./head.ts";

export const ARRAY = -1;
const MAP_KEY = -2;
export const MAP_VALUE = -3;
export const BYTES_CHUNK = -4;
const TEXT_CHUNK = -5;

/** A count that no payload holds stands for any that is larger: as a small integer, for that is what V8 counts fast in. */
const MOST = 0x3fff_ffff;

/** What comes inside of a definite item. */
export function countInside(payload: Uint8Array, offset: number, initial: number): number {
  if (initial >= 0xc0) return 1;
  const info = infoOf(initial);
  const count = info < 24 ? info : Math.min(argumentAt(payload, offset), MOST) | 0;
  return initial >= 0xa0 ? count * 2 : count;
}

/** What is to come behind so many more: in an indefinite map a value behind a key, and a key behind a value. */
export function behind(rest: number, passed = 1): number {
  if (rest > 0) return rest - passed;
  if (rest >= ARRAY || rest <= BYTES_CHUNK || passed % 2 === 0) return rest;
  return rest === MAP_KEY ? MAP_VALUE : MAP_KEY;
}

/** What comes inside of an indefinite item. */
export function indefinite(initial: number): number {
  const major = majorOf(initial);
  if (major === MAJOR.array) return ARRAY;
  if (major === MAJOR.map) return MAP_KEY;
  return major === MAJOR.bytes ? BYTES_CHUNK : TEXT_CHUNK;
}
