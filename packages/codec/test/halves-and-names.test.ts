import { Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";

/** RFC 8949 Appendix D: the value of an IEEE 754 binary16. */
function numberOf(half: number): number {
  const [exponent, mantissa] = [(half >> 10) & 0x1f, half & 0x3ff];
  const sign = half & 0x8000 ? -1 : 1;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (mantissa + 1024) * 2 ** (exponent - 25));
}

describe.each(engines)("%s engine", (engine) => {
  test("reads each of the 65,536 half-precision floats", () => {
    const payload = Type.Number();
    const message = define({ name: "up/half", title: "Half", payload }, { engine });
    for (let half = 0; half < 0x1_0000; half++) {
      const result = message.safeDecode(Uint8Array.of(0xf9, half >> 8, half & 0xff));
      const read = result.ok ? result.value : result.error.code;
      const value = numberOf(half);
      const expected = Number.isFinite(value) ? value : "unexpected";
      if (!Object.is(read, expected)) expect({ half, read }).toEqual({ half, read: expected });
    }
  });

  test("tells names apart that no schema has, however many and however alike", () => {
    const payload = Type.Record(Type.String(), Type.Integer());
    const message = define({ name: "up/names", title: "Names", payload }, { engine });
    const names = Array.from(
      { length: 2000 },
      (_, index) => `${"member-".repeat(index % 5)}${index % 2 ? "é" : "e"}${index}`,
    );
    for (let round = 0; round < 3; round++) {
      for (const name of names) {
        const value = { [name]: 1, [`${name}!`]: 2 };
        expect(message.decode(message.encode(value))).toEqual(value);
      }
    }
  });
});
