/** Unions of arrays, told apart by the literal of an item or by how long they are. */
import { ArrayStruct, Bytes, defineMessage, inspect, Tagged, Type } from "@wirebook/codec";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { told } from "wirebook-test/checks/told";

const [name, title] = ["up/x", "X"] as const;
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

const byLiteral = Type.Union([
  Type.Tuple([Type.Literal(0), Bytes()]),
  Type.Tuple([Type.Literal(1), Type.Integer(), Type.Optional(Type.Null())]),
  Type.Null(),
]);
const behind = Type.Union([
  Type.Tuple([Bytes(), Type.Literal("a"), Type.Integer()]),
  Type.Tuple([Type.String(), Type.Union([Type.Literal("b"), Type.Literal(1000)])]),
]);
const byLength = Type.Union([
  Type.Tuple([Type.Integer(), Type.Integer()]),
  Type.Tuple([]),
  Type.Tuple([Type.String()]),
  Type.Tuple([Bytes(), Bytes(), Bytes(), Type.Rest(Type.Array(Type.Null()))]),
]);
const named = Type.Union([
  ArrayStruct({ kind: Type.Literal(0), raw: Bytes() }),
  ArrayStruct({ kind: Type.Literal(1), count: Type.Integer(), last: Type.Optional(Type.Null()) }),
]);
const namedByLength = Type.Union([
  ArrayStruct({ a: Type.Integer(), b: Type.Integer() }),
  ArrayStruct({ a: Type.String() }),
]);
const beside = Type.Union([
  Type.Object({ t: Type.Literal("x") }),
  Type.Object({ t: Type.Literal("y"), inside: byLiteral }),
  Type.Tuple([Type.Integer()]),
  Type.Tuple([Type.Integer(), Type.Integer()]),
  Tagged(5, Type.String()),
]);

describe.each(engines)("the %s engine", (engine) => {
  const one = <Payload extends Type.TSchema>(payload: Payload, limits = {}) =>
    define({ name, title, payload }, { engine, limits });

  test.each<[string, Type.TSchema, Record<string, unknown>]>([
    [
      "a literal",
      byLiteral,
      { "820041ff": [0, fromHex("ff")], "820105": [1, 5], "830105f6": [1, 5, null], f6: null },
    ],
    [
      "a literal further behind",
      behind,
      { "83410161610a": [fromHex("01"), "a", 10], "8261616162": ["a", "b"], "8261611903e8": ["a", 1000] },
    ],
    [
      "the length",
      byLength,
      {
        "80": [],
        "816161": ["a"],
        "820102": [1, 2],
        "83404040": [fromHex(""), fromHex(""), fromHex("")],
        "84404040f6": [fromHex(""), fromHex(""), fromHex(""), null],
      },
    ],
    [
      "the literal of an item with a name",
      named,
      { "820041ff": { kind: 0, raw: fromHex("ff") }, "830105f6": { kind: 1, count: 5, last: null } },
    ],
    ["the length of those with names", namedByLength, { "820102": { a: 1, b: 2 }, "816161": { a: "a" } }],
    [
      "a member, beside maps",
      beside,
      {
        a161746178: { t: "x" },
        a26174617966696e73696465820105: { t: "y", inside: [1, 5] },
        "8101": [1],
        "820102": [1, 2],
        c56161: "a",
      },
    ],
  ])("tells arrays by %s", (_, payload, values) => {
    const message = one(payload);
    for (const [hex, value] of Object.entries(values)) {
      expect(message.decode(fromHex(hex)), hex).toEqual(value);
      expect(toHex(message.encode(value as never)), hex).toBe(hex);
      expect(message.transcode(fromHex(hex))).toBe(JSON.stringify(message.toJson(value as never)));
      expect(message.fromJson(message.toJson(value as never)), hex).toEqual(value);
      expect(message.is(value)).toBe(true);
      if (!/^8[0-9]/.test(hex)) continue;
      expect(message.decode(fromHex(`9f${hex.slice(2)}ff`)), hex).toEqual(value);
      expect(message.transcode(fromHex(`9f${hex.slice(2)}ff`))).toBe(message.transcode(fromHex(hex)));
    }
  });

  test.each<[string, Type.TSchema[], string]>([
    ["lengths", [Type.Tuple([Type.Null()]), Type.Tuple([Type.Null(), Type.Null()])], "83f6f6f6"],
    ["literals", [Type.Tuple([Type.Literal(0)]), Type.Tuple([Type.Literal(1)])], "80"],
  ])("tells no length beside what is sensitive, of arrays told by %s", (_, arrays, hex) => {
    const message = one(Type.Union([...arrays, Type.Boolean({ sensitive: true })]));
    expect(told(() => message.decode(fromHex(hex)))).toMatch(/, found array$/);
    expect(told(() => message.encode([] as never))).toMatch(/, found array$/);
  });

  test("reads a literal in whatever head it has", () => {
    expect(one(byLiteral).decode(fromHex("82180041ff"))).toEqual([0, fromHex("ff")]);
    expect(one(behind).decode(fromHex("8261617f6162ff"))).toEqual(["a", "b"]);
  });

  test.each<[Type.TSchema, Record<string, string>]>([
    [
      byLiteral,
      {
        "820205": "1, /0: expected one of 0, 1, found another integer",
        "82616105": "1, /0: expected one of 0, 1, found text",
        "9f0205ff": "1, /0: expected one of 0, 1, found another integer",
        "80": "0: expected an array whose item 0 is one of 0, 1, or null, found one of 0",
        "9fff": "0: expected an array whose item 0 is one of 0, 1, or null, found one of 0",
        "8100": "0: expected an array of 2, found one of 1",
        "84010506f6": "0: expected an array of 2 to 3, found one of 4",
        "820005": "2, /1: expected a byte string, found integer",
        a0: "0: expected an array whose item 0 is one of 0, 1, or null, found map",
      },
    ],
    [byLength, { "8201f6": "2, /1: expected an integer, found null" }],
    [
      Type.Union([Type.Tuple([Type.Integer()]), Type.Tuple([Type.Null(), Type.Null(), Type.Null()])]),
      {
        "8201f6": "0: expected an array of 1, or an array of 3, found one of 2",
        "80": "0: expected an array of 1, or an array of 3, found one of 0",
        "8401020304": "0: expected an array of 1, or an array of 3, found one of 4",
      },
    ],
    [
      named,
      {
        "820205": "1, /kind: expected one of 0, 1, found another integer",
        "820005": "2, /raw: expected a byte string, found integer",
        "80": "0: expected an array whose item 0 is one of 0, 1, found one of 0",
      },
    ],
  ])("tells an unknown literal at its item, an unknown length at the array (%#)", (payload, faults) => {
    const message = one(payload);
    for (const [hex, sentence] of Object.entries(faults)) {
      for (const verb of ["decode", "transcode"] as const) {
        expect(
          told(() => message[verb](fromHex(hex))),
          hex,
        ).toBe(`unexpected at byte ${sentence}`);
      }
    }
  });

  test("tells the same of values", () => {
    const faults: [Type.TSchema, unknown, string][] = [
      [byLiteral, [2, 5], "/0: expected one of 0, 1, found another number"],
      [byLiteral, [], ": expected an array whose item 0 is one of 0, 1, or null, found one of 0"],
      [byLiteral, [0], ": expected an array of 2, found one of 1"],
      [byLiteral, { 0: 0, 1: 1 }, ": expected an array whose item 0 is one of 0, 1, or null, found map"],
      [named, { kind: 2 }, "/kind: expected one of 0, 1, found another number"],
      [named, { kind: 0 }, ': expected the member "raw", a byte string, found no such member'],
      [named, { raw: fromHex("") }, ': expected the member "kind", one of 0, 1, found no such member'],
      [named, [0, 1], ": expected an array whose item 0 is one of 0, 1, found array"],
      [named, 5, ": expected an array whose item 0 is one of 0, 1, found number"],
      [namedByLength, null, ": expected an array of 2, or an array of 1, found null"],
      [namedByLength, { b: 1 }, ': expected the member "a", an integer, found no such member'],
    ];
    for (const [payload, value, sentence] of faults) {
      const message = one(payload);
      expect(message.is(value)).toBe(false);
      for (const verb of ["encode", "fromJson"] as const) {
        expect(told(() => message[verb](value as never))).toBe(
          `unexpected${sentence.startsWith("/") ? " at " : ""}${sentence}`,
        );
      }
    }
  });

  test("asks each item once or twice, however many there are", () => {
    const nested = (depth: number): Type.TSchema =>
      depth === 0
        ? Type.Null()
        : Type.Union([
            Type.Tuple([nested(depth - 1), Type.Literal(0)]),
            Type.Tuple([Type.Null(), Type.Literal(1)]),
          ]);
    const message = one(nested(12));
    const value = Array.from({ length: 12 }).reduce<unknown>((inner) => [inner, 0], null);
    expect(message.decode(message.encode(value as never))).toEqual(value);
  });
});

test("inspect names the items of the branch", () => {
  const message = defineMessage({ name, title, payload: named });
  const paths = inspect(fromHex("820105"), message).items.map(({ instancePath }) => instancePath);
  expect(paths).toEqual(["", "/kind", "/count"]);
  const half = inspect(fromHex("9f01"), message);
  expect(half.items.map(({ instancePath }) => instancePath)).toEqual(["", "/kind"]);
});

test("the JSON Schema takes what the codec takes", () => {
  for (const [payload, right, wrong] of [
    [byLiteral, [1, 5], [0, 5]],
    [byLength, ["a"], [1]],
    [named, { kind: 1, count: 5 }, { kind: 0, count: 5 }],
    [namedByLength, { a: "a" }, { a: 1 }],
  ] as const) {
    const message = defineMessage({ name, title, payload });
    const judge = new Ajv2020({ strict: false }).compile(message.schema);
    expect([judge(right), judge(wrong)]).toEqual([true, false]);
    expect([message.is(message.fromJson(right)), message.is(wrong)]).toEqual([true, false]);
  }
});

describe("arrays that cannot be told apart are refused, with the way out", () => {
  const reason =
    "expected each array in the union to have a literal item or a length that tells it from the others";
  test.each<[string, Type.TSchema[], string]>([
    [
      "lengths that meet",
      [Type.Tuple([Bytes(), Type.Optional(Bytes())]), Type.Tuple([Type.Null(), Type.Null()])],
      reason,
    ],
    [
      "literals that meet",
      [Type.Tuple([Type.Literal(0)]), Type.Tuple([Type.Union([Type.Literal(0), Type.Literal(1)])])],
      reason,
    ],
    [
      "a literal that may be left out",
      [Type.Tuple([Type.Optional(Type.Literal(0))]), Type.Tuple([Type.Literal(1)])],
      reason,
    ],
    [
      "literals of other names",
      [ArrayStruct({ a: Type.Literal(0) }), ArrayStruct({ b: Type.Literal(1) })],
      reason,
    ],
    [
      "names that a shorter one has in another place",
      [ArrayStruct({ a: Type.Null(), b: Type.Null() }), ArrayStruct({ b: Type.Integer() })],
      reason,
    ],
    ["an array of any length", [Type.Array(Bytes()), Type.Tuple([])], "but array and tuple are both array"],
    [
      "with names and without",
      [ArrayStruct({ a: Type.Literal(0) }), Type.Tuple([Type.Literal(1)])],
      "but tuple and tuple are both array",
    ],
    [
      "an object in memory",
      [ArrayStruct({ a: Type.Literal(0) }), Type.Object({ a: Type.Literal(1) })],
      "but tuple and object are both map",
    ],
  ])("%s", (_, branches, expected) => {
    expect(() => defineMessage({ name, title, payload: Type.Union(branches) })).toThrow(expected);
  });
});

test("types follow", () => {
  const message = defineMessage({ name, title, payload: byLiteral });
  expectTypeOf(message.decode).returns.toEqualTypeOf<
    [0, Uint8Array<ArrayBuffer>] | [1, number, null?] | null
  >();
});
