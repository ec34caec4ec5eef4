import { Bytes, Tagged, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { define } from "wirebook-test/checks/engines";
import { createRandom } from "wirebook-test/proof/codec/random";
import { generate } from "../src/compiled/generate/generate.ts";
import * as runtime from "../src/compiled/runtime/runtime.ts";
import { fromHex, planOf } from "./generating.ts";

const limits = { bytes: 1 << 20, depth: 16, items: 100_000 };

/** A generated function by itself: nothing stands behind it that decides what it leaves. */
function made<Result>(payload: Schema, verb: "decode" | "transcode"): (bytes: Uint8Array) => Result {
  const { text, helpers } = generate(planOf(payload), limits, [verb], ({ name }) => name);
  return new Function("runtime", `const { ${helpers.join(", ")} } = runtime; ${text} return ${verb};`)(
    runtime,
  );
}

const inner = Type.Object({ a: Type.Integer(), b: Type.Optional(Type.String()) });
const position = Type.Object({
  id: Type.String(),
  lat: Type.Optional(Type.Number()),
  seven: Type.Boolean({ key: 7 }),
  state: Type.Union([Type.Literal("on"), Type.Literal(300), Type.Null()]),
});

const cases: { what: string; payload: Schema; spellings: Record<string, string> }[] = [
  {
    what: "members that are all required",
    payload: Type.Object({ a: Type.Integer(), b: Type.String() }),
    spellings: {
      declared: "a2 6161 01 6162 6178",
      "another order": "a2 6162 6178 6161 01",
      "indefinite length": "bf 6162 6178 6161 01 ff",
      "long heads": "ba00000002 7a0000000161 1801 780162 7a0000000178",
      "long heads in another order": "b802 780162 7900 0178 780161 1900 01",
    },
  },
  {
    what: "optional members",
    payload: Type.Array(inner),
    spellings: {
      declared: "84 a1 6161 01 a2 6161 02 6162 6178 a2 6161 03 6162 60 a1 6161 04",
      "another order": "84 a1 6161 01 a2 6162 6178 6161 02 a2 6162 60 6161 03 a1 6161 04",
      "one after the other": "84 a1 6161 01 a2 6162 6178 6161 02 a2 6161 03 6162 60 a1 6161 04",
      "indefinite lengths": "9f bf 6161 01 ff bf 6162 6178 6161 02 ff bf 6162 60 6161 03 ff bf 6161 04 ff ff",
    },
  },
  {
    what: "maps in maps",
    payload: Type.Object({ x: inner, y: inner, z: Type.Object({ x: inner }) }),
    spellings: {
      declared: "a3 6178 a1616101 6179 a2 616102 61626162 617a a1 6178 a1616103",
      "another order inside": "a3 6178 a1616101 6179 a2 61626162 616102 617a a1 6178 a1616103",
      "another order outside": "a3 617a a1 6178 a1616103 6179 a2 616102 61626162 6178 a1616101",
      "another order everywhere": "a3 617a a1 6178 a1616103 6179 a2 61626162 616102 6178 a1616101",
    },
  },
  {
    what: "keys of integers, literals",
    payload: Type.Object({ ...position.properties }),
    spellings: {
      declared: "a4 626964 6178 636c6174 f93e00 07 f5 657374617465 626f6e",
      "another order": "a4 657374617465 626f6e 636c6174 f93e00 07 f5 626964 6178",
      "long heads": "b804 78026964 780178 78036c6174 f93e00 1807 f5 78057374617465 7900026f6e",
      "long heads in another order": "b804 1807 f5 78036c6174 f93e00 78057374617465 78026f6e 78026964 780178",
    },
  },
  {
    what: "tags, tuples and unions",
    payload: Type.Union([
      Type.Object({ t: Type.Literal(1), at: Tagged(1, Type.Tuple([Type.Integer(), Bytes()])) }),
      Type.Object({ t: Type.Literal("two") }),
    ]),
    spellings: {
      declared: "a2 6174 01 626174 c1 82 05 4107",
      "another order": "a2 626174 c1 82 05 4107 6174 01",
      "long heads": "b802 780174 190001 78026174 d801 9802 1805 580107",
    },
  },
  {
    what: "texts that are not all ASCII",
    payload: Type.Object({ ä: Type.String(), b: Type.String() }),
    spellings: {
      declared: "a2 62c3a4 6ac3a4e99bbbf09f918d78 6162 61 7f",
      "another order": "a2 6162 61 7f 62c3a4 6ac3a4e99bbbf09f918d78",
      "long heads": "b802 7802c3a4 780ac3a4e99bbbf09f918d78 780162 7801 7f",
    },
  },
];

describe.each(cases)("without the other engine are read: $what,", ({ payload, spellings }) => {
  const message = define({ name: "up/spelled", title: "Spelled", payload }, { engine: "reference" });
  const bytesOf = (hex: string) => fromHex(hex.replaceAll(" ", ""));
  const expected = message.decode(bytesOf(spellings.declared as string));
  const decode = made(payload, "decode");
  const transcode = made(payload, "transcode");

  // Twice, and the declared one between: what was learned of one spelling is no other's harm.
  test.each([...Object.entries(spellings), ...Object.entries(spellings).reverse()])("%s", (_, hex) => {
    const bytes = bytesOf(hex);
    expect(message.decode(bytes)).toEqual(expected);
    expect(decode(bytes)).toEqual(expected);
    expect(transcode(bytes)).toBe(message.transcode(bytes));
    expect(transcode(bytesOf(spellings.declared as string))).toBe(message.transcode(bytes));
  });
});

test("members that are there or not, in an order that changes from one message to the next", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const decode = made(
    Type.Object(Object.fromEntries(names.map((name) => [name, Type.Optional(Type.Integer())]))),
    "decode",
  );
  const random = createRandom(8949);
  for (let round = 0; round < 500; round++) {
    const present = names.filter(() => random.oneIn(2)).sort(() => (random.oneIn(2) ? 1 : -1));
    const bytes = Uint8Array.of(
      0xa0 | present.length,
      ...present.flatMap((name) => [0x61, name.charCodeAt(0), 7]),
    );
    expect(decode(bytes)).toEqual(Object.fromEntries(present.map((name) => [name, 7])));
  }
});

describe("in another order is left to the other engine", () => {
  const decode = made(inner, "decode");
  const transcode = made(inner, "transcode");
  test.each([
    ["a key twice", "a2 6161 01 6161 01"],
    ["a key twice, in two heads", "a2 6161 01 780161 01"],
    ["a key twice behind others", "a3 6162 60 6161 01 6162 60"],
    ["an unknown key", "a2 6163 01 6161 01"],
    ["a missing key", "a1 6162 60"],
    ["an end too soon", "a2 6162 60 6161"],
    ["a head too short", "a2 6162 60 19"],
    ["a value of another type", "a2 6162 01 6161 01"],
    ["more behind it", "a2 6162 60 6161 01 00"],
  ])("%s", (_, hex) => {
    const bytes = fromHex(hex.replaceAll(" ", ""));
    expect(decode(bytes)).toBeUndefined();
    expect(transcode(bytes)).toBeUndefined();
  });

  test("what would be read again and again", () => {
    // Each map has its first member behind its second, which holds the next one: all are begun twice.
    const levels = 14;
    const schema = Array.from({ length: levels }).reduce<Schema>(
      (content) => Type.Object({ a: Type.Null(), b: content }),
      Type.Null(),
    );
    const hex = `${"a2 6162".repeat(levels)} f6 ${"6161 f6".repeat(levels)}`.replaceAll(" ", "");
    const bytes = fromHex(hex);
    expect(
      define({ name: "up/deep", title: "Deep", payload: schema }, { engine: "compiled" }).transcode(bytes),
    ).toBe(
      define({ name: "up/deep", title: "Deep", payload: schema }, { engine: "reference" }).transcode(bytes),
    );
  });
});

test("what was learned of one spelling is forgotten after the first message in another", () => {
  const names = ["a", "b", "c", "d", "e"];
  const schema = Type.Object(Object.fromEntries(names.map((name) => [name, Type.Integer()])));
  const { text, helpers } = generate(planOf(schema), limits, ["decode"], ({ name }) => name);
  let looks = 0;
  const findKey: typeof runtime.findKey = (...place) => {
    looks++;
    return runtime.findKey(...place);
  };
  const decode = new Function("runtime", `const { ${helpers.join(", ")} } = runtime; ${text} return decode;`)(
    {
      ...runtime,
      findKey,
    },
  );
  const pairs = names.map((name, index) => [0x61, name.charCodeAt(0), index]);
  const wide = names.map((name, index) => [0x7a, 0, 0, 0, 1, name.charCodeAt(0), index]);
  const looksIn = (members: number[][]) => {
    looks = 0;
    expect(decode(Uint8Array.of(0xa0 | names.length, ...members.flat()))).toEqual({
      a: 0,
      b: 1,
      c: 2,
      d: 3,
      e: 4,
    });
    return looks;
  };
  for (const members of [pairs.toReversed(), pairs, wide, wide.toReversed(), pairs]) {
    expect(looksIn(members)).toBeLessThanOrEqual(names.length);
    expect(looksIn(members)).toBe(0);
  }
});

test("a map that ends too early is left, whatever its keys are", () => {
  const decode = made<unknown>(
    Type.Object({ a: Type.Integer({ key: 0 }), b: Type.Integer({ key: 1 }) }),
    "decode",
  );
  expect(decode(fromHex("a20100"))).toBeUndefined();
  expect(decode(fromHex("a2010018"))).toBeUndefined();
  expect(decode(fromHex("a201001a0000"))).toBeUndefined();
});

test("tuples of indefinite length are read without the other engine", () => {
  const union = Type.Union([
    Type.Tuple([Type.Literal(1), Type.Integer()]),
    Type.Tuple([Type.Literal("two"), Type.String(), Type.Boolean()]),
  ]);
  const list = made<unknown>(Type.Array(union), "decode");
  expect(list(fromHex("9f9f0105ff9f6374776f6178f5ffff"))).toEqual([
    [1, 5],
    ["two", "x", true],
  ]);
  expect(list(fromHex("9f9f010506ffff"))).toBeUndefined();
  expect(list(fromHex("9f9f01ffff"))).toBeUndefined();
  const text = made<string>(Type.Array(union), "transcode");
  expect(text(fromHex("9f9f0105ff9f6374776f6178f5ffff"))).toBe('[[1,5],["two","x",true]]');
});
