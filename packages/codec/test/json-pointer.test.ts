import { describe, expect, test } from "vitest";
import { parsePointer, pointer } from "../src/json/pointer.ts";

/** The examples of RFC 6901 §5, and indexes. */
const rows: [(string | number)[], string][] = [
  [[], ""],
  [["foo"], "/foo"],
  [["foo", 0], "/foo/0"],
  [[""], "/"],
  [["a/b"], "/a~1b"],
  [["c%d"], "/c%d"],
  [["e^f"], "/e^f"],
  [["g|h"], "/g|h"],
  [["i\\j"], "/i\\j"],
  [['k"l'], '/k"l'],
  [[" "], "/ "],
  [["m~n"], "/m~0n"],
  [["~1"], "/~01"],
  [["~/", 7, "/~"], "/~0~1/7/~1~0"],
];

describe("a JSON Pointer", () => {
  test.each(rows)("of %j is %j, and the other way", (parts, text) => {
    expect(pointer(parts)).toBe(text);
    expect(parsePointer(text)).toEqual(parts.map(String));
  });

  test("escapes a name once, however often it is written", () => {
    const written = new Map<string, string>();
    expect(pointer(["a/b", "c"], written)).toBe("/a~1b/c");
    expect([...written]).toEqual([["a/b", "a~1b"]]);
    written.set("a/b", "kept");
    expect(pointer(["a/b"], written)).toBe("/kept");
  });
});
