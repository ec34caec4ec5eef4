/** Values whose members answer otherwise when they are read once more: getters, and proxies. */
import { Bytes, CodecError, Float32, Open, Type, Uint64 } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";

/** So many times a member is read at the most, whatever the engine. */
const READS = 12;

/** A member that is one value so many times, and then another. */
function changing(times: number, first: unknown, then: unknown): () => unknown {
  let left = times;
  return () => (left-- > 0 ? first : then);
}

const rows: [string, Type.TSchema, unknown, unknown][] = [
  ["an integer that becomes text", Type.Integer(), 1, "text"],
  ["an integer that leaves its bounds", Type.Integer({ maximum: 5 }), 1, 6],
  ["a member that is gone", Type.Integer(), 1, undefined],
  ["a text that becomes bytes", Type.String(), "a", Uint8Array.of(1)],
  ["a float that becomes none", Float32(), 1.5, Number.NaN],
  ["an integer of 64 bits that becomes a number", Uint64(), 1n, 1],
  ["an array that becomes longer", Type.Array(Type.Integer(), { maxItems: 1 }), [1], [1, 2]],
  ["bytes that become shorter", Bytes({ length: 2 }), Uint8Array.of(1, 2), Uint8Array.of(1)],
];

describe.each(engines)("the %s engine writes no payload that is refused", (engine) => {
  test.each(rows)("of %s", (_, schema, first, then) => {
    for (const payload of [Type.Object({ a: schema }), Open({ a: schema })]) {
      const message = define({ name: "up/x", title: "X", payload }, { engine });
      for (let times = 0; times < READS; times++) {
        const value = Object.defineProperty({}, "a", {
          get: changing(times, first, then),
          enumerable: true,
        });
        let written: Uint8Array | undefined;
        try {
          written = message.encode(value as never);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          if (times === 0) expect(error).toBeInstanceOf(CodecError);
        }
        if (written) expect(() => message.decode(written as Uint8Array)).not.toThrow();
      }
    }
  });
});

describe.each(engines)("the %s engine writes no array of another length than it judged", (engine) => {
  const { Integer, Tuple } = Type;
  test.each<[string, Type.TSchema]>([
    ["a tuple", Tuple([Integer(), Integer()])],
    ["one of two tuples", Type.Union([Tuple([Integer()]), Tuple([Integer(), Integer()])])],
    ["an array", Type.Array(Integer(), { maxItems: 2 })],
  ])("for %s", (_, payload) => {
    const message = define({ name: "up/x", title: "X", payload }, { engine });
    for (let times = 0; times < READS; times++) {
      const length = changing(times, 2, 3);
      const value = new Proxy([0, 1, 2], {
        get: (items, name) => (name === "length" ? length() : Reflect.get(items, name)),
      });
      let written: Uint8Array | undefined;
      try {
        written = message.encode(value as never);
      } catch (error) {
        expect(error).toBeInstanceOf(CodecError);
      }
      if (written) expect(message.safeDecode(written).ok).toBe(true);
    }
  });
});
