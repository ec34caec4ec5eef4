import { describe, expect, test } from "vitest";
import { encoded, standsAt, store } from "../src/compiled/generate/bytes.ts";
import { head, headBytes } from "../src/compiled/generate/heads.ts";
import { evaluate, fromHex, newContext, toHex } from "./generating.ts";

describe("a key or a literal in preferred serialization", () => {
  test.each([
    [0, "00"],
    [23, "17"],
    [24, "1818"],
    [255, "18ff"],
    [256, "190100"],
    [65_536, "1a00010000"],
    [2 ** 32, "1b0000000100000000"],
    [-1, "20"],
    [-25, "3818"],
    [1.5, "f93e00"],
    [1.1, "fb3ff199999999999a"],
    [true, "f5"],
    [false, "f4"],
    [null, "f6"],
    ["", "60"],
    ["C", "6143"],
    ["ü", "62c3bc"],
  ])("%j is %s", (value, hex) => {
    expect(toHex(encoded(value))).toBe(hex);
  });
});

describe("a head", () => {
  test.each([
    [2, 0, "40"],
    [3, 23, "77"],
    [4, 24, "9818"],
    [5, 256, "b90100"],
    [6, 64, "d840"],
    [6, 70_000, "da00011170"],
  ])("of major type %i and argument %i is %s", (major, argument, hex) => {
    expect(toHex(headBytes(major, argument))).toBe(hex);
  });

  /** Code that passes a head, and what it finds: the count, and where it is then. */
  const pass = (argument?: number) => {
    const context = newContext();
    const count = head(4, argument, context);
    return evaluate(`{ let at = 0; ${context.code} return [${count}, at]; }`, context, "payload");
  };

  test.each([
    ["80", 0, 1],
    ["97", 23, 1],
    ["9818", 24, 2],
    ["9800", 0, 2],
    ["9b0000000000000001", 1, 9],
    ["9f", -1, 1],
  ])("of any array: %s holds %i items", (hex, count, length) => {
    expect(pass()(fromHex(hex))).toEqual([count, length]);
  });

  test.each(["60", "a0", "f6", "98"])("that is none of an array is left: %s", (hex) => {
    expect(pass()(fromHex(hex))).toBeUndefined();
  });

  test("of one length takes that one, in whatever head", () => {
    expect(pass(2)(fromHex("82"))).toEqual([2, 1]);
    expect(pass(2)(fromHex("83"))).toBeUndefined();
    expect(pass(2)(fromHex("9802"))).toEqual([2, 2]);
    expect(pass(2)(fromHex("9803"))).toBeUndefined();
    expect(pass(2)(fromHex("9f"))).toBeUndefined();
    expect(pass(2)(fromHex("a2"))).toBeUndefined();
  });
});

describe.each([
  ["in place", true],
  ["by a helper", false],
])("bytes that are compared and written %s", (_, unrolled) => {
  const bytes = fromHex("6568656c6c6f");

  test.each([
    ["6568656c6c6f", true],
    ["006568656c6c6f", false],
    ["6568656c6c70", false],
    ["6568656c6c", false],
    ["", false],
  ])("stand in front of %s: %s", (hex, expected) => {
    const context = newContext({ unrolled });
    const condition = standsAt(bytes, "at", context);
    expect(evaluate(condition, context, "payload", "at")(fromHex(hex), 0)).toBe(expected);
  });

  test("are written where they are to be", () => {
    const context = newContext({ unrolled });
    const out = new Uint8Array(8);
    const write = evaluate(`{ ${store(bytes, "at", context)} return at; }`, context, "out", "at");
    expect(write(out, 1)).toBe(7);
    expect(toHex(out)).toBe("006568656c6c6f00");
  });
});
