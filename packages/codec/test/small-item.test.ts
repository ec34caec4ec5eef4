import { isCodecError } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { defaultLimits, type Limits } from "../src/cbor/limits.ts";
import { scan } from "../src/cbor/scan.ts";
import { type Item, parse } from "../src/small/walk/item.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
const read = (hex: string) => parse(bytes(hex), defaultLimits);

/** An item in short: its kind, and what it says or holds. */
function short({ $noun, $scalar, $inside }: Item): unknown {
  return $inside.length > 0 ? [$noun, ...$inside.map(short)] : [$noun, $scalar];
}

describe("an item of a payload", () => {
  const rows: [string, unknown][] = [
    ["17", ["integer", 23]],
    ["1818", ["integer", 24]],
    ["3903e7", ["integer", -1000]],
    ["1b001fffffffffffff", ["integer", Number.MAX_SAFE_INTEGER]],
    ["1b0020000000000000", ["integer", 2n ** 53n]],
    ["3bffffffffffffffff", ["integer", -(2n ** 64n)]],
    ["430102ff", ["bytes", bytes("0102ff")]],
    ["5f4101420203ff", ["bytes", bytes("010203")]],
    ["63e282ac", ["text", "€"]],
    ["7f6161616260ff", ["text", "ab"]],
    ["820102", ["array", ["integer", 1], ["integer", 2]]],
    ["9fff", ["array", undefined]],
    ["a10102", ["map", ["integer", 1], ["integer", 2]]],
    ["bf0102ff", ["map", ["integer", 1], ["integer", 2]]],
    ["d82a6161", ["tag 42", ["text", "a"]]],
    ["f4", ["boolean", false]],
    ["f6", ["null", null]],
    ["f7", ["undefined", undefined]],
    ["e0", ["a simple value", undefined]],
    ["f820", ["a simple value", undefined]],
    ["f93e00", ["float", 1.5]],
    ["fabfc00000", ["float", -1.5]],
    ["fb7fefffffffffffff", ["float", Number.MAX_VALUE]],
  ];
  test.each(rows)("%s", (hex, expected) => {
    expect(short(read(hex))).toEqual(expected);
  });

  test("says where its text is no UTF-8: the first chunk that is none", () => {
    expect(read("61ff")).toMatchObject({ $bad: 0 });
    expect(read("7f616161ff6180ff")).toMatchObject({ $bad: 3 });
    expect(read("6161")).toMatchObject({ $bad: -1 });
  });
});

describe("a payload is refused as by the scan", () => {
  const limits: Limits = { bytes: 1000, depth: 3, items: 9 };
  const rows = [
    ...["", "18", "42ff", "62", "8201", "a101", "9f", "5f41", "7f", "c0", "f9", "5f4161", "7f6261"],
    ...[
      "1c",
      "3e",
      "5d",
      "fc",
      "1f",
      "3f",
      "df",
      "ff",
      "81ff",
      "a1ff",
      "bf01ff",
      "5f6161ff",
      "7f4161ff",
      "5f5fffff",
    ],
    ...["f800", "f81f", "0000", "a00000", "81818100", "8181818100", "818181c000", "8a00000000000000000000"],
    ...[
      "8181818181",
      "9f9f9f9fff",
      "8900000000000000000000",
      "9b0000000100000000",
      "bb8000000000000000",
      "8801",
    ],
  ];
  /** What becomes of a payload: nothing, or the one issue. */
  function outcome(run: () => unknown): unknown {
    try {
      run();
      return undefined;
    } catch (error) {
      if (isCodecError(error)) return error.issues;
      throw error;
    }
  }
  test.each(rows)("%s", (hex) => {
    expect(outcome(() => parse(bytes(hex), limits))).toEqual(outcome(() => scan(bytes(hex), limits)));
  });

  test.each([
    ["arrays in arrays", "81"],
    ["arrays that wait for more", "82"],
    ["open arrays", "9f"],
    ["tags", "c1"],
  ])("a million of %s", (_, hex) => {
    const payload = bytes(hex.repeat(1_000_000));
    const wide = { ...defaultLimits, bytes: 2_000_000 };
    expect(outcome(() => parse(payload, wide))).toEqual(outcome(() => scan(payload, wide)));
  });
});
