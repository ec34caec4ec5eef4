import { Float32, Type } from "@wirebook/codec";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const payloadOf = (value: number) => {
  const payload = Buffer.alloc(9, 0xfb);
  payload.writeDoubleBE(value, 1);
  return payload;
};

const steps: readonly [step: number, within: readonly number[], beyond: readonly number[]][] = [
  [0.01, [19.99, 143.48, 1.11, 8.69, 4.35, 0.07, 0, -0.07, 1e22, 2 ** 53], [0.005, 0.070000000001, -1e-9]],
  [0.1, [0.3, 0.7, 1.1, 1e21, 4503599627370495.5], [0.25, 0.30000000000000004, 5e-324]],
  [0.25, [0.5, 0.75, -1.25], [0.3]],
  [1, [1, 1e21, 1e300, 2 ** 60], [1.5, 5e-324]],
  [3, [6, 9e20, -3], [7, 1e21]],
  [2.5e-7, [5e-7, 1.75e-6, 1], [1e-7]],
  [1e-320, [1e-320, 3e-320, 1], [1.5e-321]],
  [5e300, [0, 1e301], [1e300, 1]],
];

describe.each(engines)("the %s engine", (engine) => {
  test.each(steps)("takes steps of %d for decimals", (step, within, beyond) => {
    const schema = Type.Number({ multipleOf: step });
    const message = define({ name: "up/x", title: "X", payload: schema }, { engine });
    for (const value of within) {
      expect(message.decode(payloadOf(value)), `${value}`).toBe(value);
      expect(message.decode(message.encode(value))).toBe(value);
      expect(message.fromJson(value)).toBe(value);
    }
    for (const value of beyond) {
      expect(() => message.decode(payloadOf(value)), `${value}`).toThrow(`in steps of ${step}`);
      expect(message.is(value)).toBe(false);
    }
  });

  test.each([Type.Number({ multipleOf: 0.1 }), Type.Integer({ multipleOf: 3 })])(
    "asks no step of what a payload breaks off in",
    (payload) => {
      const message = define({ name: "up/x", title: "X", payload }, { engine });
      for (const hex of ["18", "19", "1a00", "38", "fb00"]) {
        expect(() => message.decode(fromHex(hex))).toThrow(/^not-well-formed/);
        expect(() => message.transcode(fromHex(hex))).toThrow(/^not-well-formed/);
      }
    },
  );

  test("judges a 32-bit float by what 32 bits hold, bounds and all", () => {
    const float = (options: object) =>
      define({ name: "up/x", title: "X", payload: Float32(options) }, { engine });
    const most = float({ maximum: 0.1 });
    expect(most.encode(0.1)).toEqual(Uint8Array.from(fromHex("fa3dcccccd")));
    expect(most.decode(fromHex("fa3dcccccd"))).toBe(Math.fround(0.1));
    expect(most.is(Math.fround(0.1) + 1e-8)).toBe(false);
    expect(() => most.decode(fromHex("fa3dccccce"))).toThrow(/of at most 0.1/);
    const least = float({ minimum: 0.7 });
    expect(least.encode(0.7)).toEqual(Uint8Array.from(fromHex("fa3f333333")));
    expect(least.decode(fromHex("fa3f333333"))).toBe(Math.fround(0.7));
    expect(least.is(0.69999)).toBe(false);
    for (const beyond of [float({ exclusiveMaximum: 0.7 }), float({ exclusiveMinimum: 0.7 })]) {
      expect(beyond.is(0.7)).toBe(false);
    }
    expect(float({ exclusiveMinimum: 0.1 }).is(0.1)).toBe(false);
    expect(float({ minimum: -1e39, maximum: 1e39 }).is(1)).toBe(true);
  });

  test("reads any float as what 32 bits hold, so that it stays what it is", () => {
    const message = define({ name: "up/x", title: "X", payload: Float32() }, { engine });
    for (const hex of ["fb3fb999999999999a", "fa3dcccccd"]) {
      expect(message.decode(fromHex(hex))).toBe(Math.fround(0.1));
      expect(message.transcode(fromHex(hex))).toBe(String(Math.fround(0.1)));
    }
    expect(message.decode(fromHex("1a01000001"))).toBe(2 ** 24);
    expect(message.decode(message.encode(0.1))).toBe(Math.fround(0.1));
  });
});

test("the schema of a 32-bit float tells Ajv the same", () => {
  const bounds = { minimum: -0.7, maximum: 0.1 };
  const { schema, toJson, decode } = define(
    { name: "up/x", title: "X", payload: Float32(bounds) },
    { engine: "compiled" },
  );
  expect(schema).toMatchObject({ minimum: -0.7, maximum: Math.fround(0.1) });
  const judge = new Ajv2020({ validateFormats: false }).compile(schema);
  for (const hex of ["fa3dcccccd", "fabf333333"]) expect(judge(toJson(decode(fromHex(hex))))).toBe(true);
  for (const beyond of [0.11, -0.71]) expect(judge(Math.fround(beyond))).toBe(false);
});
