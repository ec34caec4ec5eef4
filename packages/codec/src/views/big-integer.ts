import { NEGATIVE_MIN, UINT64_MAX } from "../cbor/integer.ts";
import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { asHex, fromHexText } from "./hex-text.ts";
import { type OtherView, viewed } from "./view.ts";
import { wideFromJson, wideToJson } from "./wide.ts";

/** One more than the greatest magnitude of so many. */
const END = 1n << 1024n;

/** Between what bounds the integer lies. */
export interface BigIntegerOptions extends FieldOptions {
  readonly minimum?: bigint;
  readonly maximum?: bigint;
}

/** The integer that they are, however many zeros lead; beyond 1,024 bits, all are as good as one. */
function magnitudeOf(bytes: Uint8Array): bigint {
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first < 0) return 0n;
  return bytes.length - first > 128 ? END : BigInt(`0x${asHex(bytes, first, bytes.length)}`);
}

function bytesOf(magnitude: bigint): Uint8Array {
  const digits = magnitude.toString(16);
  return fromHexText(digits.length % 2 === 0 ? digits : `0${digits}`);
}

/** The conversions of `BigInteger`. */
export function bignum({ minimum, maximum }: JsonSchema = {}): View {
  const least = minimum === undefined ? -END : BigInt(minimum as string);
  const most = maximum === undefined ? END - 1n : BigInt(maximum as string);
  const within = (value: unknown): bigint | undefined =>
    typeof value === "bigint" && value >= least && value <= most ? value : undefined;
  const which = (value: unknown) =>
    (value as bigint) > UINT64_MAX ? 1 : (value as bigint) < NEGATIVE_MIN ? 2 : 0;
  return {
    fromWire(base, of) {
      if (of === 0) return within(base);
      const magnitude = magnitudeOf(base as Uint8Array);
      return within(of === 1 ? magnitude : -1n - magnitude);
    },
    toWire(given) {
      const value = within(given);
      if (value === undefined || which(value) === 0) return value;
      return bytesOf(value < 0n ? -1n - value : value);
    },
    which,
    toJson: (value) => wideToJson(value as bigint),
    fromJson: (json) => within(wideFromJson(json)),
  };
}

/**
 * An integer of up to 1,024 bits: a bigint in memory; in JSON a number where that is exact, else a decimal string. On the
 * wire it is written as a plain integer where it is one of 64 bits, and behind tag 2 or 3 only beyond; each of them is read,
 * leading zeros too, as RFC 8949 asks of those who read.
 *
 * @example BigInteger({ minimum: 0n })
 * @throws TypeError when the bounds are the wrong way round or beyond 1,024 bits
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4.3 | RFC 8949 §3.4.3}
 */
export function BigInteger(options: BigIntegerOptions = {}): OtherView<bigint, number | string> {
  const { minimum = -END, maximum = END - 1n, ...words } = options;
  if (minimum > maximum || minimum < -END || maximum >= END) {
    throw new TypeError("BigInteger: expected a minimum up to the maximum, both of at most 1,024 bits");
  }
  const bytes = { type: "string", contentEncoding: "base64" };
  const clipped = (bound: bigint) =>
    Math.min(Math.max(Number(bound), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  const [least, most] = [clipped(minimum), clipped(maximum)];
  const isWide = minimum === -END && maximum === END - 1n;
  return viewed(
    bignum,
    {
      name: "bignum",
      of: [
        {
          type: ["integer", "string"],
          format: "int65",
          minimum: Number.MIN_SAFE_INTEGER,
          maximum: Number.MAX_SAFE_INTEGER,
        },
        { cborTag: 2, ...bytes },
        { cborTag: 3, ...bytes },
      ],
      expected: isWide
        ? "an integer of at most 1,024 bits"
        : `an integer from ${shown(minimum)} to ${shown(maximum)}`,
      memory: "bigint",
      ...(minimum === -END ? {} : { minimum: String(minimum) }),
      ...(maximum === END - 1n ? {} : { maximum: String(maximum) }),
    },
    { type: ["integer", "string"], pattern: "^(0|-?[1-9][0-9]{0,308})$", minimum: least, maximum: most },
    words,
  );
}

/** A bound in few digits: powers of two are said as such. */
function shown(bound: bigint): string {
  const bits = (bound < 0n ? -bound : bound).toString(2);
  if (bits.length < 54) return `${bound}`;
  if (/^10*$/.test(bits)) return `${bound < 0n ? "-" : ""}2^${bits.length - 1}`;
  return /^1*$/.test(bits) && bound > 0n ? `2^${bits.length}-1` : `${bound}`;
}
