/**
 * Bytes whose memory is not a plain one: transferred to a worker, cut off, shared, or growing.
 */
import {
  Bytes,
  BytesLiteral,
  cborToJson,
  diagnose,
  Embedded,
  Hex,
  inspect,
  MapOf,
  Open,
  SetOf,
  splitSequence,
  Tagged,
  Type,
  TypedArray,
} from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { errorOf } from "wirebook-test/checks/told";

type Made = Uint8Array | Uint16Array | BigInt64Array | Float32Array;
type Class<A extends Made> = { new (memory: ArrayBufferLike, at?: number, length?: number): A };

/** Memory whose length changes, which the library of this target does not know yet. */
interface Growing<Memory> {
  new (length: number, options: { maxByteLength: number }): Memory & { resize(length: number): void };
}
const Growing = ArrayBuffer as unknown as Growing<ArrayBuffer>;
const SharedGrowing = SharedArrayBuffer as unknown as Growing<SharedArrayBuffer>;

/** What a transfer to a worker leaves. */
function transferred<A extends Made>(array: A): A {
  structuredClone(array, { transfer: [array.buffer as ArrayBuffer] });
  return array;
}

/** An array that is beyond the end of its memory since that has shrunk. */
function cutOff<A extends Made>(Class: Class<A>): A {
  const memory = new Growing(16, { maxByteLength: 16 });
  const array = new Class(memory, 8, 1);
  memory.resize(4);
  return array;
}

/** Bytes of any of these, each as it is given, and as it is plain. */
function held(hex: string): [string, Uint8Array, Uint8Array][] {
  const plain = fromHex(hex);
  const { length } = plain;
  const shared = new Uint8Array(new SharedArrayBuffer(length));
  const growing = new Uint8Array(new Growing(length, { maxByteLength: 64 }));
  const sharedAndGrowing = new Uint8Array(new SharedGrowing(length, { maxByteLength: 64 }));
  const memory = new Growing(64, { maxByteLength: 64 });
  const shrunk = new Uint8Array(memory);
  memory.resize(length);
  const all = { shared, growing, "shared and growing": sharedAndGrowing, shrunk };
  return Object.entries(all).map(([name, bytes]) => {
    bytes.set(plain);
    return [name, bytes, plain];
  });
}

const message = (schema: Schema) => ({ name: "up/x", title: "X", payload: schema }) as const;
const gone = () => transferred(Uint8Array.of(1, 2, 3));

/** A definition, and a value of it that holds an array which has lost its memory. */
const lost: readonly (readonly [string, Schema, () => unknown])[] = [
  ["Bytes", Bytes(), gone],
  ["Bytes of a length", Bytes({ length: 3 }), gone],
  ["Bytes of no length", Bytes({ length: 0 }), gone],
  ["a Buffer", Bytes(), () => transferred(Buffer.from(Uint8Array.of(1, 2, 3).buffer))],
  ["what is cut off", Bytes(), () => cutOff(Uint8Array)],
  ["a member", Type.Object({ a: Bytes(), n: Type.Integer() }), () => ({ a: gone(), n: 1 })],
  ["an item", Type.Array(Bytes()), () => [Uint8Array.of(1), gone()]],
  ["a branch", Type.Union([Bytes(), Type.Integer()]), gone],
  ["behind a tag", Tagged(24, Bytes()), gone],
  ["in a payload", Embedded(Type.Array(Bytes())), () => [gone()]],
  ["undescribed", Type.Unknown(), gone],
  ["in what is undescribed", Type.Unknown(), () => ({ a: [gone()] })],
  ["an undeclared member", Open({}), () => ({ a: gone() })],
  ["an item of a set", SetOf(Bytes()), () => new Set([gone()])],
  ["a key", MapOf(Bytes(), Bytes()), () => new Map([[gone(), Uint8Array.of(1)]])],
  ["a value of a map", MapOf(Bytes(), Bytes()), () => new Map([[Uint8Array.of(1), gone()]])],
  ["Hex", Hex({ value: "bytes" }), gone],
  ["BytesLiteral", BytesLiteral(""), gone],
  ["TypedArray, uint8", TypedArray("uint8"), gone],
  ["TypedArray, uint16", TypedArray("uint16"), () => transferred(Uint16Array.of(1))],
  ["TypedArray, int64", TypedArray("int64"), () => transferred(BigInt64Array.of(1n))],
  ["TypedArray, float32", TypedArray("float32"), () => transferred(Float32Array.of(1))],
  ["TypedArray that is cut off", TypedArray("uint16"), () => cutOff(Uint16Array)],
];

describe.each(lost)("an array that has lost its memory is none: %s", (_, schema, make) => {
  test("in all engines, with the same words", () => {
    const told = engines.map((engine) => {
      const made = define(message(schema), { engine });
      expect(made.is(make())).toBe(false);
      const errors = [() => made.encode(make()), () => made.toJson(make())].map(errorOf);
      expect(errors.map(({ code }) => code)).toEqual(["unexpected", "unexpected"]);
      return errors.map((error) => error.message);
    });
    expect(new Set(told.map(String)).size).toBe(1);
    expect(told[0]?.[0]).toMatch(/found (another )?object of a class/);
  });
});

test("a payload that has lost its memory is one of no bytes", () => {
  const expected = "not-well-formed at byte 0: expected more bytes, found the end of the payload";
  for (const make of [gone, () => cutOff(Uint8Array)]) {
    for (const engine of engines) {
      const made = define(message(Type.Integer()), { engine });
      for (const verb of ["decode", "transcode"] as const)
        expect(errorOf(() => made[verb](make())).message).toBe(expected);
      expect(made.safeDecode(make())).toMatchObject({ ok: false, error: { message: expected } });
    }
    for (const read of [cborToJson, diagnose]) expect(errorOf(() => read(make())).message).toBe(expected);
    const made = define(message(Type.Integer()), { engine: "compiled" });
    expect(inspect(make(), made).fault?.message).toBe(expected);
    expect([...splitSequence(make())]).toEqual([]);
  }
});

describe("memory that is shared, or grows, counts as it is when it is read", () => {
  const all = message(Type.Object({ b: Bytes(), t: Type.String(), n: Type.Number() }));
  test.each(held("a361624301020361746161616efb3ff199999999999a"))("%s: as a payload", (_, payload, plain) => {
    for (const engine of engines) {
      const made = define(all, { engine });
      expect(made.decode(payload)).toEqual(made.decode(plain));
      expect(made.transcode(payload)).toBe(made.transcode(plain));
      const { b } = made.decode(payload) as { b: Uint8Array };
      payload.fill(0);
      expect(b).toEqual(Uint8Array.of(1, 2, 3));
      expect(b.buffer).toBeInstanceOf(ArrayBuffer);
      payload.set(plain);
    }
    expect(cborToJson(payload)).toEqual(cborToJson(plain));
    expect(diagnose(payload)).toBe(diagnose(plain));
    const made = define(all, { engine: "compiled" });
    expect(inspect(payload, made)).toEqual(inspect(plain, made));
  });

  test.each(held("010203"))("%s: as a value", (_, bytes, plain) => {
    const schemas = [Bytes(), Type.Unknown(), Hex({ value: "bytes" }), TypedArray("uint8")];
    for (const schema of schemas) {
      for (const engine of engines) {
        const made = define(message(schema), { engine });
        expect(made.encode(bytes)).toEqual(made.encode(plain));
        expect(made.toJson(bytes)).toEqual(made.toJson(plain));
      }
    }
  });
});

test("an empty array is one", () => {
  for (const engine of engines) {
    const made = define(message(Type.Tuple([Bytes(), TypedArray("uint16"), Type.Unknown()])), { engine });
    const value = [new Uint8Array(), new Uint16Array(), Buffer.alloc(0)];
    expect(made.encode(value as never)).toEqual(fromHex("8340d8454040"));
  }
});
