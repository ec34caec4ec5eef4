import { describe, expect, test } from "vitest";
import { choose, createCode, identifier, pair, property, quote } from "../src/compiled/generate/code.ts";

describe("a member's name as an identifier", () => {
  test.each([
    ["rssi", "rssi"],
    ["net status", "net_status"],
    ["größe", "gro_e"],
    ["7", "_7"],
    ["", "member"],
    ["水", "member"],
    ["$", "member"],
    ["a".repeat(60), "a".repeat(40)],
    ["*/ process.exit() /*", "process_exit"],
  ])("%j is %s", (name, expected) => {
    expect(identifier(name)).toBe(expected);
  });
});

describe("a fresh name", () => {
  test("is one that nothing else has: no word of the language, no helper, no other variable", () => {
    const code = createCode();
    expect([code.fresh("a"), code.fresh("a"), code.fresh("class"), code.fresh("putText")]).toEqual([
      "a_",
      "a_2",
      "class_",
      "putText_",
    ]);
  });
});

describe("text in code", () => {
  test.each([
    ["a", '"a"'],
    ['"', '"\\""'],
    ["\n", '"\\n"'],
    ["\u2028\u2029", '"\\u2028\\u2029"'],
    ["\ud800", '"\\ud800"'],
  ])("%j is quoted as %s", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
    expect(new Function(`return ${quoted}`)()).toBe(text);
  });

  test.each([
    ["a", "o.a", "a: value"],
    ["$a_1", "o.$a_1", "$a_1: value"],
    ["1", 'o["1"]', '"1": value'],
    ["a-b", 'o["a-b"]', '"a-b": value'],
    ["ü", 'o["ü"]', '"ü": value'],
  ])("the member %j", (name, member, inLiteral) => {
    expect(property("o", name)).toBe(member);
    expect(pair(name, "value")).toBe(inLiteral);
  });

  test("a member of the name of its variable is written once", () => {
    expect(pair("rssi", "rssi")).toBe("rssi");
  });

  test("a comment stays on its line, whatever is in it", () => {
    const code = createCode();
    code.comment("a\nb\rc\u2028d\u2029e");
    expect(code.toString()).toBe("  // a b c d e");
  });
});

describe("a choice", () => {
  const written = (choices: readonly string[]) => {
    const code = createCode();
    choose(
      code,
      choices,
      (one) => ({ condition: `is(${one})`, write: () => code.line(`${one}();`) }),
      "return;",
    );
    return code
      .toString()
      .split("\n")
      .map((line) => line.trim())
      .join(" ");
  };

  test.each([
    [["a"], "if (is(a)) { a(); } else return;"],
    [["a", "b", "c"], "if (is(a)) { a(); } else if (is(b)) { b(); } else if (is(c)) { c(); } else return;"],
  ])("between %j", (choices, code) => {
    expect(written(choices)).toBe(code);
  });
});
