import { Float32, Type, Uint64 } from "@wirebook/codec";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";

describe.each(engines)("the %s engine", (engine) => {
  const of = <Payload extends Type.TSchema>(payload: Payload) =>
    define({ name: "up/x", title: "X", payload }, { engine });

  test("writes JSON of a 32-bit float that its schema takes", () => {
    const rows: [schema: Type.TSchema, value: number, json: number][] = [
      [Float32({ maximum: 2 ** 24 }), 2 ** 24 + 1, 2 ** 24],
      [Float32({ minimum: 1 }), 1 - 2 ** -40, 1],
      [Type.Number({ format: "float", multipleOf: 0.5 }), 0.5 + 2 ** -40, 0.5],
      [Float32({ maximum: 0.1 }), 0.1, 0.1],
      [Float32(), 0.1, 0.1],
    ];
    for (const [schema, value, json] of rows) {
      const message = of(schema as Type.TNumber);
      expect(message.toJson(value)).toBe(json);
      expect(new Ajv2020({ strict: false, validateFormats: false }).validate(message.schema, json)).toBe(
        true,
      );
    }
  });

  test("takes both spellings of an integer of 64 bits for one", () => {
    const message = of(Type.Array(Uint64(), { uniqueItems: true }));
    expect(message.fromJson([1, "2"])).toEqual([1n, 2n]);
    expect(() => message.fromJson([1, "1"])).toThrow(/without repetition/);
  });
});
