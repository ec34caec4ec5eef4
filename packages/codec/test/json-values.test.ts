import { createContext, runInContext } from "node:vm";
import { describe, expect, test } from "vitest";
import {
  asPayload,
  isBytes,
  isNumber,
  isPlainObject,
  isText,
  kindOf,
  ownMember,
  setMember,
} from "../src/json/kinds.ts";
import { plainJson } from "../src/json/plain-json.ts";
import { Float, Simple, Tag, undeclared } from "../src/undeclared.ts";

const elsewhere = (code: string): unknown => runInContext(code, createContext({}));

describe("what a value is", () => {
  const rows: [string, unknown, string][] = [
    ["null", null, "null"],
    ["a text", "a", "text"],
    ["a number", 1, "number"],
    ["NaN", Number.NaN, "number"],
    ["a bigint", 1n, "bigint"],
    ["true", true, "boolean"],
    ["nothing", undefined, "undefined"],
    ["an array", [], "array"],
    ["an array of another realm", elsewhere("[]"), "array"],
    ["bytes", new Uint8Array(1), "bytes"],
    ["a Buffer", Buffer.of(1), "bytes"],
    ["bytes of another realm", elsewhere("new Uint8Array(1)"), "bytes"],
    ["bytes that say they are something else", new (class Name extends Uint8Array {})(1), "bytes"],
    ["signed bytes", new Int8Array(1), "object of a class"],
    ["a DataView", new DataView(new ArrayBuffer(1)), "object of a class"],
    ["an object", {}, "map"],
    ["an object without a prototype", Object.create(null), "map"],
    ["an object of another realm", elsewhere("({})"), "map"],
    ["a Map", new Map(), "object of a class"],
    ["a Date", new Date(0), "object of a class"],
    ["an instance of a class", new (class Reading {})(), "object of a class"],
    ["an object on another object", Object.create({ a: 1 }), "object of a class"],
    ["a function", () => 1, "function"],
    ["a symbol", Symbol("s"), "symbol"],
  ];
  test.each(rows)("%s", (_, value, kind) => {
    expect(kindOf(value)).toBe(kind);
    expect(isPlainObject(value)).toBe(kind === "map");
    expect(isBytes(value)).toBe(kind === "bytes");
  });
});

describe("a finite number", () => {
  test.each([
    [0, undefined, true],
    [1e300, undefined, true],
    [1e300, 64, true],
    [1e300, 32, false],
    [3.4028234663852886e38, 32, true],
    [Number.NaN, undefined, false],
    [Number.POSITIVE_INFINITY, undefined, false],
    ["1", undefined, false],
    [1n, 32, false],
  ] as const)("%s, of width %s: %s", (value, width, expected) => {
    expect(isNumber(value, width)).toBe(expected);
  });
});

describe("text that UTF-8 can hold", () => {
  test.each([
    ["", true],
    ["𐅑", true],
    ["\ud800", false],
    ["a\udc00b", false],
    [1, false],
  ])("%j: %s", (value, expected) => {
    expect(isText(value)).toBe(expected);
  });
});

describe("a member", () => {
  test("that is inherited is none", () => {
    expect(ownMember({ a: 1 }, "a")).toBe(1);
    expect(ownMember({}, "toString")).toBeUndefined();
    expect(ownMember({}, "__proto__")).toBeUndefined();
  });

  test.each(["a", "__proto__", "constructor", "7"])("is set under the name %s, as an own one", (name) => {
    const object: Record<string, unknown> = {};
    setMember(object, name, { inner: 1 });
    expect(Object.keys(object)).toEqual([name]);
    expect(ownMember(object, name)).toEqual({ inner: 1 });
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });
});

describe("an argument that is no payload", () => {
  test.each([
    ["text", "a"],
    ["array", [1]],
    ["undefined", undefined],
    ["object of a class", new ArrayBuffer(1)],
  ])("is the caller's mistake: %s", (found, value) => {
    expect(() => asPayload(value, "inspect")).toThrow(
      new TypeError(`inspect: expected the payload as a Uint8Array, found ${found}`),
    );
  });
});

describe("the JSON form of a decoded value", () => {
  const rows: [unknown, unknown][] = [
    [1, 1],
    [-0, 0],
    [2n ** 53n - 1n, 2 ** 53 - 1],
    [2n ** 53n, "9007199254740992"],
    [-(2n ** 53n) + 1n, -(2 ** 53) + 1],
    [-(2n ** 64n), "-18446744073709551616"],
    [Uint8Array.of(255), "/w=="],
    [null, null],
    [
      [1n, [2n, Uint8Array.of()], "a"],
      [1, [2, ""], "a"],
    ],
    [
      { a: 1n, b: { c: -0 }, d: "x" },
      { a: 1, b: { c: 0 }, d: "x" },
    ],
  ];
  test.each(rows)("of %s", (value, json) => {
    expect(plainJson(value, true)).toStrictEqual(json);
  });

  test("is the value itself where nothing is different", () => {
    const value = { a: [1, "b"], c: { d: null } };
    expect(plainJson(value, true)).toBe(value);
  });

  test.each([
    ["a tag", new Tag(1, 0), { tag: 1, value: 0 }],
    ["NaN", Number.NaN, "NaN"],
    ["a simple value", new Simple(32), { simple: 32 }],
    ["undefined as a simple value", new Simple(23), null],
    ["a float of a whole number", new Float(1), 1],
    ["members with names", Object.assign({ 5: 1n }, { [undeclared]: [{ key: 5, name: "5" }] }), { 5: 1 }],
  ])("is what has none of its own in other words: %s", (_, value, json) => {
    expect(plainJson([{ a: value }], true)).toEqual([{ a: json }]);
  });

  test("is none where a key has no name", () => {
    const value = { [undeclared]: [{ key: [1], value: 2 }] };
    expect(plainJson([{ a: value }], true)).toBeUndefined();
  });

  test("leaves the value as it was", () => {
    const value = { a: 1n, b: [2n] };
    plainJson(value, false);
    expect(value).toEqual({ a: 1n, b: [2n] });
  });

  test("keeps a member named __proto__", () => {
    const value: Record<string, unknown> = {};
    setMember(value, "__proto__", 1n);
    expect(JSON.stringify(plainJson(value, true))).toBe('{"__proto__":1}');
  });
});
