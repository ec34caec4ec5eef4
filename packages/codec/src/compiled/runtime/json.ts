/**
 * What generated code calls to write JSON text, as UTF-8, straight from a payload. Room has been made by the caller.
 *
 * @module
 */
import { ALPHABET } from "../../cbor/base64.ts";
import { isSafe } from "../../cbor/integer.ts";
import { asciiText, mixedText } from "../../cbor/text.ts";
import { wipe } from "./buffer.ts";
import { putFraction } from "./fraction.ts";
import { putLongBase64, putPlainText } from "./long.ts";

const codes = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));

/** From so many bytes on, base64 is not written here. */
const LONG_BYTES = 128;
/** From so many bytes on, a text is looked through before it is written. */
const LONG_TEXT = 40;

/** Base64 of `size` bytes of the payload. */
export function putBase64(
  payload: Uint8Array,
  from: number,
  size: number,
  out: Uint8Array,
  at: number,
): number {
  if (size >= LONG_BYTES) {
    const behind = putLongBase64(payload, from, size, out, at);
    if (behind !== 0) return behind;
  }
  const whole = from + size - (size % 3);
  let to = at;
  let next = from;
  for (; next < whole; next += 3) {
    const group =
      ((payload[next] as number) << 16) |
      ((payload[next + 1] as number) << 8) |
      (payload[next + 2] as number);
    out[to] = codes[group >> 18] as number;
    out[to + 1] = codes[(group >> 12) & 63] as number;
    out[to + 2] = codes[(group >> 6) & 63] as number;
    out[to + 3] = codes[group & 63] as number;
    to += 4;
  }
  const left = size % 3;
  if (left === 0) return to;
  const group = ((payload[next] as number) << 16) | (left === 2 ? (payload[next + 1] as number) << 8 : 0);
  out[to] = codes[group >> 18] as number;
  out[to + 1] = codes[(group >> 12) & 63] as number;
  out[to + 2] = left === 2 ? (codes[(group >> 6) & 63] as number) : 0x3d;
  out[to + 3] = 0x3d;
  return to + 4;
}

/** A safe integer in decimal. */
export function putDecimal(out: Uint8Array, at: number, value: number): number {
  let rest = value;
  let to = at;
  if (rest < 0) {
    out[to++] = 0x2d;
    rest = -rest;
  }
  if (rest < 10) {
    out[to] = 0x30 + rest;
    return to + 1;
  }
  // Above 2^31 the division is one of floats, which rounds: the engine's own digits are right.
  if (rest > 0x7fff_ffff) return putJson(out, to, String(rest));
  let digits = 1;
  for (let bound = 10; bound <= rest; bound *= 10) digits++;
  for (let place = to + digits - 1; place >= to; place--) {
    const tenth = (rest / 10) | 0;
    out[place] = 0x30 + rest - tenth * 10;
    rest = tenth;
  }
  return to + digits;
}

/** A finite number as JSON.stringify writes it. */
export function putJsonNumber(out: Uint8Array, at: number, value: number): number {
  if (Number.isSafeInteger(value)) return putDecimal(out, at, value === 0 ? 0 : value);
  const next = putFraction(out, at, value);
  return next === 0 ? putJson(out, at, String(value)) : next;
}

/** Finite numbers as a JSON array. */
export function putNumbers(numbers: ArrayLike<number>, out: Uint8Array, at: number): number {
  let to = at;
  out[to++] = 0x5b;
  for (let index = 0; index < numbers.length; index++) {
    if (index > 0) out[to++] = 0x2c;
    to = putJsonNumber(out, to, numbers[index] as number);
  }
  out[to++] = 0x5d;
  return to;
}

/** A 64-bit integer: a number where that is exact, else decimal digits in quotes. */
export function putJsonBigint(out: Uint8Array, at: number, value: bigint): number {
  if (isSafe(value)) return putDecimal(out, at, Number(value));
  return putJson(out, at, `"${value}"`);
}

/**
 * Text as it is.
 *
 * @returns the place behind it; that place negated where it is not all ASCII
 */
export function putJson(out: Uint8Array, at: number, text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return -(at + encoder.encodeInto(text, out.subarray(at)).written);
    out[at + index] = code;
  }
  return at + text.length;
}

const encoder = new TextEncoder();

/** What stands behind a backslash for a byte: itself, a letter, or `u` where four digits follow. */
const ESCAPES = Uint8Array.from({ length: 128 }, (_, byte) => {
  const text = JSON.stringify(String.fromCharCode(byte));
  return text.length === 3 ? 0 : text.charCodeAt(2);
});
const DIGITS = "0123456789abcdef";

/**
 * A text with its quotes, escaped as JSON.stringify does. Whether it is UTF-8 is seen when all of it is read.
 *
 * @returns the place behind it; that place negated where the text is not all ASCII
 */
export function putJsonText(
  payload: Uint8Array,
  from: number,
  size: number,
  out: Uint8Array,
  at: number,
): number {
  if (size >= LONG_TEXT) {
    const behind = putPlainText(payload, from, size, out, at);
    if (behind !== 0) return behind;
  }
  let to = at;
  let all = 0;
  out[to++] = 0x22;
  let next = from;
  for (; next < from + size; next++) {
    const byte = payload[next] as number;
    if (byte < 0x20 || byte === 0x22 || byte === 0x5c) to = putEscape(out, to, byte);
    else out[to++] = byte;
    all |= byte;
  }
  out[to++] = 0x22;
  return all < 0x80 ? to : -to;
}

function putEscape(out: Uint8Array, at: number, byte: number): number {
  const letter = ESCAPES[byte] as number;
  out[at] = 0x5c;
  out[at + 1] = letter;
  if (letter !== 0x75) return at + 2;
  out[at + 2] = out[at + 3] = 0x30;
  out[at + 4] = DIGITS.charCodeAt(byte >> 4);
  out[at + 5] = DIGITS.charCodeAt(byte & 15);
  return at + 6;
}

/** The text that has been written to a buffer, which is wiped; undefined where it is no UTF-8. */
export function textOf(buffer: Uint8Array, length: number, isAscii: boolean): string | undefined {
  const text = isAscii ? asciiText(buffer, length) : mixedText(buffer, length);
  wipe(buffer, length);
  return text;
}
