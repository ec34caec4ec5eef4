import { describe, expect, test } from "vitest";
import { fromHalf, toDouble, toHalf, toSingle } from "../src/cbor/float.ts";

/** The value of a binary16 by its parts, IEEE 754-2008 §3.4. */
function byParts(half: number): number {
  const [sign, exponent, fraction] = [half & 0x8000 ? -1 : 1, (half >> 10) & 31, half & 0x3ff];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const halves = Array.from({ length: 0x1_0000 }, (_, half) => half);

describe("a half float", () => {
  test("has its value, each of them", () => {
    expect(halves.filter((half) => !Object.is(fromHalf(half), byParts(half)))).toEqual([]);
  });

  test("is found for its value, each but those of NaN", () => {
    const numbers = halves.filter((half) => !Number.isNaN(byParts(half)));
    expect(numbers.filter((half) => toHalf(byParts(half)) !== half)).toEqual([]);
  });

  test.each([1.0001, 65505, 65520, 65536, 2 ** 17, 2 ** -25, 2 ** -24 * 1.5, 1e300, -1e-300, 0.1])(
    "is none for %d",
    (value) => {
      expect(toHalf(value)).toBeUndefined();
    },
  );
});

test("a number has its bits in 32 and in 64", () => {
  expect(toSingle(-2)).toBe(0xc000_0000);
  expect(toSingle(0.1)).toBe(0x3dcc_cccd);
  expect(toDouble(-0)).toBe(2n ** 63n);
  expect(toDouble(0.1)).toBe(0x3fb9_9999_9999_999an);
});
