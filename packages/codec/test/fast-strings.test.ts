import { runInNewContext } from "node:vm";
import { Bytes, type CodecError, Type, TypedArray, type TypedArrays } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { define } from "wirebook-test/checks/engines";

const compiled = (payload: Schema) => define({ name: "up/x", title: "X", payload }, { engine: "compiled" });
const reference = (payload: Schema) => define({ name: "up/x", title: "X", payload }, { engine: "reference" });

/** Where a head, or the way of writing, becomes another one. */
const lengths = [
  0, 1, 7, 8, 22, 23, 24, 39, 40, 47, 48, 49, 85, 86, 127, 128, 129, 255, 256, 300, 65_535, 65_536,
];
const signs = ["a", "\u00e9", "\u0436", "\u4e2d", "\u{1f600}", '"', "\\", "\n", "\u0001", "\u007f", "\u2028"];

describe("texts of any length", () => {
  const text = Type.Object({ a: Type.String(), b: Type.String() });
  const [fast, slow] = [compiled(text), reference(text)];

  test.each(lengths)("of %d characters are written and read as one by one", (length) => {
    for (const sign of signs) {
      for (const a of [sign.repeat(length), `${"x".repeat(length)}${sign}`, `${sign}${"y".repeat(length)}`]) {
        const value = { a, b: "z" };
        const payload = fast.encode(value);
        expect(Buffer.compare(payload, slow.encode(value))).toBe(0);
        expect(fast.decode(payload)).toStrictEqual(value);
        expect(fast.transcode(payload) === JSON.stringify(value)).toBe(true);
      }
    }
  });

  test.each(lengths)("of %d characters and half a pair are refused", (length) => {
    expect(fast.is({ a: `${"x".repeat(length)}\ud83d`, b: "" })).toBe(false);
    expect(() => fast.encode({ a: `\ude00${"x".repeat(length)}`, b: "" })).toThrow("/a");
  });

  test.each(lengths.filter((length) => length > 1))("of %d bytes that are no UTF-8 are refused", (length) => {
    for (const at of [0, length >> 1, length - 1]) {
      const payload = Buffer.from(fast.encode({ a: "x".repeat(length), b: "z" }));
      payload[payload.indexOf(0x78, 4) + at] = 0xff;
      const code = (read: () => unknown) => {
        try {
          read();
        } catch (error) {
          return (error as CodecError).code;
        }
        return "none";
      };
      const expected = code(() => slow.decode(payload));
      expect(expected).not.toBe("none");
      expect(code(() => fast.decode(payload))).toBe(expected);
      expect(code(() => fast.transcode(payload))).toBe(expected);
    }
  });

  test("bounds count characters, and not what they are written as", () => {
    const bounded = Type.String({ minLength: 3, maxLength: 5 });
    const [quick, plain] = [compiled(bounded), compiled(Type.String())];
    for (const sign of signs) {
      for (let length = 0; length < 8; length++) {
        const value = sign.repeat(length);
        const isRight = length >= 3 && length <= 5;
        expect(quick.is(value), value).toBe(isRight);
        const payload = plain.encode(value);
        if (isRight) {
          expect(quick.encode(value)).toStrictEqual(payload);
          expect(quick.transcode(payload)).toBe(JSON.stringify(value));
        } else {
          expect(() => quick.encode(value)).toThrow("characters");
          expect(() => quick.decode(payload)).toThrow("characters");
          expect(() => quick.transcode(payload)).toThrow("characters");
        }
      }
    }
  });
});

test("base64 of any length is as a Buffer writes it", () => {
  const message = compiled(Type.Array(Bytes()));
  const strings = Array.from({ length: 300 }, (_, length) => Uint8Array.from({ length }, (_, at) => at * 7));
  const payload = message.encode(strings);
  expect(message.transcode(payload)).toBe(
    JSON.stringify(strings.map((bytes) => Buffer.from(bytes).toString("base64"))),
  );
});

test("numbers are written as JSON.stringify does, however many places they have", () => {
  const message = compiled(Type.Array(Type.Number()));
  const plain = [
    0, -0, 0.1, 1e-6, 1.5e-6, 1e-7, 2147.483647, 2147.483648, 2147483.647, 2147483.648, 5e-324, 1e21, 1.5e21,
  ];
  const seed = { now: 1 };
  const random = () => {
    seed.now = (seed.now * 48_271) % 0x7fff_ffff;
    return seed.now / 0x7fff_ffff;
  };
  const many = Array.from({ length: 20_000 }, (_, index) => {
    const value = (random() - 0.5) * 10 ** ((index % 20) - 8);
    return index % 3 === 0 ? value : Math.round(value * 1e6) / 10 ** (index % 9);
  });
  const numbers = [...plain, ...plain.map((value) => -value), ...many, ...many.map(Math.fround)];
  for (const isOdd of [0, 1]) {
    const some = numbers.filter((_, index) => index % 2 === isOdd);
    const payload = message.encode(some);
    expect(message.transcode(payload)).toBe(JSON.stringify(some));
    expect((message.decode(payload) as number[]).every((value, index) => value === some[index])).toBe(true);
  }
});

const kinds = {
  uint8: [0, 255],
  "uint8-clamped": [0, 255],
  uint16: [0, 258, 65_535],
  uint32: [0, 16_909_060, 4_294_967_295],
  uint64: [0n, 72_623_859_790_382_856n],
  int8: [-128, 127],
  int16: [-32_768, 258, -2],
  int32: [-2_147_483_648, 16_909_060, -2],
  int64: [-72_623_859_790_382_856n, 1n],
  float32: [0.5, -1.25, 3.4028234663852886e38],
  float64: [0.1, -1.7976931348623157e308, 5e-324],
} satisfies { readonly [Of in keyof TypedArrays]: readonly (number | bigint)[] };

describe.each(Object.keys(kinds) as (keyof TypedArrays)[])("typed arrays of %s", (of) => {
  const classes = { "uint8-clamped": "Uint8Clamped", uint64: "BigUint64", int64: "BigInt64" } as Record<
    string,
    string
  >;
  const name = `${classes[of] ?? of.replace(/^(ui|.)/, (first) => (first === "ui" ? "Ui" : first.toUpperCase()))}Array`;
  const Class = (globalThis as unknown as Record<string, Int8ArrayConstructor>)[name] as Int8ArrayConstructor;
  const items = Array.from({ length: 60 }, (_, index) => kinds[of][index % kinds[of].length]) as number[];
  const value = Class.from(items);

  test.each(["little", "big"] as const)("are read and written with the %s end first", (order) => {
    const schema = Type.Object({ a: Type.String(), b: TypedArray(of, { order, either: true }) });
    const [fast, slow] = [compiled(schema), reference(schema)];
    const other = compiled(
      Type.Object({
        a: Type.String(),
        b: TypedArray(of, { order: order === "big" ? "little" : "big", either: true }),
      }),
    );
    // Of texts of other lengths, so that the items stand at any offset.
    for (const a of ["", "x", "xx", "xxx"]) {
      for (const b of [value, value.subarray(1, 5), value.subarray(0, 0)]) {
        const given = { a, b } as never;
        const payload = fast.encode(given);
        expect(payload).toStrictEqual(slow.encode(given));
        expect(fast.decode(payload)).toStrictEqual(given);
        expect(fast.decode(other.encode(given))).toStrictEqual(given);
        expect(fast.transcode(payload)).toBe(slow.transcode(payload));
        expect(fast.transcode(payload)).toBe(JSON.stringify(fast.toJson(given)));
      }
    }
  });

  test("have memory of their own", () => {
    const message = compiled(TypedArray(of));
    const payload = new Uint8Array(message.encode(value as never));
    const read = message.decode(payload) as unknown as Int8Array;
    payload.fill(0xee);
    expect(read).toStrictEqual(value);
    expect(read.byteLength).toBe(read.buffer.byteLength);
  });

  test("may come from elsewhere", () => {
    const foreign = runInNewContext(`${name}.from(given)`, { given: items });
    expect(compiled(TypedArray(of)).encode(foreign as never)).toStrictEqual(
      compiled(TypedArray(of)).encode(value as never),
    );
  });
});

test("floats in an array that are not finite are refused in either order", () => {
  for (const order of ["little", "big"] as const) {
    const message = compiled(TypedArray("float32", { order }));
    expect(message.is(Float32Array.of(1, Number.NaN))).toBe(false);
    const payload = new Uint8Array(message.encode(Float32Array.of(1, 2)));
    payload.fill(0xff, -4);
    expect(() => message.decode(payload)).toThrow();
    expect(() => message.transcode(payload)).toThrow();
  }
});
