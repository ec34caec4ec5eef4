/**
 * Bytes to strings. A decoder costs a hundred nanoseconds however little it decodes, so what is short goes without one,
 * and where there is a Buffer (in Node) what is long goes through it.
 *
 * @module
 */
import { latin1Slice, type Slice, ucs2Slice, utf8Slice } from "./native.ts";
import { isUtf8 } from "./utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const character = String.fromCharCode;
const REPLACEMENT = "\ufffd";

/**
 * Stands for a text that is no UTF-8 wherever one is compared: a lone surrogate, which no key and no literal holds, so
 * that what it is a part of equals none of them.
 */
export const UNREADABLE = "\ud800";

/** The text of at most 16 bytes, or undefined where they are no UTF-8. */
function shortText(p: Uint8Array, at: number, length: number): string | undefined {
  let all = 0;
  for (let next = at; next < at + length; next++) all |= p[next] as number;
  if (all > 0x7f) return shortUtf8(p, at, length);
  if (length < 8) return upToSeven(p, at, length);
  // In one call, so that the text is of one piece: a pattern would have to join the pieces first. Ids are of this length.
  if (length === 16) return sixteen(p, at);
  const first = eight(p, at);
  return length === 8 ? first : first + upToSeven(p, at + 8, length - 8);
}

/** Bytes of ASCII, or UTF-16 code units. */
type Units = Uint8Array | Uint16Array;

function eight(p: Units, at: number): string {
  return character(
    p[at] as number,
    p[at + 1] as number,
    p[at + 2] as number,
    p[at + 3] as number,
    p[at + 4] as number,
    p[at + 5] as number,
    p[at + 6] as number,
    p[at + 7] as number,
  );
}

function sixteen(p: Units, at: number): string {
  return character(
    p[at] as number,
    p[at + 1] as number,
    p[at + 2] as number,
    p[at + 3] as number,
    p[at + 4] as number,
    p[at + 5] as number,
    p[at + 6] as number,
    p[at + 7] as number,
    p[at + 8] as number,
    p[at + 9] as number,
    p[at + 10] as number,
    p[at + 11] as number,
    p[at + 12] as number,
    p[at + 13] as number,
    p[at + 14] as number,
    p[at + 15] as number,
  );
}

function upToSeven(p: Units, at: number, length: number): string {
  const a = p[at] as number;
  const b = p[at + 1] as number;
  const c = p[at + 2] as number;
  const d = p[at + 3] as number;
  const e = p[at + 4] as number;
  const f = p[at + 5] as number;
  switch (length) {
    case 0:
      return "";
    case 1:
      return character(a);
    case 2:
      return character(a, b);
    case 3:
      return character(a, b, c);
    case 4:
      return character(a, b, c, d);
    case 5:
      return character(a, b, c, d, e);
    case 6:
      return character(a, b, c, d, e, f);
    default:
      return character(a, b, c, d, e, f, p[at + 6] as number);
  }
}

/** Up to so many bytes are decoded here, unless they are ASCII: to call a decoder takes longer. */
const MOST_SHORT = 96;
/** The same of a text in a Latin script, of which a decoder makes a character of each byte but for a few. */
const MOST_LATIN = 32;
/** So many bytes are decoded faster here than by the decoder of some engines, where the text can be made of units. */
const MOST_UNITS = 1024;
const units = new Uint16Array(MOST_UNITS);
const unitBytes = new Uint8Array(units.buffer);

/** Decodes bytes into {@link units}, and answers how many units they are; −1 where they are no UTF-8. */
function unitsOf(payload: Uint8Array, at: number, length: number): number {
  const end = at + length;
  let next = at;
  let count = 0;
  while (next < end) {
    const lead = payload[next++] as number;
    if (lead < 0x80) {
      units[count++] = lead;
      continue;
    }
    // A byte behind the end is looked at, if there is one: it is seen below that there was one too many.
    const second = (payload[next++] as number) ^ 0x80;
    if (lead < 0xc2 || second > 0x3f) return -1;
    if (lead < 0xe0) {
      units[count++] = ((lead & 0x1f) << 6) | second;
      continue;
    }
    const third = (payload[next++] as number) ^ 0x80;
    const point = ((lead & 0xf) << 12) | (second << 6) | third;
    if (third > 0x3f) return -1;
    if (lead < 0xf0) {
      // Longer than need be, or a surrogate.
      if (point < 0x800 || point >> 11 === 0x1b) return -1;
      units[count++] = point;
    } else {
      const fourth = (payload[next++] as number) ^ 0x80;
      const high = (point << 6) | fourth;
      if (fourth > 0x3f || high < 0x1_0000 || high > 0x10_ffff) return -1;
      units[count++] = 0xd7c0 + (high >> 10);
      units[count++] = 0xdc00 | (high & 0x3ff);
    }
  }
  return next === end ? count : -1;
}

/** The text of a few bytes, or undefined where they are no UTF-8. */
function shortUtf8(payload: Uint8Array, at: number, length: number): string | undefined {
  const count = unitsOf(payload, at, length);
  if (count < 0) return undefined;
  let text = "";
  let from = 0;
  for (; count - from > 15; from += 16) text += sixteen(units, from);
  if (count - from > 7) {
    text += eight(units, from);
    from += 8;
  }
  return text + upToSeven(units, from, count - from);
}

/** The text of bytes, or undefined where they are no UTF-8. */
export function textFrom(payload: Uint8Array, at: number, length: number): string | undefined {
  if (length <= 16) return shortText(payload, at, length);
  if (length > MOST_SHORT) return decoded(payload, at, length);
  if (latin1Slice !== undefined && isAscii(payload, at, at + length))
    return latin1Slice.call(payload, at, at + length);
  return isMostlyAscii(payload, at, length) ? decoded(payload, at, length) : shortUtf8(payload, at, length);
}

/** Whether a text is likely to be mostly ASCII, and so long that a decoder is quicker: it begins in no other script. */
function isMostlyAscii(payload: Uint8Array, at: number, length: number): boolean {
  return utf8Slice !== undefined && length > MOST_LATIN && (payload[at] as number) < 0xc4;
}

/** The text of bytes that are not all ASCII, and nowhere else; undefined where they are no UTF-8. */
export function mixedText(bytes: Uint8Array, length: number): string | undefined {
  if (ucs2Slice === undefined || length > MOST_UNITS) return decoded(bytes, 0, length);
  const count = unitsOf(bytes, 0, length);
  const text = count < 0 ? undefined : ucs2Slice.call(unitBytes, 0, count * 2);
  units.fill(0, 0, count);
  return text;
}

/** The text of bytes that are known to be ASCII. */
export function asciiText(bytes: Uint8Array, length: number): string {
  return latin1Slice === undefined
    ? (decoded(bytes, 0, length) as string)
    : latin1Slice.call(bytes, 0, length);
}

function isAscii(payload: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let at = start; at < end; at++) all |= payload[at] as number;
  return all <= 0x7f;
}

/** A text cut from a payload keeps all of that payload's text in memory: a payload beyond this is not worth it. */
const MOST_CUT = 1 << 11;

/** All of a payload with a character for each byte, to cut texts from. */
export function latin1Of(payload: Uint8Array): string {
  return (latin1Slice as Slice).call(payload, 0, payload.length);
}

/** Whether a text had better be cut from what {@link latin1Of} gives: that is quicker where a payload has many texts. */
export function isCut(payload: Uint8Array, at: number, length: number): boolean {
  return (
    latin1Slice !== undefined &&
    length > 2 &&
    length <= MOST_SHORT &&
    payload.length <= MOST_CUT &&
    isAscii(payload, at, at + length)
  );
}

/** An error of the decoder's would take longer than all else: bad UTF-8 is told by what the decoder puts in its place. */
function decoded(payload: Uint8Array, at: number, length: number): string | undefined {
  const end = at + length;
  const text = utf8Slice
    ? utf8Slice.call(payload, at, end)
    : decoder.decode(new Uint8Array(payload.buffer, payload.byteOffset + at, length));
  return text.includes(REPLACEMENT) && !isUtf8(payload, at, end) ? undefined : text;
}
