import { describe, expect, test } from "vitest";
import { createWriter } from "../src/cbor/write.ts";
import { writeScalar } from "../src/small/kinds/write-scalar.ts";
import { anyLiteral, float32, float64, integer, number } from "../src/small/small.ts";
import type { Kind } from "../src/small/walk/kind.ts";
import { type Parts, writeHead } from "../src/small/walk/write.ts";

const hexOf = (parts: Parts) => Buffer.from(parts).toString("hex");

function headOf(major: number, argument: number | bigint): string {
  const parts: Parts = [];
  writeHead(parts, major, argument);
  return hexOf(parts);
}

/** As a kind writes it, or by what it is alone. */
function scalarOf(value: unknown, kind: Pick<Kind, "$write"> = { $write: writeScalar }): string {
  const parts: Parts = [];
  kind.$write?.(parts, value);
  return hexOf(parts);
}

describe("a head takes the fewest bytes, as the other writer's does", () => {
  const rows = [
    0,
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 53 - 1,
    2n ** 63n,
    2n ** 64n - 1n,
  ];
  test.each(rows)("%s", (argument) => {
    for (const major of [0, 2, 5, 6]) {
      const writer = createWriter();
      writer.head(major, argument);
      expect(headOf(major, argument)).toBe(Buffer.from(writer.finish()).toString("hex"));
    }
    const writer = createWriter();
    writer.integer(-1n - BigInt(argument));
    expect(headOf(0, -1n - BigInt(argument))).toBe(Buffer.from(writer.finish()).toString("hex"));
  });
});

describe("a value that holds no others is written in the fewest bytes", () => {
  const rows: [string, unknown, string, Pick<Kind, "$write">?][] = [
    ["null", null, "f6"],
    ["false", false, "f4"],
    ["true", true, "f5"],
    ["a negative integer", -1, "20"],
    ["a negative zero", -0, "f98000"],
    ["an integer of negative zero", -0, "00", integer],
    ["a literal of negative zero", -0, "00", anyLiteral],
    ["a zero of 32 bits", 0, "fa00000000", float32],
    ["a one of 64 bits", 1, "fb3ff0000000000000", float64],
    ["a half float", 1.5, "f93e00", number],
    ["the least half float", 2 ** -24, "f90001", number],
    ["a single float", 100_000.5, "fa47c35040", number],
    ["an integer that a single float is shorter for", 2 ** 32, "fa4f800000", number],
    ["an integer that is no longer than a single float", -(2 ** 32), "3affffffff", number],
    ["an integer that no single float keeps", 2 ** 32 + 1, "1b0000000100000001", number],
    ["an integer that is to be one", 2 ** 32, "1b0000000100000000", integer],
    ["a double float", 0.1, "fb3fb999999999999a", number],
    ["one that is rounded to 32 bits", 0.1, "fa3dcccccd", float32],
    ["an integer of 64 bits", 2n ** 64n - 1n, "1bffffffffffffffff"],
    ["a text", "€", "63e282ac"],
    ["bytes", Uint8Array.of(1, 2), "420102"],
  ];
  test.each(rows)("%s", (_, value, hex, kind) => {
    expect(scalarOf(value, kind)).toBe(hex);
  });
});
