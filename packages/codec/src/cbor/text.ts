/**
 * Bytes to strings. A decoder costs a hundred nanoseconds however little it decodes, so what is short goes without one,
 * and where there is a Buffer (in Node) what is long goes through it.
 *
 * @module
 */
import { isUtf8 } from "./utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const character = String.fromCharCode;
const REPLACEMENT = "\ufffd";

type Slice = (this: Uint8Array, start: number, end: number) => string;
interface Slices {
  readonly latin1Slice?: Slice;
  readonly utf8Slice?: Slice;
}
const { latin1Slice, utf8Slice } =
  (globalThis as { Buffer?: { prototype?: Slices } }).Buffer?.prototype ?? ({} as Slices);

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

function sixteen(p: Uint8Array, at: number): string {
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

/** Up to so many bytes that are not all ASCII are decoded here: to call a decoder takes longer. */
const MOST_SHORT = 18;
const units = new Uint16Array(MOST_SHORT);

/** The text of a few bytes, or undefined where they are no UTF-8. */
function shortUtf8(payload: Uint8Array, at: number, length: number): string | undefined {
  const end = at + length;
  let next = at;
  let count = 0;
  while (next < end) {
    const lead = payload[next++] as number;
    if (lead < 0x80) {
      units[count++] = lead;
      continue;
    }
    const tail = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead < 0xc2 || next + tail > end) return undefined;
    let point = lead & (0x3f >> tail);
    for (const last = next + tail; next < last; next++) {
      const byte = (payload[next] as number) ^ 0x80;
      if (byte > 0x3f) return undefined;
      point = (point << 6) | byte;
    }
    if (tail < 3) {
      // Longer than need be, or a surrogate.
      if (tail === 2 && (point < 0x800 || point >> 11 === 0x1b)) return undefined;
      units[count++] = point;
    } else {
      if (lead > 0xf4 || point < 0x1_0000 || point > 0x10_ffff) return undefined;
      units[count++] = 0xd7c0 + (point >> 10);
      units[count++] = 0xdc00 | (point & 0x3ff);
    }
  }
  let text = "";
  let from = 0;
  for (; count - from > 7; from += 8) text += eight(units, from);
  return text + upToSeven(units, from, count - from);
}

/** The text of bytes, or undefined where they are no UTF-8. */
export function textFrom(payload: Uint8Array, at: number, length: number): string | undefined {
  return length <= 16 ? shortText(payload, at, length) : longText(payload, at, length);
}

/** The text of many bytes, or undefined where they are no UTF-8. */
export function longText(payload: Uint8Array, at: number, length: number): string | undefined {
  if (latin1Slice !== undefined && isAscii(payload, at, at + length))
    return latin1Slice.call(payload, at, at + length);
  return otherText(payload, at, length);
}

/** The text of bytes that are not all ASCII, or undefined where they are no UTF-8. */
function otherText(payload: Uint8Array, at: number, length: number): string | undefined {
  return length <= MOST_SHORT ? shortUtf8(payload, at, length) : decoded(payload, at, length);
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

/** All of a payload with a character for each byte, to cut texts from; empty where that is not to be had. */
export function latin1Of(payload: Uint8Array): string {
  return latin1Slice === undefined || payload.length > MOST_CUT
    ? ""
    : latin1Slice.call(payload, 0, payload.length);
}

/** As {@link textFrom}, cut from what {@link latin1Of} gave: quicker where a payload has many texts. */
export function textCut(payload: Uint8Array, at: number, length: number, latin1: string): string | undefined {
  if (latin1 === "" || length < 3) return textFrom(payload, at, length);
  return isAscii(payload, at, at + length)
    ? latin1.substring(at, at + length)
    : otherText(payload, at, length);
}

/** An error of the decoder's would take longer than all else: bad UTF-8 is told by what the decoder puts in its place. */
function decoded(payload: Uint8Array, at: number, length: number): string | undefined {
  const end = at + length;
  const text = utf8Slice
    ? utf8Slice.call(payload, at, end)
    : decoder.decode(new Uint8Array(payload.buffer, payload.byteOffset + at, length));
  return text.includes(REPLACEMENT) && !isUtf8(payload, at, end) ? undefined : text;
}
