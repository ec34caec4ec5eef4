import { Bytes, defineMessage, Int64, Tagged, Type, Uint64 } from "@wirebook/codec";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { smallOf } from "wirebook-test/checks/engines";
import { defaultLimits } from "../src/cbor/limits.ts";
import { createCompiledEngine } from "../src/compiled/compiled.ts";
import { createInterpretedEngine } from "../src/interpreted/interpreted.ts";
import { CBOR, JSON_FORM, kinds, MEMORY } from "../src/plan/kinds.ts";
import { reference } from "../src/reference/reference.ts";
import { planOf, toHex } from "./generating.ts";

describe("what a plan takes: in CBOR, in memory, in JSON", () => {
  const rows: [string, TSchema, string, string, string][] = [
    ["Type.Integer", Type.Integer(), "integer", "number", "number"],
    ["Type.Number", Type.Number(), "integer float", "number", "number"],
    ["Uint64", Uint64(), "integer", "bigint", "number text"],
    ["Int64", Int64(), "integer", "bigint", "number text"],
    ["Type.String", Type.String(), "text", "text", "text"],
    ["Bytes", Bytes(), "bytes", "bytes", "text"],
    ["Type.Boolean", Type.Boolean(), "boolean", "boolean", "boolean"],
    ["Type.Null", Type.Null(), "null", "null", "null"],
    [
      "literals",
      Type.Union([Type.Literal(1), Type.Literal(1.5), Type.Literal("a"), Type.Literal(true), Type.Null()]),
      "integer float text boolean null",
      "number number text boolean null",
      "number number text boolean null",
    ],
    ["Type.Array", Type.Array(Type.Null()), "array", "array", "array"],
    ["Type.Tuple", Type.Tuple([Type.Null()]), "array", "array", "array"],
    ["Type.Object", Type.Object({}), "map", "map", "map"],
    ["Type.Record", Type.Record(Type.Integer(), Type.Null()), "map", "map", "map"],
    ["Tagged", Tagged(42, Bytes()), "tag 42", "bytes", "text"],
    ["Type.Union", Type.Union([Type.Integer(), Bytes()]), "integer bytes", "number bytes", "number text"],
    ["Type.Unknown", Type.Unknown(), "anything", "anything", "anything"],
  ];
  test.each(rows)("%s", (_, schema, ...expected) => {
    const plan = planOf(schema);
    // Null is a plan of its own, and a literal beside others.
    expect(
      ([CBOR, MEMORY, JSON_FORM] as const).map((side) => [...new Set(kinds(plan, side))].join(" ")),
    ).toEqual(expected.map((words) => [...new Set(words.split(" "))].join(" ")));
  });
});

describe("a union behind a tag, in a union", () => {
  const payload = Type.Union([Tagged(1, Type.Union([Type.Integer(), Type.String()])), Type.Boolean()]);
  const rows: [unknown, string][] = [
    [5, "c105"],
    ["a", "c16161"],
    [true, "f5"],
  ];

  const plan = planOf(payload);

  describe.each([
    ["compiled engine", createCompiledEngine(plan, defaultLimits)],
    ["interpreted engine", createInterpretedEngine(plan, defaultLimits)],
    ["reference engine", reference.create(plan, defaultLimits)],
    ["small runtime", smallOf(defineMessage({ name: "up/x", title: "X", payload }))],
  ])("the %s", (_, engine) => {
    test.each(rows)("writes and reads %j", (value, hex) => {
      const written = engine.encode(value);
      expect(toHex(written)).toBe(hex);
      expect(engine.decode(written)).toBe(value);
      expect(engine.fromJson(engine.toJson(value))).toBe(value);
      expect(engine.transcode(written)).toBe(JSON.stringify(value));
    });
  });

  test("is refused where JSON could not tell which branch a value is of", () => {
    const ambiguous = Type.Union([Tagged(1, Type.Union([Type.Integer(), Type.String()])), Type.String()]);
    expect(() => defineMessage({ name: "up/x", title: "X", payload: ambiguous })).toThrow(
      "expected branches that can be told apart, but tagged and text are both text",
    );
  });
});
