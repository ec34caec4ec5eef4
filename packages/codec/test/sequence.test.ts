import {
  type CodecError,
  decodeSequence,
  defineMessage,
  diagnose,
  encodeSequence,
  splitSequence,
  Type,
} from "@wirebook/codec";
import { describe, expect, expectTypeOf, test } from "vitest";

const tick = defineMessage({ name: "up/tick", title: "Tick", payload: Type.Object({ n: Type.Integer() }) });
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
const one = "a1616e01";
const indefinite = "bf616e02ff";

describe("a sequence (RFC 8742)", () => {
  test("is decoded item by item, and says where each ends", () => {
    const items = [...decodeSequence(tick, bytes(one + indefinite))];
    expect(items.map(({ value, offset, end }) => ({ value, offset, end }))).toEqual([
      { value: { n: 1 }, offset: 0, end: 4 },
      { value: { n: 2 }, offset: 4, end: 9 },
    ]);
    expectTypeOf(items).items.toHaveProperty("value").toEqualTypeOf<{ n: number }>();
  });

  test("of nothing is one of no items", () => {
    expect([...decodeSequence(tick, new Uint8Array())]).toEqual([]);
    expect(encodeSequence(tick, [])).toEqual(new Uint8Array());
  });

  test("is written by the same values", () => {
    expect(encodeSequence(tick, [{ n: 1 }, { n: 2 }])).toEqual(bytes(`${one}a1616e02`));
  });

  test("that cannot be written tells which of the values is at fault, and where in it", () => {
    expect(() => encodeSequence(tick, [{ n: 1 }, { n: "2" as never }])).toThrow(
      expect.objectContaining({
        code: "unexpected",
        instancePath: "/1/n",
        message: expect.stringMatching(/ at \/1\/n: /),
      }),
    );
    const integers = defineMessage({ name: "up/i", title: "I", payload: Type.Integer() });
    expect(() => encodeSequence(integers, ["x" as never])).toThrow(/^unexpected at \/0: expected an integer/);
  });

  test.each([
    ["is cut off", "a1616e", "not-well-formed", 7],
    ["has a reserved head", "1c", "not-well-formed", 4],
    ["does not fit", "a1616ef5", "unexpected", 7],
    ["is only a stop code", "ff", "not-well-formed", 4],
  ] as const)("hands out what is in front of an item that %s", (_, bad, code, offset) => {
    const values: unknown[] = [];
    let error: CodecError | undefined;
    try {
      for (const { value } of decodeSequence(tick, bytes(one + bad))) values.push(value);
    } catch (thrown) {
      error = thrown as CodecError;
    }
    expect(values).toEqual([{ n: 1 }]);
    expect(error).toMatchObject({ name: "CodecError", code, offset });
    expect(error?.message).toContain(`at byte ${offset}`);
    expect(error?.issues[0]).toMatchObject({ code, offset });
  });

  test("is no longer than it is, whatever it holds: each item is held to the limits by itself", () => {
    const small = defineMessage(
      { name: "up/small", title: "Small", payload: Type.Integer() },
      { limits: { bytes: 2 } },
    );
    expect([...decodeSequence(small, bytes("18ff01020304"))].map(({ value }) => value)).toEqual([
      255, 1, 2, 3, 4,
    ]);
  });

  test("is divided without a schema, tags and all", () => {
    const items = [...splitSequence(bytes("01c100f7820102"))].map((item) => diagnose(item.bytes));
    expect(items).toEqual(["1", "1(0)", "undefined", "[1, 2]"]);
  });

  test("nested as deep as it may be costs no stack", () => {
    const deep = new Uint8Array(100_000).fill(0x81);
    expect([...splitSequence(deep)].map(({ end }) => end)).toEqual([100_000]);
  });
});
