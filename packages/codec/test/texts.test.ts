import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seed } from "wirebook-test/checks/seed";
import { putText } from "../src/cbor/put.ts";
import { isCut, latin1Of, textFrom } from "../src/cbor/text.ts";
import { putJsonText, textOf } from "../src/compiled/runtime/json.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Characters at the edges of each length in UTF-8, those that JSON escapes, and plain ones. */
const character = fc.oneof(
  fc.constantFrom("a", "a", "ä", "電", "👍", '"', "\\", "\n", "\u0000"),
  fc.constantFrom("\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\ufeff", "\ufffd", "\uffff"),
  fc.constantFrom("\u2028", "\u{10000}", "\u{10ffff}"),
);
const text = fc.oneof(
  fc.string({ unit: character, maxLength: 30 }),
  fc.string({ unit: character, minLength: 70, maxLength: 150 }),
);
/** Bytes that are nearly UTF-8: some are others. */
const nearly = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }), fc.nat(3))
  .map(([good, others, cut]) => {
    const bytes = encoder.encode(good);
    for (const [place, byte] of others) if (bytes.length > 0) bytes[place % bytes.length] = byte;
    return bytes.subarray(0, Math.max(0, bytes.length - cut));
  });
const options = { seed, numRuns: 2000 };

function expected(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

describe("a text", () => {
  test("is read as a strict decoder reads it, wherever it stands", () => {
    fc.assert(
      fc.property(nearly, fc.boolean(), (bytes, isBuffer) => {
        const around = Uint8Array.of(0xe2, 0x82, ...bytes, 0x80, 0xbf);
        const payload = isBuffer ? Buffer.from(around) : around;
        expect(textFrom(payload, 2, bytes.length)).toBe(expected(bytes));
        if (isCut(payload, 2, bytes.length)) {
          expect(latin1Of(payload).substring(2, 2 + bytes.length)).toBe(expected(bytes));
        }
      }),
      options,
    );
  });

  test("is written as an encoder writes it, behind the shortest head", () => {
    fc.assert(
      fc.property(text, (value) => {
        const bytes = encoder.encode(value);
        const head =
          bytes.length < 24
            ? [0x60 | bytes.length]
            : bytes.length < 256
              ? [0x78, bytes.length]
              : [0x79, bytes.length >> 8, bytes.length & 255];
        const out = new Uint8Array(3 + 9 + value.length * 3);
        const end = putText(out, 3, value);
        expect(out.subarray(3, end)).toEqual(Uint8Array.of(...head, ...bytes));
      }),
      options,
    );
  });

  test("with half a character is not written", () => {
    for (const half of ["\ud800", "\udbff", "\udc00", "\udfff"]) {
      for (const around of ["", "a", "ä", "a".repeat(90)]) {
        for (const value of [half + around, around + half, `${around}${half}x`]) {
          expect(putText(new Uint8Array(400), 0, value)).toBe(-1);
        }
      }
    }
  });

  test("becomes the JSON that JSON.stringify makes of it", () => {
    fc.assert(
      fc.property(nearly, (bytes) => {
        const out = new Uint8Array(8 + bytes.length * 6);
        const to = putJsonText(bytes, 0, bytes.length, out, 0);
        const read = expected(bytes);
        // Whether it is UTF-8 is seen when all of the text is made.
        expect(textOf(out, Math.abs(to), to > 0)).toBe(read === undefined ? undefined : JSON.stringify(read));
        // What is told to be ASCII is.
        if (to > 0) expect(out.subarray(0, to).every((byte) => byte < 0x80)).toBe(true);
      }),
      options,
    );
  });
});
