/**
 * Writing items to where there is room for them, which the caller has made. Each of these answers with the place behind
 * what it wrote.
 *
 * @module
 */
import { utf8Write } from "./native.ts";

/** A larger buffer with what the smaller one holds. */
export function grow(out: Uint8Array, needed: number): Uint8Array {
  const larger = new Uint8Array(Math.max(needed, out.length * 2));
  larger.set(out);
  return larger;
}

/** Bytes that are always the same. */
export function putBytes(out: Uint8Array, at: number, bytes: Uint8Array): number {
  for (let index = 0; index < bytes.length; index++) out[at + index] = bytes[index] as number;
  return at + bytes.length;
}

/** A head with the shortest argument. */
export function putHead(out: Uint8Array, at: number, major: number, argument: number): number {
  const initial = major << 5;
  if (argument < 24) {
    out[at] = initial | argument;
    return at + 1;
  }
  if (argument < 0x100) {
    out[at] = initial | 24;
    out[at + 1] = argument;
    return at + 2;
  }
  if (argument < 0x1_0000) {
    out[at] = initial | 25;
    out[at + 1] = argument >> 8;
    out[at + 2] = argument;
    return at + 3;
  }
  if (argument < 0x1_0000_0000) {
    out[at] = initial | 26;
    return put32(out, at + 1, argument);
  }
  out[at] = initial | 27;
  put32(out, at + 1, Math.floor(argument / 0x1_0000_0000));
  return put32(out, at + 5, argument % 0x1_0000_0000);
}

function put32(out: Uint8Array, at: number, value: number): number {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
  return at + 4;
}

/** A safe integer. */
export function putInteger(out: Uint8Array, at: number, value: number): number {
  return value >= 0 ? putHead(out, at, 0, value) : putHead(out, at, 1, -1 - value);
}

/** An integer within 64 bits. */
export function putBigint(out: Uint8Array, at: number, value: bigint): number {
  return value < 0n ? putBigHead(out, at, 1, -1n - value) : putBigHead(out, at, 0, value);
}

/** A head with the shortest argument of 64 bits at most. */
export function putBigHead(out: Uint8Array, at: number, major: number, argument: bigint): number {
  if (argument < 0x1_0000_0000n) return putHead(out, at, major, Number(argument));
  out[at] = (major << 5) | 27;
  put32(out, at + 1, Number(argument >> 32n));
  return put32(out, at + 5, Number(argument & 0xffff_ffffn));
}

const bits = new DataView(new ArrayBuffer(8));

/** A number: a safe integer as one, any other as the shortest float that keeps it. */
export function putNumber(out: Uint8Array, at: number, value: number): number {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return putInteger(out, at, value);
  return putFloat(out, at, value);
}

/** A number as the shortest float that keeps it. */
export function putFloat(out: Uint8Array, at: number, value: number): number {
  if (Math.fround(value) !== value) {
    return Number.isNaN(value) ? putHalf(out, at, 0x7e00) : putDouble(out, at, value);
  }
  bits.setFloat32(0, value);
  const single = bits.getInt32(0);
  const exponent = ((single >>> 23) & 0xff) - 127;
  const mantissa = single & 0x7f_ffff;
  const sign = (single >>> 16) & 0x8000;
  if (value === 0) return putHalf(out, at, sign);
  if (exponent > 127) return putHalf(out, at, sign | 0x7c00);
  if (exponent >= -14 && exponent <= 15 && (mantissa & 0x1fff) === 0) {
    return putHalf(out, at, sign | ((exponent + 15) << 10) | (mantissa >> 13));
  }
  const steps = Math.abs(value) * 2 ** 24;
  if (exponent < -14 && Number.isInteger(steps)) return putHalf(out, at, sign | steps);
  out[at] = 0xfa;
  return put32(out, at + 1, single);
}

/**
 * A number in the fewest bytes that keep it, an integer at a tie: beyond −2^32 and 2^32 − 1, integers take nine
 * bytes.
 */
export function putShortest(out: Uint8Array, at: number, value: number): number {
  if (Math.fround(value) !== value) return putExact(out, at, value);
  // No float of 16 bits is so large, but for the infinities.
  return (Math.abs(value + 0.5) > 2 ** 32 ? putFloat : putNumber)(out, at, value);
}

/** A number that 32 bits do not hold, or NaN. */
function putExact(out: Uint8Array, at: number, value: number): number {
  if (Number.isSafeInteger(value)) return putInteger(out, at, value);
  return Number.isNaN(value) ? putHalf(out, at, 0x7e00) : putDouble(out, at, value);
}

function putHalf(out: Uint8Array, at: number, half: number): number {
  out[at] = 0xf9;
  out[at + 1] = half >> 8;
  out[at + 2] = half;
  return at + 3;
}

/**
 * A NaN of this signed significand in the shortest width that keeps it. That of a number of 1 to 2 has an exponent of ones
 * but for the first bit.
 */
export function putNan(out: Uint8Array, at: number, significand: number): number {
  const next = putFloat(out, at, significand);
  out[at + 1] = (out[at + 1] as number) | 0x40;
  return next;
}

/** A 32-bit float. */
export function putSingle(out: Uint8Array, at: number, value: number): number {
  bits.setFloat32(0, value);
  out[at] = 0xfa;
  return put32(out, at + 1, bits.getInt32(0));
}

/** A 64-bit float. */
export function putDouble(out: Uint8Array, at: number, value: number): number {
  bits.setFloat64(0, value);
  out[at] = 0xfb;
  put32(out, at + 1, bits.getInt32(0));
  return put32(out, at + 5, bits.getInt32(4));
}

const encoder = new TextEncoder();

/** A text with its head, or −1 where it has a lone surrogate. Room for three bytes a unit and the head is there. */
export function putText(out: Uint8Array, at: number, value: string): number {
  const { length } = value;
  if (length > MOST_SHORT) return putLongText(out, at, value);
  let next = at + 1;
  if (length < 24) out[at] = 0x60 | length;
  else {
    out[at] = 0x78;
    out[next++] = length;
  }
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit > 0x7f) return putShortText(out, at, value);
    out[next++] = unit;
  }
  return next;
}

/** Up to so many code units are encoded here, which take less than 256 bytes: to call an encoder takes longer. */
const MOST_SHORT = 48;

function putShortText(out: Uint8Array, at: number, value: string): number {
  const { length } = value;
  // Nearly always the head is as long as the units let it seem.
  const start = at + (length < 24 ? 1 : 2);
  let next = start;
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    if (unit < 0x80) out[next++] = unit;
    else if (unit < 0x800) {
      out[next++] = 0xc0 | (unit >> 6);
      out[next++] = 0x80 | (unit & 63);
    } else if (unit >> 11 !== 0x1b) {
      out[next++] = 0xe0 | (unit >> 12);
      out[next++] = 0x80 | ((unit >> 6) & 63);
      out[next++] = 0x80 | (unit & 63);
    } else {
      const point = value.codePointAt(index++) as number;
      if (point < 0x1_0000) return -1;
      out[next++] = 0xf0 | (point >> 18);
      out[next++] = 0x80 | ((point >> 12) & 63);
      out[next++] = 0x80 | ((point >> 6) & 63);
      out[next++] = 0x80 | (point & 63);
    }
  }
  const size = next - start;
  if (length < 24 && size > 23) out.copyWithin(start + 1, start, next);
  return putHead(out, at, 3, size) + size;
}

function putLongText(out: Uint8Array, at: number, value: string): number {
  if (!value.isWellFormed()) return -1;
  // The head's width is that of the byte count, which is known once the text is written: nearly always it is as the units let
  // it seem.
  const guess = at + widthOf(value.length);
  const written = encodeAt(out, guess, value);
  const start = at + widthOf(written);
  if (start !== guess) out.copyWithin(start, guess, guess + written);
  return putHead(out, at, 3, written) + written;
}

/** How many bytes the shortest head of a length has. */
function widthOf(length: number): number {
  if (length < 0x100) return length < 24 ? 1 : 2;
  return length < 0x1_0000 ? 3 : 5;
}

/** Encodes a text, and answers how many bytes that are. */
function encodeAt(out: Uint8Array, at: number, value: string): number {
  if (utf8Write === undefined) return encoder.encodeInto(value, out.subarray(at)).written;
  return utf8Write.call(out, value, at, out.length - at);
}
