const bits = new DataView(new ArrayBuffer(8));

export function fromSingle(value: number): number {
  bits.setFloat32(0, value);
  return bits.getUint32(0);
}

export function fromDouble(value: number): bigint {
  bits.setFloat64(0, value);
  return bits.getBigUint64(0);
}

/** A binary32 has 8 bits of exponent, a binary16 has 5: their biases are this factor apart. */
const BIAS = 2 ** 112;

/** The value of an IEEE 754 binary16; NaN for what is not finite. */
export function fromHalf(half: number): number {
  bits.setUint32(0, ((half & 0x8000) << 16) | ((half & 0x7fff) << 13));
  return (half & 0x7c00) === 0x7c00 ? Number.NaN : bits.getFloat32(0) * BIAS;
}

/** The bits of a number as binary16, or `undefined` where that would change it. */
export function toHalf(value: number): number | undefined {
  const single = fromSingle(value / BIAS);
  const half = ((single >>> 16) & 0x8000) | ((single >>> 13) & 0x7fff);
  return Object.is(fromHalf(half), value) ? half : undefined;
}
