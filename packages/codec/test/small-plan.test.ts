import { Bytes, Float32, Float64, Int64, Open, Tagged, Type, Uint64 } from "@wirebook/codec";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { smallPlan } from "../src/compile/small-plan.ts";
import { planOf } from "./generating.ts";

const written = (schema: TSchema) => smallPlan(planOf(schema));

describe("a node of a small module", () => {
  const rows: [string, TSchema, string][] = [
    ["says its kind, and what a fault expects", Type.Null(), '{ kind: nil, expected: "null" }'],
    [
      "has its bounds as code",
      Type.Integer({ minimum: 0, exclusiveMaximum: 256, multipleOf: 2 }),
      '{ kind: integer, expected: "an integer of at least 0 below 256 in steps of 2", fits: (value) => value >= 0 && value < 256 && isMultiple(value, 2) }',
    ],
    [
      "asks of 32 bits what they hold",
      Float32({ minimum: 0.1 }),
      '{ kind: float32, expected: "a finite number in the range of a 32-bit float of at least 0.1", fits: (value) => Math.fround(value) >= 0.1, exact: (value) => value >= 0.1 }',
    ],
    [
      "counts characters, and matches a pattern",
      Type.String({ maxLength: 3, pattern: '^"\\d' }),
      '{ kind: text, expected: "text of at most 3 characters that matches ^\\"\\\\d", sized: (length) => length <= 3, fits: (value) => new RegExp("^\\"\\\\d", "u").test(value) }',
    ],
    [
      "says of a length that is always the same that it is equal",
      Bytes({ length: 8 }),
      '{ kind: bytes, expected: "a byte string of 8 bytes", sized: (length) => length === 8 }',
    ],
    [
      "keeps what is sensitive, and hides the names of what comes in its place",
      Bytes({ sensitive: true }),
      '{ kind: hidden, content: { kind: bytes, expected: "a byte string", sensitive: true } }',
    ],
    [
      "counts members",
      Type.Record(Type.Integer(), Type.Null(), { minProperties: 1 }),
      '{ kind: integerRecord, expected: "a map with integer keys of at least 1 member", sized: (length) => length >= 1, values: { kind: nil, expected: "null" } }',
    ],
    [
      "has a line for each member, and what is expected in place of others",
      Type.Object({ a: Type.Null(), b: Type.Optional(Type.Null({ key: 1 })) }),
      '{ kind: object, expected: "a map", members: [\n' +
        '    { name: "a", required: true, value: { kind: nil, expected: "null" } },\n' +
        '    { name: "b", key: 1, value: { kind: nil, expected: "null" } },\n' +
        '  ], others: "no members but \\"a\\", \\"b\\" (key 1)" }',
    ],
    [
      "expects nothing in their place where others may be",
      Open({ a: Type.Null() }),
      '{ kind: open, expected: "a map", members: [\n' +
        '    { name: "a", required: true, value: { kind: nil, expected: "null" } },\n' +
        '  ], additional: { kind: any, expected: "a value that JSON can hold" } }',
    ],
    [
      "has the member that tells branches apart, with all its literals, and the branch of each",
      Type.Union([
        Type.Object({ q: Type.Literal("a", { key: 1 }) }),
        Type.Object({ q: Type.Union([Type.Literal("b"), Type.Literal("c")], { key: 1 }) }),
      ]),
      '{ kind: literalUnion, expected: "a map whose \\"q\\" (key 1) is one of \\"a\\", \\"b\\", \\"c\\"", branches: [\n' +
        '    { kind: object, expected: "a map", members: [\n' +
        '      { name: "q", key: 1, required: true, value: { kind: literal, expected: "\\"a\\"", values: ["a"] } },\n' +
        '    ], others: "no members but \\"q\\" (key 1)" },\n' +
        '    { kind: object, expected: "a map", members: [\n' +
        '      { name: "q", key: 1, required: true, value: { kind: literal, expected: "one of \\"b\\", \\"c\\"", values: ["b", "c"] } },\n' +
        '    ], others: "no members but \\"q\\" (key 1)" },\n' +
        '  ], telling: { name: "q", key: 1, value: { kind: literal, expected: "one of \\"a\\", \\"b\\", \\"c\\"", values: ["a", "b", "c"] } }, told: [0, 1, 1] }',
    ],
    [
      "has the members that tell branches apart by being there",
      Type.Union([Type.Object({ a: Type.Null() }), Type.Object({ b: Type.Null({ key: 1 }) })]),
      '{ kind: objectUnion, expected: "a map with \\"a\\", or a map with \\"b\\" (key 1)", branches: [\n' +
        '    { kind: object, expected: "a map", members: [\n' +
        '      { name: "a", required: true, value: { kind: nil, expected: "null" } },\n' +
        '    ], others: "no members but \\"a\\"" },\n' +
        '    { kind: object, expected: "a map", members: [\n' +
        '      { name: "b", key: 1, required: true, value: { kind: nil, expected: "null" } },\n' +
        '    ], others: "no members but \\"b\\" (key 1)" },\n' +
        "  ], clues: [\n" +
        '    { branch: 0, name: "a" },\n' +
        '    { branch: 1, name: "b", key: 1 },\n' +
        "  ] }",
    ],
  ];
  test.each(rows)("%s", (_, schema, text) => {
    expect(written(schema).text).toBe(text);
  });
});

describe("a small module asks for no more of the runtime than its plan needs", () => {
  const rows: [string, TSchema, string[]][] = [
    ["an integer", Type.Integer(), ["integer"]],
    ["integers of 64 bits", Type.Tuple([Uint64(), Int64()]), ["int64", "tuple", "uint64"]],
    ["one within bounds", Uint64({ maximum: 9n }), ["bounded64"]],
    ["floats", Type.Tuple([Type.Number(), Float32(), Float64()]), ["float32", "float64", "number", "tuple"]],
    ["literals of text", Type.Union([Type.Literal("a"), Type.Literal("b")]), ["literal"]],
    ["literals of others too", Type.Union([Type.Literal("a"), Type.Literal(1)]), ["anyLiteral"]],
    ["steps", Type.Array(Type.Number({ multipleOf: 2 })), ["array", "isMultiple", "number"]],
    [
      "items that are different",
      Type.Array(Type.Boolean(), { uniqueItems: true }),
      ["array", "boolean", "isUnique"],
    ],
    ["keys that match", Type.Record(Type.String({ pattern: "^a" }), Bytes()), ["bytes", "textRecord"]],
    ["branches of different kinds", Type.Union([Type.Null(), Type.String()]), ["nil", "text", "union"]],
    ["a tag", Tagged(1, Type.Unknown()), ["any", "tagged"]],
  ];
  test.each(rows)("%s", (_, schema, pieces) => {
    expect(written(schema).pieces).toEqual(pieces);
  });
});
