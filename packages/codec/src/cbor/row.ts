/**
 * Rows and nests of small items, which are passed many at a time: payloads that are made to cost much are of little else,
 * or of one byte over and over.
 *
 * @module
 */
import { forms, NEST, PLAIN, SHORT, spans } from "./initial.ts";

/** So many alike make it worth to look at words. */
const MANY = 32;

/** Offset behind the bytes from `at` on that are all like the one there; at most `most`. */
function behindSame(payload: Uint8Array, at: number, most: number): number {
  const byte = payload[at] as number;
  const few = Math.min(at + MANY, most);
  let next = at + 1;
  while (next < few && payload[next] === byte) next++;
  if (next < few) return next;

  while ((payload.byteOffset + next) % 4 !== 0 && next < most && payload[next] === byte) next++;
  if ((payload.byteOffset + next) % 4 === 0 && next + 4 <= most) {
    const words = new Uint32Array(payload.buffer, payload.byteOffset + next, (most - next) >> 2);
    const word = byte * 0x01010101;
    let index = 0;
    while (index < words.length && words[index] === word) index++;
    next += index * 4;
  }
  while (next < most && payload[next] === byte) next++;
  return next;
}

/**
 * Offset behind the row of bytes that a table has a 1 for, from `at` on.
 *
 * @param most - where the row ends at the latest
 */
export function behindRow(payload: Uint8Array, at: number, most: number, table: Uint8Array): number {
  let next = at;
  if (next < most && table[payload[next] as number] === 1) next = behindSame(payload, next, most);
  while (next + 8 <= most && hasEight(payload, next, table)) next += 8;
  while (next < most && table[payload[next] as number] === 1) next++;
  return next;
}

function hasEight(payload: Uint8Array, at: number, table: Uint8Array): boolean {
  const all =
    (table[payload[at] as number] as number) &
    (table[payload[at + 1] as number] as number) &
    (table[payload[at + 2] as number] as number) &
    (table[payload[at + 3] as number] as number) &
    (table[payload[at + 4] as number] as number) &
    (table[payload[at + 5] as number] as number) &
    (table[payload[at + 6] as number] as number) &
    (table[payload[at + 7] as number] as number);
  return all === 1;
}

/** Offset behind the heads at `at` that each have the next one as their last item: arrays, tags, maps with a short key. */
export function behindNest(payload: Uint8Array, at: number): number {
  const last = payload.length - 1;
  let next = at;
  while (next <= last) {
    const initial = payload[next] as number;
    if (forms[initial] === NEST) next = behindSame(payload, next, payload.length);
    else if (initial === 0xa1 && next < last && forms[payload[next + 1] as number] === SHORT) next += 2;
    else break;
  }
  return next;
}

/** Offset behind so many small items; −1 where they are not all small, or not all there. */
export function behindLeaves(payload: Uint8Array, at: number, count: number): number {
  let next = at;
  for (let passed = 0; passed < count; passed++) {
    if (next >= payload.length) return -1;
    const initial = payload[next] as number;
    if ((forms[initial] as number) > PLAIN) return -1;
    next += spans[initial] as number;
  }
  return next <= payload.length ? next : -1;
}
