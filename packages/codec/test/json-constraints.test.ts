import { Bytes, Float32, Open, Tagged, Type, Uint64 } from "@wirebook/codec";
import fc from "fast-check";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { allDifferent, characters, fitsBounds, isMultiple, lengthOf } from "../src/json/constraints.ts";
import type { Plan } from "../src/plan/plan.ts";
import { evaluateNode, planOf } from "./generating.ts";

/** What a small module says of a value: it has the bounds as code, those of a length apart. */
function fitsNode(plan: Plan, value: unknown): boolean {
  const { sized, fits } = evaluateNode(plan);
  return sized?.(lengthOf(plan, value) as number) !== false && fits?.(value) !== false;
}

describe("a value of the right type is within its bounds", () => {
  const rows: [string, TSchema, unknown[], unknown[]][] = [
    ["of a minimum and a maximum", Type.Integer({ minimum: 0, maximum: 255 }), [0, 255, -0], [-1, 256]],
    ["of exclusive ones", Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), [0.5], [0, 1, -0]],
    ["in steps", Type.Number({ multipleOf: 0.1 }), [0.1, 0.2, 0.3, 0], [0.05]],
    ["as what 32 bits hold", Float32({ minimum: 0.1 }), [0.1, 0.0999999999], [0.09]],
    [
      "of characters, not of UTF-16 units",
      Type.String({ minLength: 2, maxLength: 3 }),
      ["ab", "𐅑𐅑𐅑"],
      ["𐅑", "abcd"],
    ],
    ["of a pattern", Type.String({ pattern: "^a" }), ["a", "ab"], ["", "ba"]],
    ["of items", Type.Array(Type.Null(), { minItems: 1, maxItems: 2 }), [[null]], [[], [null, null, null]]],
    [
      "of different numbers",
      Type.Array(Type.Number(), { uniqueItems: true }),
      [[1, 2], []],
      [
        [1, 1],
        [0, -0],
      ],
    ],
    [
      "of different bytes",
      Type.Array(Bytes(), { uniqueItems: true }),
      [[Uint8Array.of(1), Uint8Array.of(2)]],
      [[Uint8Array.of(1), Uint8Array.of(1)]],
    ],
    ["of members", Open({}, { minProperties: 1, maxProperties: 2 }), [{ a: 1 }], [{}, { a: 1, b: 2, c: 3 }]],
    [
      "of a record's members",
      Type.Record(Type.Integer(), Type.Null(), { minProperties: 1 }),
      [{ 1: null }],
      [{}],
    ],
    ["where it has none", Type.Unknown(), [1, "a", [], {}], []],
    ["where its type has them", Uint64(), [0n, 2n ** 64n - 1n], []],
    ["where its content has them", Tagged(1, Type.Integer({ minimum: 5 })), [5, 4], []],
  ];
  test.each(rows)("%s", (_, schema, within, beyond) => {
    const plan = planOf(schema);
    expect(within.map((value) => fitsBounds(plan, value))).toEqual(within.map(() => true));
    expect(beyond.map((value) => fitsBounds(plan, value))).toEqual(beyond.map(() => false));
    // A bound is of a tag's content and not of the tag.
    expect(within.map((value) => fitsNode(plan, value))).toEqual(within.map(() => true));
    expect(beyond.map((value) => fitsNode(plan, value))).toEqual(beyond.map(() => false));
  });

  test("of as many members as are told, where they are not to be counted", () => {
    const plan = planOf(Open({}, { maxProperties: 1 }));
    expect(fitsBounds(plan, {}, 2)).toBe(false);
    expect(fitsBounds(plan, { a: 1, b: 2 }, 1)).toBe(true);
  });

  test("of different items, where one of two that look alike was refused before", () => {
    const plan = planOf(Type.Array(Type.Number(), { uniqueItems: true }));
    expect(fitsBounds(plan, [undefined, undefined])).toBe(true);
    expect(fitsNode(plan, [undefined, undefined])).toBe(true);
  });
});

describe("a multiple", () => {
  test.each([
    [6, 3, true],
    [7, 3, false],
    [0, 3, true],
    [-6, 3, true],
    [1e300, 1, true],
    [1e20, 1, true],
    [1e21, 1, true],
    [1e21, 3, false],
    [0.3, 0.1, true],
    [0.35, 0.1, false],
    [1e-320, 1e-320, true],
  ])("%d of %d: %s", (value, of, expected) => {
    expect(isMultiple(value, of)).toBe(expected);
  });
});

test("a multiple is the same by the digits of both decimals", () => {
  const inUnits = (text: string, places: number) => {
    const [whole = "", fraction = ""] = text.split(".");
    return BigInt(whole + fraction.padEnd(places, "0"));
  };
  const plain = fc
    .tuple(
      fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
      fc.nat({ max: 5 }),
      fc.constantFrom(0.01, 0.05, 0.1, 2.5, 0.007, 3),
    )
    // Plain decimals alone, as their digits can be compared without further thought.
    .map(([units, places, of]) => [Number(`${units}e-${places}`), of] as const)
    .filter(([value]) => !String(value).includes("e"));
  fc.assert(
    fc.property(plain, ([value, of]) => {
      const expected = inUnits(String(value), 20) % inUnits(String(of), 20) === 0n;
      expect(isMultiple(value, of)).toBe(expected);
    }),
    { numRuns: 5000 },
  );
});

describe("characters are code points", () => {
  test.each([
    ["", 0],
    ["ab", 2],
    ["ü", 1],
    ["u\u0308", 2],
    ["𐅑", 1],
    ["👨‍👩‍👧", 5],
  ])("%j has %d", (text, count) => {
    expect(characters(text)).toBe(count);
    expect([...text]).toHaveLength(count);
  });
});

describe("items are different", () => {
  test.each([
    [[], true],
    [[1, "1", true, null], true],
    [[1, 2, 1], false],
    [[Uint8Array.of(1, 2), Uint8Array.of(1, 2)], false],
  ])("%j: %s", (items, expected) => {
    expect(allDifferent(items)).toBe(expected);
  });
});
