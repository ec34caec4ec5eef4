/**
 * Standard base64 with padding, the JSON form of a byte string.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4648.html#section-4 | RFC 4648 §4}
 * @module
 */
import { base64Slice } from "./native.ts";

/** The 64 characters, by their value. */
export const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = "=";

const NO_SYMBOL = 64;
/** Six bits for each character of the alphabet, by its code. */
const valueOfCode = /* @__PURE__ */ valuesOf(ALPHABET);

function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(NO_SYMBOL);
  for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;
  return values;
}

/** From so many bytes on, Node's own way is the quicker one. */
const LONG = 24;

/** Writes bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  if (bytes.length >= LONG && base64Slice !== undefined) return base64Slice.call(bytes, 0, bytes.length);
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const present = Math.min(3, bytes.length - at);
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += ALPHABET[group >> 18];
    text += ALPHABET[(group >> 12) & 63];
    text += present > 1 ? ALPHABET[(group >> 6) & 63] : PAD;
    text += present > 2 ? ALPHABET[group & 63] : PAD;
  }
  return text;
}

/**
 * Reads base64, or answers `undefined` for anything that {@link toBase64} would not have written: another alphabet,
 * white space, missing padding, bits left over. So each byte string has one text, and text survives a round trip.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith(PAD) ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const symbols = text.length - padding;
  let bits = 0;
  let held = 0;
  let written = 0;
  for (let at = 0; at < symbols; at++) {
    const value = valueOfCode[text.charCodeAt(at)] ?? NO_SYMBOL;
    if (value === NO_SYMBOL) return undefined;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[written++] = bits >> held;
      bits &= (1 << held) - 1;
    }
  }
  return bits === 0 ? bytes : undefined;
}
