/**
 * The bits of floats as integers: what stands behind a head of major type 7 is an argument like any other.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.3 | RFC 8949 §3.3}
 * @module
 */
const bits = new DataView(new ArrayBuffer(8));

/** A binary32 has 8 bits of exponent, a binary16 has 5: their biases are this factor apart. */
const BIAS = 2 ** 112;

/** The value of an IEEE 754 binary16. */
export function fromHalf(half: number): number {
  // The exponent of the infinities and of NaN is the largest of each width.
  const largest = (half & 0x7c00) === 0x7c00 ? 0x7f80_0000 : 0;
  bits.setUint32(0, ((half & 0x8000) << 16) | ((half & 0x7fff) << 13) | largest);
  return bits.getFloat32(0) * BIAS;
}

/** The bits of a number as binary16, or `undefined` where that would change it. */
export function toHalf(value: number): number | undefined {
  const single = toSingle(value / BIAS);
  const half = ((single >>> 16) & 0x8000) | ((single >>> 13) & 0x7fff);
  return Object.is(fromHalf(half), value) ? half : undefined;
}

/** The bits of a number as binary32, to which it is rounded. */
export function toSingle(value: number): number {
  bits.setFloat32(0, value);
  return bits.getUint32(0);
}

/** The bits of a number as binary64. */
export function toDouble(value: number): bigint {
  bits.setFloat64(0, value);
  return bits.getBigUint64(0);
}

/** The bits of the usual NaN, as binary64. */
export const CANONICAL_NAN: bigint = 0x7ff8n << 48n;

/** How many bits of a float of so many bytes are its significand. */
const significand: Readonly<Record<number, bigint>> = { 2: 10n, 4: 23n, 8: 52n };

/** The bits of a NaN of so many bytes, as binary64. As a number it may lose them. */
export function nanBits(argument: bigint, bytes: number): bigint {
  const fraction = BigInt.asUintN(52, argument << cutOf(bytes));
  return ((argument >> BigInt(8 * bytes - 1)) << 63n) | (0x7ffn << 52n) | fraction;
}

/** A NaN in the fewest bytes that keep its bits: how many they are, and as what integer. */
export function shortNan(bits: bigint): [bytes: number, argument: bigint] {
  const bytes = [2, 4].find((width) => BigInt.asUintN(Number(cutOf(width)), bits) === 0n) ?? 8;
  const sign = (bits >> 63n) << BigInt(8 * bytes - 1);
  return [bytes, sign | BigInt.asUintN(8 * bytes - 1, bits >> cutOf(bytes))];
}

/** How many bits a float of so many bytes lacks of a binary64's significand. */
function cutOf(bytes: number): bigint {
  return 52n - (significand[bytes] as bigint);
}
