/**
 * Bytes to strings. A decoder costs a hundred nanoseconds however little it decodes, so short ASCII goes without one,
 * and where there is a Buffer (in Node) long ASCII goes through it.
 *
 * @module
 */
import { isUtf8 } from "./utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const character = String.fromCharCode;
const REPLACEMENT = "\ufffd";

interface Latin1 {
  latin1Slice?(this: Uint8Array, start: number, end: number): string;
}
const latin1Slice = (globalThis as { Buffer?: { prototype?: Latin1 } }).Buffer?.prototype?.latin1Slice;

/**
 * Stands for a text that is no UTF-8 wherever one is compared: a lone surrogate, which no key and no literal holds, so
 * that what it is a part of equals none of them.
 */
export const UNREADABLE = "\ud800";

/** The text of at most 16 bytes, or undefined where they are no UTF-8. */
function shortText(p: Uint8Array, at: number, length: number): string | undefined {
  let all = 0;
  for (let next = at; next < at + length; next++) all |= p[next] as number;
  if (all > 0x7f) return decoded(p, at, length);
  if (length < 8) return upToSeven(p, at, length);
  // In one call, so that the text is of one piece: a pattern would have to join the pieces first. Ids are of this length.
  if (length === 16) return sixteen(p, at);
  const first = character(
    p[at] as number,
    p[at + 1] as number,
    p[at + 2] as number,
    p[at + 3] as number,
    p[at + 4] as number,
    p[at + 5] as number,
    p[at + 6] as number,
    p[at + 7] as number,
  );
  return length === 8 ? first : first + upToSeven(p, at + 8, length - 8);
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

function upToSeven(p: Uint8Array, at: number, length: number): string {
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

/** The text of bytes, or undefined where they are no UTF-8. */
export function textFrom(payload: Uint8Array, at: number, length: number): string | undefined {
  return length <= 16 ? shortText(payload, at, length) : longText(payload, at, length);
}

/** The text of many bytes, or undefined where they are no UTF-8. */
export function longText(payload: Uint8Array, at: number, length: number): string | undefined {
  return latin1Slice !== undefined && isAscii(payload, at, at + length)
    ? latin1Slice.call(payload, at, at + length)
    : decoded(payload, at, length);
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
  return latin1 !== "" && length > 2 && isAscii(payload, at, at + length)
    ? latin1.substring(at, at + length)
    : textFrom(payload, at, length);
}

/** An error of the decoder's would take longer than all else: bad UTF-8 is told by what the decoder puts in its place. */
function decoded(payload: Uint8Array, at: number, length: number): string | undefined {
  const text = decoder.decode(new Uint8Array(payload.buffer, payload.byteOffset + at, length));
  return text.includes(REPLACEMENT) && !isUtf8(payload, at, at + length) ? undefined : text;
}
