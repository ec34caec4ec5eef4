import { describe, expect, test } from "vitest";
import { readText } from "../src/client/reading/read-text.ts";

const bytes = [0xa1, 0x61, 0x71, 0xf6];
const topic = "LOB/70b3d5e050020901/up/data";

/** The bytes that were read, or what else was. */
function payloadsOf(text: string) {
  const pasted = readText(text);
  if (!("payloads" in pasted)) return pasted;
  return pasted.payloads.map(({ input, form, topic }) => ({
    form,
    ...(topic !== undefined && { topic }),
    ...(input.kind === "bytes" ? { bytes: [...input.bytes] } : { text: input.text }),
  }));
}

describe("bytes are read as people have them", () => {
  test.each([
    ["a16171f6", "hex"],
    ["a1 61 71 f6", "hex"],
    ["0xA1, 0x61, 0x71, 0xF6", "hex"],
    ["{0xa1, 0x61, 0x71, 0xf6}", "hex"],
    ["uint8_t payload[] = {0xa1, 0x61, 0x71, 0xf6};", "hex"],
    ["<Buffer a1 61 71 f6>", "hex"],
    ["a1:61:71:f6\n", "hex"],
    ["\\xa1\\x61\\x71\\xf6", "hex"],
    ["h'a16171f6'", "hex"],
    ['"a16171f6"', "hex"],
    ["a161\n71f6", "hex"],
    ["[161, 97, 113, 246]", "decimal numbers"],
    ["oWFx9g==", "base64"],
    ["oWFx9g", "base64"],
    ['"oWFx9g=="', "base64"],
    ["oWFx\n9g==", "base64"],
  ])("%j is %s", (text, form) => {
    expect(payloadsOf(text)).toEqual([{ form, bytes }]);
  });
});

describe("a line of a log is a topic and a payload", () => {
  test.each([
    [`${topic} a16171f6`, "hex"],
    [`${topic}\toWFx9g==`, "base64"],
    [`2026-11-28T08:00:00Z ${topic} a16171f6`, "hex"],
    [`1767225600.123 ${topic}: a1 61 71 f6`, "hex"],
  ])("%j", (text, form) => {
    expect(payloadsOf(text)).toEqual([{ form, topic, bytes }]);
  });

  test("which may be JSON, or diagnostic notation", () => {
    expect(payloadsOf(`${topic} {"q": null}`)).toEqual([{ form: "json", topic, text: '{"q": null}' }]);
    expect(payloadsOf(`${topic} {"q": h'00'}`)).toEqual([
      { form: "diagnostic", topic, text: `{"q": h'00'}` },
    ]);
  });
});

describe("JSON is JSON,", () => {
  test.each([
    ['{"q": null}', '{"q": null}'],
    ['{"q": [1, 2],}', '{"q": [1, 2] }'],
    ['{"q": "//", /* a unit */ "n": 1} // the end', '{"q": "//",   "n": 1}'],
    ['["a161", 300]', '["a161", 300]'],
    ["[7]", "[7]"],
    ['{"q": nul}', '{"q": nul}'],
  ])("%j", (text, plain) => {
    expect(payloadsOf(text)).toEqual([{ form: "json", text: plain }]);
  });
});

test.each(["{1: h'a161'}", "1(1363896240)", `{"t": 1(5)}`, "simple(99)", "[_ 1, 2]"])(
  "%j is diagnostic notation",
  (text) => {
    expect(payloadsOf(text)).toEqual([{ form: "diagnostic", text }]);
  },
);

describe("several payloads are a line each", () => {
  test("with their topics", () => {
    expect(payloadsOf(`${topic} a16171f6\n\nLOB/x/up/env oWFx9g==\n`)).toEqual([
      { form: "hex", topic, bytes },
      { form: "base64", topic: "LOB/x/up/env", bytes },
    ]);
  });

  test("and without, where each is one by itself", () => {
    expect(payloadsOf("a16171f6\na16171f6")).toEqual([
      { form: "hex", bytes },
      { form: "hex", bytes },
    ]);
    expect(payloadsOf("a161\n71f6")).toEqual([{ form: "hex", bytes }]);
  });

  test("JSON of several lines is one", () => {
    expect(payloadsOf('{\n"q": 1\n}')).toHaveLength(1);
    expect(payloadsOf('{\n"q": nul\n}')).toHaveLength(1);
    expect(payloadsOf('{"q": 1}\n{"q": 2}')).toHaveLength(2);
  });
});

test.each([
  ["", { problem: "empty" }],
  [" \n", { problem: "empty" }],
  ["a1617", { problem: "half-byte", at: 2 }],
  ["a1 61 7", { problem: "half-byte", at: 2 }],
  ["hello world", { problem: "unknown" }],
  ["what is this?", { problem: "unknown" }],
  [`${topic} what is this?`, { problem: "unknown" }],
])("%j is %o", (text, problem) => {
  expect(readText(text)).toEqual(problem);
});

test("a megabyte is read in no time that grows faster than it", () => {
  for (const text of [
    "a1 ".repeat(300_000),
    "ab/".repeat(300_000),
    "x ".repeat(300_000),
    "{".repeat(300_000),
  ]) {
    expect(readText(text)).toBeDefined();
  }
});
