/**
 * Reading from a payload that {@link scan} has passed: heads are complete and lengths fit.
 *
 * @module
 */
import { argumentAt, BREAK, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import { textFrom, UNREADABLE } from "./text.ts";

/** Offset just behind the head of the item at `offset`. */
function afterHead(payload: Uint8Array, offset: number): number {
  return offset + headLength(infoOf(payload[offset] as number));
}

/** Offset just behind the whole item at `offset`. */
export function afterItem(payload: Uint8Array, offset: number): number {
  const major = majorOf(payload[offset] as number);
  if (major === MAJOR.bytes || major === MAJOR.text) return afterString(payload, offset);
  if (major < MAJOR.array || major === MAJOR.simple) return afterHead(payload, offset);
  const content = contentsOf(payload, offset);
  let at = content.first;
  while (content.more(at)) at = afterItem(payload, at);
  return content.end(at);
}

function afterString(payload: Uint8Array, offset: number): number {
  if (infoOf(payload[offset] as number) !== INDEFINITE) {
    return afterHead(payload, offset) + argumentAt(payload, offset);
  }
  let at = offset + 1;
  while (payload[at] !== BREAK) at = afterHead(payload, at) + argumentAt(payload, at);
  return at + 1;
}

/** How to step through the items in an array, a map or a tag, definite or not. */
export interface Contents {
  /** Offset of the first item inside. */
  readonly first: number;
  /** Whether another item begins at `offset`; call it once for each item (for a map: once for each key). */
  more(offset: number): boolean;
  /** Offset behind the whole, given the offset behind the last item inside. */
  end(offset: number): number;
}

/**
 * The contents of the array, map or tag at `offset`.
 *
 * @param perRound - how many items the caller reads for each call of `more`: 2 for key and value of a map
 */
export function contentsOf(payload: Uint8Array, offset: number, perRound: 1 | 2 = 1): Contents {
  const initial = payload[offset] as number;
  const first = afterHead(payload, offset);
  if (infoOf(initial) === INDEFINITE) {
    return { first, more: (at) => payload[at] !== BREAK, end: (at) => at + 1 };
  }
  const major = majorOf(initial);
  const count = major === MAJOR.tag ? 1 : argumentAt(payload, offset);
  let rounds = major === MAJOR.map && perRound === 1 ? count * 2 : count;
  return { first, more: () => rounds-- > 0, end: (at) => at };
}

/** Where the bytes of a string lie: one stretch, or one for each chunk. */
export function stretchesOf(payload: Uint8Array, offset: number): [start: number, end: number][] {
  const initial = payload[offset] as number;
  if (infoOf(initial) !== INDEFINITE) {
    const start = afterHead(payload, offset);
    return [[start, start + argumentAt(payload, offset)]];
  }
  const stretches: [number, number][] = [];
  let at = offset + 1;
  while (payload[at] !== BREAK) {
    const start = afterHead(payload, at);
    at = start + argumentAt(payload, at);
    stretches.push([start, at]);
  }
  return stretches;
}

/** The bytes of a byte or text string, its chunks joined, in memory of their own. */
export function stringBytes(payload: Uint8Array, offset: number): Uint8Array {
  const stretches = stretchesOf(payload, offset);
  const length = stretches.reduce((sum, [start, end]) => sum + end - start, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const [start, end] of stretches) {
    bytes.set(payload.subarray(start, end), at);
    at += end - start;
  }
  return bytes;
}

/** The text of a text string; {@link UNREADABLE} for each chunk of it that is no UTF-8. */
export function textAt(payload: Uint8Array, offset: number): string {
  return stretchesOf(payload, offset)
    .map(([start, end]) => textFrom(payload, start, end - start) ?? UNREADABLE)
    .join("");
}

/** Whether these bytes stand at `at`. */
export function isAt(payload: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) if (payload[at + index] !== bytes[index]) return false;
  return true;
}
