import { describe, expect, test } from "vitest";
import { fromBase64, toBase64 } from "../src/cbor/base64.ts";
import * as small from "../src/small/walk/base64.ts";
import { fromHex, toHex } from "./generating.ts";

/** RFC 4648 §10, and what the alphabet and the two ways of writing may get wrong. */
const forms: [string, string][] = [
  ["", ""],
  ["66", "Zg=="],
  ["666f", "Zm8="],
  ["666f6f", "Zm9v"],
  ["666f6f62", "Zm9vYg=="],
  ["666f6f6261", "Zm9vYmE="],
  ["666f6f626172", "Zm9vYmFy"],
  ["fbefbe", "++++"],
  ["ffffff", "////"],
  ["00", "AA=="],
  ["000000", "AAAA"],
  ["ff".repeat(23), `${"/".repeat(30)}/w==`.replace("//w==", "/8=")],
  ["00".repeat(24), "A".repeat(32)],
  ["ff".repeat(25), `${"/".repeat(33)}w==`],
];

const others: [string, string][] = [
  ["the alphabet for addresses", "-_-_"],
  ["no padding", "Zg"],
  ["half a padding", "Zg="],
  ["padding alone", "===="],
  ["padding in the middle", "Zg==Zg=="],
  ["more padding than there is room for", "Z==="],
  ["bits left over", "Zh=="],
  ["bits left over from two", "Zm9="],
  ["white space", "Zm 9"],
  ["a line break at the end", "Zm9v\n"],
  ["a character beyond ASCII", "Zm9ö"],
  ["half a surrogate pair", "Zm9\ud800"],
];

describe.each([
  ["the codec", { toBase64, fromBase64 }],
  ["the small runtime", small],
])("base64 of %s", (_, base64) => {
  test.each(forms)("of %s is %j, and the other way", (hex, text) => {
    expect(base64.toBase64(fromHex(hex))).toBe(text);
    expect(toHex(base64.fromBase64(text) as Uint8Array)).toBe(hex);
  });

  test.each(others)("does not read %s: %j", (_name, text) => {
    expect(base64.fromBase64(text)).toBeUndefined();
  });
});
