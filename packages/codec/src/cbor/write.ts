import { errorOf } from "../faults.ts";
import { atMost } from "../sentences.ts";
import { MAJOR, type SIMPLE } from "./head.ts";
import {
  grow,
  putBigHead,
  putBigint,
  putDouble,
  putFloat,
  putHead,
  putInteger,
  putNan,
  putNumber,
  putShortest,
  putSingle,
  putText,
} from "./put.ts";

/** Writes data items one behind the other in preferred serialization (RFC 8949 §4.1), definite lengths. */
export interface Writer {
  /** A head: major type and argument in the fewest bytes. */
  head(major: number, argument: number | bigint): void;
  /** A safe integer, or any within −2^64 to 2^64−1. */
  integer(value: number | bigint): void;
  /** A number: a safe integer as one, any other in the shortest of the three float widths that keeps it. */
  number(value: number): void;
  /** A finite number in the fewest bytes that keep it, an integer at a tie. */
  shortest(value: number): void;
  /** The shortest of the three float widths that keeps the value. */
  float(value: number): void;
  /** A float of exactly 32 or 64 bits. */
  wideFloat(value: number, width: 32 | 64): void;
  /** A NaN of this signed significand, in the shortest width that keeps it. */
  nan(significand: number): void;
  text(value: string): void;
  bytes(value: Uint8Array): void;
  simple(initial: (typeof SIMPLE)[keyof typeof SIMPLE]): void;
  /** Bytes that are data items already. */
  raw(bytes: Uint8Array): void;
  /** The bytes so far, in memory of their own. */
  finish(): Uint8Array<ArrayBuffer>;
}

/** The longest head; a float takes no more. */
const HEAD = 9;

/**
 * Starts an empty payload.
 *
 * @param most - how many bytes it may have: what would make it longer ends in a CodecError `limit`
 */
export function createWriter(most = Number.POSITIVE_INFINITY): Writer {
  let out: Uint8Array = new Uint8Array(256);
  let at = 0;

  /** Makes room for a head and `more` bytes, of which `least` are certain: it may replace the buffer. */
  function room(more = 0, least = more): Uint8Array {
    if (at + least > most)
      throw errorOf({ code: "limit", expected: atMost(most, "bytes"), instancePath: "" });
    if (out.length < at + HEAD + more) out = grow(out, at + HEAD + more);
    return out;
  }

  function raw(bytes: Uint8Array): void {
    room(bytes.length).set(bytes, at);
    at += bytes.length;
  }

  return {
    raw,
    head(major, argument) {
      at =
        typeof argument === "bigint"
          ? putBigHead(room(), at, major, argument)
          : putHead(room(), at, major, argument);
    },
    integer(value) {
      at = typeof value === "bigint" ? putBigint(room(), at, value) : putInteger(room(), at, value);
    },
    number(value) {
      at = putNumber(room(), at, value);
    },
    shortest(value) {
      at = putShortest(room(), at, value);
    },
    wideFloat(value, width) {
      at = (width === 32 ? putSingle : putDouble)(room(), at, value);
    },
    float(value) {
      at = putFloat(room(), at, value);
    },
    nan(significand) {
      at = putNan(room(), at, significand);
    },
    text(value) {
      at = putText(room(value.length * 3, value.length), at, value);
    },
    bytes(value) {
      at = putHead(room(), at, MAJOR.bytes, value.length);
      raw(value);
    },
    simple(initial) {
      room()[at++] = initial;
    },
    finish: () => new Uint8Array(room().subarray(0, at)),
  };
}
