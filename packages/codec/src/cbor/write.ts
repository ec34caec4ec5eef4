import { shortNan, toHalf } from "./float.ts";
import { FLOAT, MAJOR, type SIMPLE } from "./head.ts";

/** Writes data items one behind the other in preferred serialization (RFC 8949 §4.1), definite lengths. */
export interface Writer {
  /** A head: major type and argument in the fewest bytes. */
  head(major: number, argument: number | bigint): void;
  /** An integer within −2^64 to 2^64−1. */
  integer(value: number | bigint): void;
  /** The shortest of the three float widths that keeps the value. */
  float(value: number): void;
  /** A float of exactly 32 or 64 bits. */
  wideFloat(value: number, width: 32 | 64): void;
  /** A NaN of these 64 bits, in the shortest width that keeps them. */
  nan(bits: bigint): void;
  text(value: string): void;
  bytes(value: Uint8Array): void;
  simple(initial: (typeof SIMPLE)[keyof typeof SIMPLE]): void;
  /** Bytes that are data items already. */
  raw(bytes: Uint8Array): void;
  /** The bytes so far, in memory of their own. */
  finish(): Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();

/** Starts an empty payload. */
export function createWriter(): Writer {
  let buffer = new Uint8Array(256);
  let view = new DataView(buffer.buffer);
  let length = 0;

  /** Makes room for `more` bytes and answers where they go. */
  function take(more: number): number {
    const at = length;
    length += more;
    if (length > buffer.length) {
      const grown = new Uint8Array(Math.max(length, buffer.length * 2));
      grown.set(buffer);
      buffer = grown;
      view = new DataView(buffer.buffer);
    }
    return at;
  }

  /** Writes one byte. Room is made first: making it may replace the buffer. */
  function byte(value: number): void {
    const at = take(1);
    buffer[at] = value;
  }

  function head(major: number, argument: number | bigint): void {
    const initial = major << 5;
    if (argument < 24) byte(initial | Number(argument));
    else if (argument <= 0xff) {
      byte(initial | 24);
      byte(Number(argument));
    } else if (argument <= 0xffff) {
      byte(initial | 25);
      const at = take(2);
      view.setUint16(at, Number(argument));
    } else if (argument <= 0xffff_ffff) {
      byte(initial | 26);
      const at = take(4);
      view.setUint32(at, Number(argument));
    } else {
      byte(initial | 27);
      const at = take(8);
      view.setBigUint64(at, BigInt(argument));
    }
  }

  function raw(bytes: Uint8Array): void {
    const at = take(bytes.length);
    buffer.set(bytes, at);
  }

  function wideFloat(value: number, width: 32 | 64): void {
    byte(width === 32 ? FLOAT.single : FLOAT.double);
    const at = take(width / 8);
    if (width === 32) view.setFloat32(at, value);
    else view.setFloat64(at, value);
  }

  return {
    head,
    wideFloat,
    raw,
    integer(value) {
      if (value >= 0) head(MAJOR.unsigned, value === 0 ? 0 : value);
      else head(MAJOR.negative, typeof value === "bigint" ? -1n - value : -1 - value);
    },
    float(value) {
      const half = toHalf(value);
      if (half !== undefined) {
        byte(FLOAT.half);
        const at = take(2);
        view.setUint16(at, half);
      } else wideFloat(value, Math.fround(value) === value ? 32 : 64);
    },
    nan(bits) {
      const [bytes, argument] = shortNan(bits);
      byte(FLOAT.half + Math.log2(bytes) - 1);
      const at = take(bytes);
      for (let index = 0; index < bytes; index++) {
        buffer[at + index] = Number((argument >> BigInt(8 * (bytes - 1 - index))) & 0xffn);
      }
    },
    text(value) {
      const bytes = encoder.encode(value);
      head(MAJOR.text, bytes.length);
      raw(bytes);
    },
    bytes(value) {
      head(MAJOR.bytes, value.length);
      raw(value);
    },
    simple(initial) {
      byte(initial);
    },
    finish: () => buffer.slice(0, length),
  };
}
