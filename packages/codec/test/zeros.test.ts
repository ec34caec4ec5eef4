import {
  AnyNumber,
  ArrayStruct,
  Bits,
  Duration,
  Enum,
  Scaled,
  SetOf,
  Timestamp,
  Type,
  TypedArray,
  Uint64,
} from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { define, engines } from "wirebook-test/checks/engines";

/** A definition, a JSON form with a zero below zero, and the value that comes of it. */
const rows: readonly (readonly [row: string, schema: Schema, json: unknown, value: unknown])[] = [
  ["integer", Type.Integer(), -0, 0],
  ["integer of a range", Type.Integer({ minimum: 0, maximum: 9 }), -0, 0],
  ["constant", Type.Literal(0), -0, 0],
  ["constants", Type.Union([Type.Literal(0), Type.Literal("a")]), -0, 0],
  ["integer of 64 bits", Uint64(), -0, 0n],
  [
    "member that tells",
    Type.Union([Type.Object({ k: Type.Literal(0) }), Type.Object({ k: Type.Literal(1) })]),
    { k: -0 },
    { k: 0 },
  ],
  ["set", SetOf(Type.Integer()), [-0], new Set([0])],
  ["array of a width", TypedArray("int8"), [-0], Int8Array.of(0)],
  ["number", Type.Number(), -0, -0],
  ["number or none", AnyNumber(), -0, -0],
  ["what no schema describes", Type.Unknown(), -0, -0],
];

/** Views of integers, whose values are made of what is written. */
const views: readonly (readonly [row: string, schema: Schema, json: unknown])[] = [
  ["fixed point", Scaled(0.01), -0],
  ["bits", Bits({ mode: [0, 2] }), { mode: -0 }],
  ["span of time", Duration(), "PT0S"],
  ["state", Enum({ idle: 0 }), "idle"],
  ["time", Timestamp({ value: "number", json: "number" }), -0],
];

describe("JSON of a zero below zero is the value that is read where it was written", () => {
  test.each(rows)("%s", (_, schema, json, value) => {
    for (const engine of engines) {
      const made = define({ name: "up/x", title: "X", payload: schema }, { engine });
      const read = made.fromJson(json);
      expect(read).toEqual(value);
      expect(made.decode(made.encode(read as never))).toEqual(value);
    }
  });

  test.each(views)("%s", (_, schema, json) => {
    for (const engine of engines) {
      const made = define({ name: "up/x", title: "X", payload: schema }, { engine });
      const read = made.fromJson(json);
      expect(made.decode(made.encode(read as never))).toEqual(read);
    }
  });
});

test("items that a literal sets as its prototype are told as such", () => {
  const refusal =
    "ArrayStruct: expected items as members of a plain object; __proto__ in a literal names no item, it sets the prototype";
  expect(() => ArrayStruct({ __proto__: Type.Integer() } as never)).toThrow(refusal);
  expect(() => ArrayStruct({ a: Type.Integer(), __proto__: { b: Type.Integer() } } as never)).toThrow(
    refusal,
  );
});
