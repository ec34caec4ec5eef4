import { describe, expect, test } from "vitest";
import { createWriter } from "../src/cbor/write.ts";
import type { Plan } from "../src/plan/plan.ts";
import { type Parts, writeHead, writeScalar } from "../src/small/write.ts";

const hexOf = (parts: Parts) => Buffer.from(parts).toString("hex");

function headOf(major: number, argument: number | bigint): string {
  const parts: Parts = [];
  writeHead(parts, major, argument);
  return hexOf(parts);
}

function scalarOf(value: unknown, plan?: object): string {
  const parts: Parts = [];
  writeScalar(parts, value, plan as Plan);
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
  const rows: [unknown, object | undefined, string][] = [
    [null, undefined, "f6"],
    [false, undefined, "f4"],
    [true, undefined, "f5"],
    [-1, undefined, "20"],
    [-0, undefined, "f98000"],
    [-0, { kind: "integer" }, "00"],
    [-0, { kind: "literal" }, "00"],
    [0, { kind: "number", width: 32 }, "fa00000000"],
    [1, { kind: "number", width: 64 }, "fb3ff0000000000000"],
    [1.5, { kind: "number" }, "f93e00"],
    [2 ** -24, { kind: "number" }, "f90001"],
    [100_000.5, { kind: "number" }, "fa47c35040"],
    [0.1, { kind: "number" }, "fb3fb999999999999a"],
    [0.1, { kind: "number", width: 32 }, "fa3dcccccd"],
    [2n ** 64n - 1n, undefined, "1bffffffffffffffff"],
    ["€", undefined, "63e282ac"],
    [Uint8Array.of(1, 2), undefined, "420102"],
  ];
  test.each(rows)("%s, %j", (value, plan, hex) => {
    expect(scalarOf(value, plan)).toBe(hex);
  });
});
