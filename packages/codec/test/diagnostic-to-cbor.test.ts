import { diagnose, diagnosticToCbor } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import appendixA from "wirebook-test/vectors/rfc8949-appendix-a.json" with { type: "json" };

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

describe("RFC 8949, appendix A", () => {
  // Of floats, the shortest that keeps the value is written: other widths have the same notation.
  const items = appendixA.items.filter(
    ({ hex }) => !/^f[ab]/.test(hex) || !/Infinity|NaN/.test(diagnose(bytesOf(hex))),
  );

  test.each(items)("$hex is written back from what diagnose says", ({ hex }) => {
    expect(hexOf(diagnosticToCbor(diagnose(bytesOf(hex))))).toBe(hex);
  });

  // The RFC leaves out the middle of two long arrays.
  const whole = items.filter(({ diagnostic }) => !diagnostic.includes("..."));
  test.each(whole)("$diagnostic is $hex", ({ hex, diagnostic }) => {
    expect(hexOf(diagnosticToCbor(diagnostic))).toBe(hex);
  });
});

describe("notation", () => {
  test.each([
    ["comments and blanks", " [1, / two: / 2 # the end\n]", "820102"],
    ["a comma behind the last item", "[1, 2,]", "820102"],
    ["bytes with blanks", "h'a1 61'", "42a161"],
    ["bytes in base64", "b64'oWE='", "42a161"],
    ["bytes as text", "'ab\\''", "43616227"],
    ["CBOR in bytes", "<<1, [2]>>", "43018102"],
    ["a map of any keys", "{[1]: h'', 1.5: null}", "a2810140f93e00f6"],
    ["nested tags", "61(18([]))", "d83dd280"],
    [
      "bignums",
      "[18446744073709551616, -18446744073709551617]",
      "82c249010000000000000000c349010000000000000000",
    ],
    [
      "the widest integers",
      "[18446744073709551615, -18446744073709551616]",
      "821bffffffffffffffff3bffffffffffffffff",
    ],
    ["floats that are whole numbers", "[1.0, -0.0, 1e3, 100000.0]", "84f93c00f98000f963d0fa47c35000"],
    ["simple values", "[simple(0), simple(255), undefined]", "83e0f8fff7"],
    ["an empty string of no chunks", "[''_, \"\"_]", "825fff7fff"],
    ["escapes in bytes", "'a\\nb\\u00e9\\\\\\\"\\/'", "48610a62c3a95c222f"],
    ["quotation marks and a line break in bytes", "'\"\n\\'\"'", "44220a2722"],
    ["half a pair in bytes and the other", "'\\ud83d\\ude00'", "44f09f9880"],
    ["escapes in text", '"\\u00fc\\n\\ud83d\\ude00"', "67c3bc0af09f9880"],
  ])("%s", (_, text, hex) => {
    expect(hexOf(diagnosticToCbor(text))).toBe(hex);
  });
});

describe("is refused, with its place, and nothing of it shown", () => {
  test.each([
    ["nothing", "", /line 1, column 1: expected a data item$/],
    ["a second item", "1 2", /line 1, column 3: expected the end of the text$/],
    ["an open array", "[1,\n 2", /line 2, column 3: expected a comma or \]$/],
    ["an open map", "{1", /line 1, column 3: expected a colon$/],
    ["a word", "secret", /line 1, column 1: expected a data item$/],
    ["half a byte", "h'a1 6'", /line 1, column 8: expected .*pairs of hex digits$/],
    ["no base64", "b64'%'", /expected .*base64$/],
    ["half a surrogate pair", '"\\ud800"', /expected .*a text as JSON has it$/],
    ["half a surrogate pair in bytes", "'\\ud800'", /expected .*a text as JSON has it$/],
    ["an escape in bytes that there is none of", "'\\x'", /column 5: expected .*a text as JSON has it$/],
    ["a tag below zero", "-1(0)", /expected a tag number/],
    ["a tag beyond 64 bits", "18446744073709551616(0)", /expected a tag number/],
    ["a reserved simple value", "simple(24)", /expected .*a simple value/],
    ["chunks of two kinds", "(_ h'', \"\")", /expected chunks of one kind/],
    ["no chunks", "(_ )", /expected chunks of one kind/],
    ["parentheses alone", "(1)", /expected _ behind the parenthesis/],
    ["a number with a tail", "1x", /line 1, column 1: expected a data item$/],
    ["an encoding indicator of an integer", "1_1", /column 1: expected no encoding indicator/],
    ["one of a tag", "[1_0(2)]", /column 2: expected no encoding indicator/],
    ["one of a negative float", "-1.5e3_1", /column 1: expected no encoding indicator/],
    ["one of an array", "[_1 1]", /column 2: expected no encoding indicator/],
    ["one of a map", '{_0 "a": 1}', /column 2: expected no encoding indicator/],
    ["one of bytes", "[h'01'_1]", /column 7: expected no encoding indicator/],
    ["one of no bytes", "''_1", /column 3: expected no encoding indicator/],
    ["one of no text", '""_i', /column 3: expected no encoding indicator/],
    ["one of a simple value", "true_1", /column 1: expected a data item$/],
    ["hexadecimal digits", "[1, 0x10]", /column 5: expected a number in decimal digits$/],
    ["binary and octal ones", "-0b1", /column 1: expected a number in decimal digits$/],
    ["bytes in base32", "b32'AE'", /column 1: expected bytes as h'…', b64'…' or '…'$/],
    ["bytes in base32 with other digits", "[h32'AE']", /column 2: expected bytes as h'…', b64'…' or '…'$/],
    ["a sign in front of an integer", "+1", /column 1: expected a number as JSON has it$/],
    ["a sign in front of a float", "+1.5", /column 1: expected a number as JSON has it$/],
    ["no digit in front of the point", ".5", /column 1: expected a number as JSON has it$/],
    ["nor behind the sign", "-.5", /column 1: expected a number as JSON has it$/],
    ["no digit behind the point", "1.", /column 1: expected a number as JSON has it$/],
    ["no digit between point and exponent", "1.e3", /column 1: expected a number as JSON has it$/],
    ["a zero in front", "01", /column 1: expected a number as JSON has it$/],
    ["a zero in front of a tag", "-01.5", /column 1: expected a number as JSON has it$/],
    ["a sign of what is no number", "-NaN", /column 1: expected NaN, Infinity or -Infinity$/],
    ["a sign of infinity", "+Infinity", /column 1: expected NaN, Infinity or -Infinity$/],
    ["infinity in small letters", "infinity", /column 1: expected NaN, Infinity or -Infinity$/],
    ["a float beyond 64 bits", "[1e400]", /column 7: expected .*a number that 64 bits hold$/],
    ["one below zero", "-1.0e999", /expected .*a number that 64 bits hold$/],
    ["a blank that is none", "\u00a01", /column 1: expected a data item$/],
    ["a byte order mark", "\ufeff1", /column 1: expected a data item$/],
    ["a blank that is none in hex", "h'01\u00a002'", /expected .*pairs of hex digits$/],
    ["one in base64", "b64'oWE=\u2003'", /expected .*base64$/],
    ["one in a simple value", "simple(\u00a00)", /column 1: expected a data item$/],
    ["ever more levels", "[".repeat(100_000), /at most 256 levels$/],
  ])("%s", (_, text, said) => {
    expect(() => diagnosticToCbor(text)).toThrow(SyntaxError);
    expect(() => diagnosticToCbor(text)).toThrow(said);
    expect(() => diagnosticToCbor(text)).not.toThrow(/secret/);
  });
});
