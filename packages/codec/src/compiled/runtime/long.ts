/**
 * JSON text of what is long: looked through once, and put by what the platform has for it.
 *
 * @module
 */
import { base64Slice, latin1Write } from "../../cbor/native.ts";

const ESCAPED = 1;
const BEYOND = 2;
/** What a byte of a text asks for: to be escaped, or nothing but that the text is not all ASCII. */
const asks = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 0x7f) return BEYOND;
  return byte < 0x20 || byte === 0x22 || byte === 0x5c ? ESCAPED : 0;
});

/** All that the bytes of a text ask for. */
function asked(payload: Uint8Array, from: number, end: number): number {
  let all = 0;
  let at = from;
  for (; at + 8 <= end; at += 8) {
    all |=
      (asks[payload[at] as number] as number) |
      (asks[payload[at + 1] as number] as number) |
      (asks[payload[at + 2] as number] as number) |
      (asks[payload[at + 3] as number] as number) |
      (asks[payload[at + 4] as number] as number) |
      (asks[payload[at + 5] as number] as number) |
      (asks[payload[at + 6] as number] as number) |
      (asks[payload[at + 7] as number] as number);
  }
  for (; at < end; at++) all |= asks[payload[at] as number] as number;
  return all;
}

/**
 * A text with its quotes where nothing in it is to be escaped. Whether it is UTF-8 is not asked.
 *
 * @returns the place behind it; that place negated where the text is not all ASCII; 0 where something is to be escaped
 */
export function putPlainText(
  payload: Uint8Array,
  from: number,
  size: number,
  out: Uint8Array,
  at: number,
): number {
  const all = asked(payload, from, from + size);
  if ((all & ESCAPED) !== 0) return 0;
  out[at] = 0x22;
  out.set(new Uint8Array(payload.buffer, payload.byteOffset + from, size), at + 1);
  out[at + size + 1] = 0x22;
  const to = at + size + 2;
  return all === 0 ? to : -to;
}

/**
 * Base64 as the platform writes it.
 *
 * @returns the place behind it; 0 where the platform has no such thing
 */
export function putLongBase64(
  payload: Uint8Array,
  from: number,
  size: number,
  out: Uint8Array,
  at: number,
): number {
  if (base64Slice === undefined || latin1Write === undefined) return 0;
  const text = base64Slice.call(payload, from, from + size);
  return at + latin1Write.call(out, text, at, text.length);
}
