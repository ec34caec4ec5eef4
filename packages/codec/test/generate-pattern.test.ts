import { describe, expect, test } from "vitest";
import { bytePattern } from "../src/compiled/generate/pattern.ts";
import { evaluate, newContext } from "./generating.ts";

/** Texts near to what the patterns take. */
const texts = [
  ...["", "a", "z", "A", "0", "9", "-", "_", " ", ".", ":", "ab", "abc", "abcd", "abcde", "aaaa", "zz9"],
  ...["70b3d5e050020901", "70B3D5E050020901", "70b3d5e05002090", "70b3d5e0500209011", "70b3d5e05002090g"],
  ...["urn:dev:mac:70b3d5e050020901", "urn:dev:mac:", "urn:dev", "v1", "v12", "v", "x-1", "x1", "1.2", "1."],
  ...["ä", "水", "𐅑", "\u0000", "a\n", "ab\u0000"],
];

describe("a pattern that is judged by bytes takes what the regular expression takes", () => {
  test.each([
    "^[a-z]*$",
    "^[a-z]+$",
    "^[a-z]?$",
    "^[0-9A-F]{16}$",
    "^[0-9a-f]{16}$",
    "^[0-9A-Fa-f]{16}$",
    "^(?:urn:dev:mac:)?[0-9a-f]{16}$",
    "^(urn:dev:mac:)?[0-9a-f]{16}$",
    "^v[0-9]{1,2}$",
    "^[a-c]{2,4}$",
    "^x-[0-9]$",
    "^[0-9]+$",
    "^abc$",
    "^$",
    "^[A-Z _.:]*$",
  ])("%s", (pattern) => {
    const context = newContext();
    const name = bytePattern(pattern, context);
    expect(name).toBeDefined();
    const matches = evaluate(`${name}(bytes, from, end)`, context, "bytes", "from", "end");
    const regularly = new RegExp(pattern, "u");
    for (const text of texts) {
      // Behind the text and in front of it stands what could be taken for more of it.
      const bytes = new TextEncoder().encode(`a${text}a`);
      expect([text, matches(bytes, 1, bytes.length - 1)]).toEqual([text, regularly.test(text)]);
    }
  });
});

describe("a pattern that one look at each byte does not decide is left to the regular expression", () => {
  test.each([
    ["without an end", "^[a-z]*"],
    ["without a beginning", "[a-z]*$"],
    ["where what can be taken could be left", "^[a-z]*z$"],
    ["where the same could be taken twice", "^[a-z]*[a-z]$"],
    ["with a choice", "^(a|b)$"],
    ["with any character", "^.*$"],
    ["with a class by its name", "^\\d+$"],
    ["with a class of what is not to be", "^[^a]$"],
    ["with a repeated letter", "^ab*$"],
    ["with a character beyond ASCII", "^ä$"],
    ["with a class the wrong way round", "^[z-a]$"],
    ["with a dash out of place", "^[-a]$"],
  ])("%s: %s", (_, pattern) => {
    expect(bytePattern(pattern, newContext())).toBeUndefined();
  });

  test("no pattern", () => {
    expect(bytePattern(undefined, newContext())).toBeUndefined();
  });
});
