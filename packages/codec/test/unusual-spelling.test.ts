import { Bytes, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

/**
 * Right payloads that end in a text of chunks: the compiled engine stops there and leaves the rest to the interpreted one,
 * which has to take what stands before as it is.
 */
const cases: { what: string; first: Schema; hex: string; value: unknown }[] = [
  {
    what: "different numbers",
    first: Type.Array(Type.Integer(), { uniqueItems: true }),
    hex: "83010203",
    value: [1, 2, 3],
  },
  {
    what: "different texts",
    first: Type.Array(Type.String(), { uniqueItems: true }),
    hex: "8261616162",
    value: ["a", "b"],
  },
  {
    what: "different byte strings",
    first: Type.Array(Bytes(), { uniqueItems: true }),
    hex: "8241014102",
    value: [Uint8Array.of(1), Uint8Array.of(2)],
  },
  {
    what: "an array of at least two",
    first: Type.Array(Type.Array(Type.Integer(), { minItems: 2 })),
    hex: "8182182a07",
    value: [[42, 7]],
  },
  {
    what: "a record",
    first: Type.Record(Type.String(), Type.Integer()),
    hex: "a2616101616202",
    value: { a: 1, b: 2 },
  },
  {
    what: "a map of some members",
    first: Type.Object({ a: Type.Integer() }, { additionalProperties: true, minProperties: 2 }),
    hex: "a2616101616202",
    value: { a: 1, b: 2 },
  },
];

describe.each(engines)("the %s engine reads, in front of a text in chunks,", (engine) => {
  test.each(cases)("$what", ({ first, hex, value }) => {
    const payload = Type.Object({ first, rest: Type.String() });
    const message = define({ name: "up/spelled", title: "Spelled", payload }, { engine });
    const bytes = fromHex(`a2656669727374${hex}64726573747f61616162ff`);
    expect(message.decode(bytes)).toEqual({ first: value, rest: "ab" });
  });
});
