import { Bytes, defineMessage, Float32, isCodecError, Open, Tagged, Type, Uint64 } from "@wirebook/codec";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { smallOf } from "wirebook-test/checks/engines";

/** The same message type on the interpreted engine and on the small one. */
function both(payload: TSchema) {
  const other = defineMessage({ name: "up/x", title: "X", payload }, { engine: "interpreted" });
  return [smallOf(other), other] as const;
}

/** What comes of it, or why nothing does. */
function outcomeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (isCodecError(error)) return error.issues;
    throw error;
  }
}

test("a message on the small runtime says so", () => {
  const [small] = both(Type.Null());
  expect(small.engine).toBe("small");
  expect(small.examples).toEqual([]);
});

describe("a value ends as on the interpreted engine", () => {
  const rows: [string, TSchema, unknown][] = [
    [
      "an object without a clue to its branch",
      Type.Union([Type.Object({ a: Type.Null() }), Type.Object({ b: Type.Null() })]),
      { c: 1 },
    ],
    [
      "an object whose members are those of every object",
      Open({}),
      { valueOf: 1, toString: 2, hasOwnProperty: 3 },
    ],
    ["a number too precise for 32 bits, below their bound", Float32({ maximum: 0.1 }), 0.1],
    ["a number that is out of 32 bits", Float32(), 1e39],
    ["no whole multiple", Type.Number({ multipleOf: 0.1 }), 0.3],
    ["a multiple that is written with an exponent", Type.Number({ multipleOf: 1e-5 }), 1e21],
    ["items that repeat", Type.Array(Bytes(), { uniqueItems: true }), [Uint8Array.of(1), Uint8Array.of(1)]],
    ["items of which one is refused", Type.Array(Bytes(), { uniqueItems: true }), [1, 1]],
    ["a member that is inherited", Type.Object({ a: Type.Optional(Type.Null()) }), Object.create({ a: 1 })],
    [
      "a member that is not enumerable",
      Type.Object({ a: Type.Null() }),
      Object.defineProperty({}, "a", { value: null }),
    ],
    ["a symbol", Type.Unknown(), Symbol("x")],
    ["characters beyond the first plane", Type.String({ maxLength: 1 }), "😀"],
    ["an integer of 64 bits as a number", Uint64(), 5],
    ["what is behind a tag", Tagged(5, Type.Object({ a: Type.Integer({ minimum: 3 }) })), { a: 2 }],
    [
      "a name that is no integer",
      Type.Record(Type.Integer(), Type.Null()),
      { "-0": null, "01": null, "1": null },
    ],
    [
      "a name that is none in the wire's way",
      Open({ a: Type.Optional(Type.Null({ key: 1 })) }),
      { a: null, 1: 2 },
    ],
  ];
  test.each(rows)("%s", (_, payload, value) => {
    const [small, other] = both(payload);
    for (const verb of ["encode", "fromJson", "toJson"] as const) {
      expect(outcomeOf(() => small[verb](value as never))).toEqual(
        outcomeOf(() => other[verb](value as never)),
      );
    }
  });
});

describe("a payload ends as on the interpreted engine", () => {
  const rows: [string, TSchema, string][] = [
    [
      "a map without a clue to its branch",
      Type.Union([Type.Object({ a: Type.Null() }), Type.Object({ b: Type.Null() })]),
      "a1616301",
    ],
    ["keys without a name, the same one twice", Type.Unknown(), "a2f701f702"],
    ["keys without a name, different ones", Type.Unknown(), "a2f701f97e0002"],
    ["a key that is an array", Type.Unknown(), "a18001"],
    ["a key with bad UTF-8", Type.Object({}), "a161ff01"],
    ["a repeated key under a refused map", Type.Null(), "81a2616101616102"],
    ["a key by another spelling", Type.Object({ a: Type.Null({ key: 1 }) }), "a11801f6"],
    ["a float as an integer key", Type.Object({ a: Type.Null({ key: 1 }) }), "a1f93c00f6"],
    ["the name of a member with a key", Open({ a: Type.Optional(Type.Null({ key: 1 })) }), "a16161f6"],
    ["tags where none is expected", Type.Array(Type.Unknown()), "81c101"],
    ["a tuple that is too short", Type.Tuple([Type.Null(), Type.Null()]), "81f6"],
    ["a tuple of indefinite length", Type.Tuple([Type.Null(), Type.Null()]), "9ff6f6ff"],
  ];
  test.each(rows)("%s", (_, payload, hex) => {
    const [small, other] = both(payload);
    const bytes = Buffer.from(hex, "hex");
    for (const verb of ["decode", "transcode"] as const) {
      expect(outcomeOf(() => small[verb](bytes))).toEqual(outcomeOf(() => other[verb](bytes)));
    }
  });
});
