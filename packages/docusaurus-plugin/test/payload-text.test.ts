import { describe, expect, test } from "vitest";
import { readPasted } from "../src/client/payload-text.ts";
import { fragmentFor, readFragment } from "../src/client/share.ts";

describe("what is pasted", () => {
  const bytes = Uint8Array.of(0xa1, 0x61, 0x71, 0xf6);
  test.each([
    ["a16171f6", "hex"],
    ["a1 61 71 f6", "hex"],
    ["0xA1, 0x61, 0x71, 0xF6", "hex"],
    ["a1:61:71:f6\n", "hex"],
    ["h'a16171f6'", "hex"],
    ["oWFx9g==", "base64"],
    ["oWFx9g", "base64"],
  ])("%j is read as %s", (text, form) => {
    const pasted = readPasted(text);
    expect(pasted).toMatchObject({ form, input: { kind: "bytes" } });
    if ("input" in pasted && pasted.input.kind === "bytes")
      expect([...pasted.input.bytes]).toEqual([...bytes]);
  });

  test.each([
    ["", { problem: "empty" }],
    ["a1617", { problem: "half-byte", at: 2 }],
    ["hello world?", { problem: "unknown" }],
    ['{"q": null}', { form: "json", input: { kind: "json" } }],
  ])("%j is %o", (text, expected) => {
    expect(readPasted(text)).toMatchObject(expected);
  });

  test("comes back from an address as it was, if it is not too long for one", () => {
    const every = Uint8Array.from({ length: 256 }, (_, at) => at);
    const fragment = fragmentFor({ name: "up/data", bytes: every }) ?? "";
    expect(readFragment(fragment)).toEqual({ name: "up/data", bytes: every });
    expect(fragmentFor({ bytes: new Uint8Array(10_000) })).toBeUndefined();
    expect(readFragment("#members")).toBeUndefined();
  });
});
