/**
 * Heads of data items: the initial byte and the argument behind it. All engines read heads with these functions.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3 | RFC 8949 §3}
 * @module
 */
import { fromHalf } from "./float.ts";

/** The eight major types, RFC 8949 §3.1. */
export const MAJOR = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  simple: 7,
} as const;

/** Additional information of an indefinite-length item, and of the break that ends one. */
export const INDEFINITE = 31;

/** The "break" stop code, RFC 8949 §3.2.1. */
export const BREAK = 0xff;

/** Initial bytes of the simple values that have a meaning in JSON, and of undefined. */
export const SIMPLE = { false: 0xf4, true: 0xf5, null: 0xf6, undefined: 0xf7 } as const;

/** Initial bytes of the three float widths. */
export const FLOAT = { half: 0xf9, single: 0xfa, double: 0xfb } as const;

/** Major type from an initial byte. */
export function majorOf(initial: number): number {
  return initial >> 5;
}

/** Additional information from an initial byte. */
export function infoOf(initial: number): number {
  return initial & 31;
}

/** Bytes of the whole head for an additional information of 0 to 31; 0 for the reserved 28, 29 and 30. */
export function headLength(info: number): number {
  if (info < 24 || info === INDEFINITE) return 1;
  if (info === 24) return 2;
  if (info === 25) return 3;
  if (info === 26) return 5;
  return info === 27 ? 9 : 0;
}

/**
 * The argument as a number. Above 2^53 it is rounded, which still tells a length beyond any payload;
 * use {@link bigArgument} for the integers themselves.
 */
export function argumentAt(payload: Uint8Array, offset: number): number {
  const info = (payload[offset] as number) & 31;
  if (info < 24) return info;
  if (info === 24) return payload[offset + 1] as number;
  if (info === 25) return uint16At(payload, offset + 1);
  if (info === 26) return uint32At(payload, offset + 1);
  return uint32At(payload, offset + 1) * 0x1_0000_0000 + uint32At(payload, offset + 5);
}

/** The argument, exact. */
export function bigArgument(payload: Uint8Array, offset: number): bigint {
  if (((payload[offset] as number) & 31) !== 27) return BigInt(argumentAt(payload, offset));
  return (BigInt(uint32At(payload, offset + 1)) << 32n) | BigInt(uint32At(payload, offset + 5));
}

/** The integer (major type 0 or 1) at an offset, exact. */
export function integerAt(payload: Uint8Array, offset: number): bigint {
  const argument = bigArgument(payload, offset);
  return majorOf(payload[offset] as number) === MAJOR.unsigned ? argument : -1n - argument;
}

const bits = new DataView(new ArrayBuffer(8));

/** The float (initial byte `f9`, `fa` or `fb`) at an offset. */
export function floatAt(payload: Uint8Array, offset: number): number {
  const initial = payload[offset];
  if (initial === FLOAT.half) return fromHalf(uint16At(payload, offset + 1));
  if (initial === FLOAT.double) return float64At(payload, offset + 1);
  bits.setUint32(0, uint32At(payload, offset + 1));
  return bits.getFloat32(0);
}

/** Eight bytes as a float. */
export function float64At(payload: Uint8Array, offset: number): number {
  bits.setUint32(0, uint32At(payload, offset));
  bits.setUint32(4, uint32At(payload, offset + 4));
  return bits.getFloat64(0);
}

/** The significand of the NaN at an offset, signed, as `Float` has it. */
export function nanAt(payload: Uint8Array, offset: number): number {
  // A copy: what `slice` gives of a Buffer is the caller's own memory.
  const float = new Uint8Array(payload.subarray(offset, offset + 9));
  float[1] = (float[1] as number) ^ 0x40;
  return floatAt(float, 0);
}

function uint16At(payload: Uint8Array, offset: number): number {
  return ((payload[offset] as number) << 8) | (payload[offset + 1] as number);
}

/** Four bytes as an unsigned integer. */
export function uint32At(payload: Uint8Array, offset: number): number {
  return ((uint16At(payload, offset) << 16) | uint16At(payload, offset + 2)) >>> 0;
}
