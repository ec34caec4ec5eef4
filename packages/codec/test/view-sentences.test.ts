/** What a fault of a view says. */
import {
  AnyNumber,
  BigInteger,
  Bits,
  BytesLiteral,
  DateTime,
  DecimalFraction,
  Duration,
  Enum,
  Hex,
  IpAddress,
  MapOf,
  Scaled,
  SetOf,
  Timestamp,
  Type,
  TypedArray,
  Uuid,
} from "@wirebook/codec";
import { expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

/** A view, a payload or a value that is none of it, and the sentence. */
const sentences: [string, Schema, { hex: string } | { json: unknown }, string][] = [
  [
    "too few bytes",
    Uuid(),
    { hex: "43010203" },
    "unexpected at byte 3, /v: expected a UUID, found another bytes",
  ],
  [
    "another tag",
    Uuid({ tag: true }),
    { hex: "c101" },
    "unexpected at byte 3, /v: expected tag 37 with a UUID, found tag 1",
  ],
  [
    "what a tag is on",
    Uuid({ tag: true }),
    { hex: "d82501" },
    "unexpected at byte 5, /v: expected a UUID, found integer",
  ],
  [
    "what an optional tag is on",
    Uuid({ tag: "optional" }),
    { hex: "d82501" },
    "unexpected at byte 3, /v: expected a UUID, found another tag 37",
  ],
  ["another text", Uuid(), { json: "C232AB00" }, "unexpected at /v: expected a UUID, found another text"],
  [
    "an unknown number",
    Enum({ idle: 0, running: 1 }),
    { hex: "07" },
    'unexpected at byte 3, /v: expected one of "idle", "running", found another integer',
  ],
  [
    "a secret",
    Enum({ idle: 0, running: 1 }, { sensitive: true }),
    { json: "x" },
    "unexpected at /v: expected one of the declared values, found another text",
  ],
  [
    "a time that is too late",
    Timestamp(),
    { hex: "1b0000003afff44180" },
    "unexpected at byte 3, /v: expected a time in whole milliseconds from year 0 to 9999, found another integer",
  ],
  [
    "a time of no tag",
    Timestamp({ tag: true }),
    { hex: "00" },
    "unexpected at byte 3, /v: expected tag 1 with a time in whole milliseconds from year 0 to 9999, found integer",
  ],
  [
    "a part of a second",
    Timestamp({ value: "bigint" }),
    { hex: "f93800" },
    "unexpected at byte 3, /v: expected a time in whole seconds from year 0 to 9999, found float",
  ],
  [
    "a day that there is not",
    DateTime({ tag: false }),
    { json: "2021-02-29T00:00:00Z" },
    "unexpected at /v: expected a date and time of RFC 3339, found another text",
  ],
  [
    "a duration below nothing",
    Duration(),
    { hex: "20" },
    "unexpected at byte 3, /v: expected a duration in whole milliseconds that is not negative, found another integer",
  ],
  [
    "digits of another length",
    Hex({ length: 8 }),
    { json: "00" },
    "unexpected at /v: expected lower-case hexadecimal digits of 8 bytes, found another text",
  ],
  [
    "an address of another form",
    IpAddress(),
    { json: "2001:DB8::1" },
    "unexpected at /v: expected an IP address in its canonical form, found another text",
  ],
  [
    "an address of another version",
    IpAddress({ version: 6 }),
    { hex: "d83444c0000201" },
    "unexpected at byte 3, /v: expected tag 54 with an IPv6 address in its canonical form, found tag 52",
  ],
  [
    "no multiple",
    Scaled({ factor: 0.01, minimum: 0 }),
    { json: 0.005 },
    "unexpected at /v: expected a multiple of 0.01 of at least 0, found another number",
  ],
  [
    "a reading out of bounds",
    AnyNumber({ minimum: -40, maximum: 125 }),
    { hex: "18c8" },
    "unexpected at byte 3, /v: expected a number of at least -40 and of at most 125, NaN or an infinity, found another integer",
  ],
  [
    "a reading beyond its width",
    AnyNumber({ width: 32 }),
    { hex: "fb7e37e43c8800759c" },
    "unexpected at byte 3, /v: expected a number in the range of a 32-bit float, NaN or an infinity, found another float",
  ],
  [
    "another constant",
    BytesLiteral("d9d9f7"),
    { hex: "43d9d9f8" },
    "unexpected at byte 3, /v: expected the constant byte string of 3 bytes, found another bytes",
  ],
  [
    "a bit without a name",
    Bits({ alarm: 0, mode: [1, 3] }),
    { hex: "10" },
    "unexpected at byte 3, /v: expected bits that have names, found another integer",
  ],
  [
    "an integer out of bounds",
    BigInteger({ minimum: 0n, maximum: 2n ** 80n }),
    { hex: "20" },
    "unexpected at byte 3, /v: expected an integer from 0 to 2^80, found another integer",
  ],
  [
    "an exponent of a thousand million",
    DecimalFraction(),
    { hex: "c4821a3b9aca0001" },
    "unexpected at byte 4, /v: expected a decimal fraction of 64 bits with an exponent from -64 to 64, found another array",
  ],
  [
    "part of an item",
    TypedArray("uint16"),
    { hex: "d84543000000" },
    "unexpected at byte 5, /v: expected an array of uint16, found another bytes",
  ],
  [
    "an item of a set once more",
    SetOf(Type.Integer(), { minItems: 1 }),
    { hex: "820101" },
    "unexpected at byte 3, /v: expected an array of at least 1 item without repetition, of integers, found another array",
  ],
  [
    "a key of another type",
    MapOf(Type.Integer(), Type.String()),
    { hex: "a161316161" },
    "unexpected at byte 3, /v: expected a map of integer to text, found another map",
  ],
  [
    "no branch of a union",
    Type.Union([Enum({ one: 1 }), Type.Null()]),
    { hex: "02" },
    'unexpected at byte 3, /v: expected "one", or null, found integer',
  ],
];

test.each(sentences)("%s", (_, schema, given, sentence) => {
  for (const engine of engines) {
    const message = define(
      { name: "test/view", title: "View", payload: Type.Object({ v: schema }) },
      { engine },
    );
    const run = () =>
      "hex" in given ? message.decode(fromHex(`a16176${given.hex}`)) : message.fromJson({ v: given.json });
    expect(run).toThrow(sentence);
  }
});

test("two that cannot be told apart are refused at definition", () => {
  const define2 = (one: Schema, other: Schema) => () =>
    define({ name: "test/view", title: "View", payload: Type.Union([one, other]) }, { engine: "compiled" });
  expect(define2(Uuid(), Type.String())).toThrow("view and text are both text");
  expect(define2(Enum({ a: 1 }), Type.Integer())).toThrow("view and integer are both integer");
});

const mistakes: [string, () => unknown, string][] = [
  ["an enum of nothing", () => Enum({}), "expected names"],
  ["two names of a number", () => Enum({ a: 1, b: 1 }), "of its own"],
  ["a tag in front of milliseconds", () => Timestamp({ unit: "ms", tag: true }), "tag 1 says seconds"],
  ["no step", () => Scaled(0), "a factor above 0"],
  ["a step of no digits", () => Scaled(Math.PI), "at most 15 digits"],
  ["two names of a bit", () => Bits({ a: [0, 3], b: 3 }), "bit 3 to have one name"],
  ["a bit that no number has", () => Bits({ a: 53 }), "from 0 to 52"],
  ["a name that is taken", () => Bits({ others: 0 }, { open: true }), "another name"],
  ["bounds the wrong way round", () => BigInteger({ minimum: 1n, maximum: 0n }), "up to the maximum"],
  ["bounds that are none", () => AnyNumber({ maximum: Number.NaN }), "finite numbers as bounds"],
  ["a width that there is not", () => AnyNumber({ width: 16 as 32 }), "width to be one of 32, 64"],
  ["half a byte", () => BytesLiteral("d9d9f"), "two digits for each byte"],
  ["items with bounds", () => SetOf(Type.Integer({ minimum: 0 })), "of no bounds"],
  ["items that are secret", () => SetOf(Type.String({ sensitive: true })), "of no bounds"],
  ["items that hold others", () => SetOf(Type.Array(Type.Integer())), "SetOf: expected Type.Integer"],
  ["keys that are none", () => MapOf(Type.Null(), Type.String()), "MapOf: expected Type.Integer"],
  [
    "a tag where there is none",
    () => MapOf(Type.Integer(), Type.String(), { tag: true } as object),
    "MapOf: it has no tag; Tagged(…, MapOf(…)) puts one in front",
  ],
  [
    "more items than there may be",
    () => SetOf(Type.Integer(), { minItems: 2, maxItems: 1 }),
    "minItems up to",
  ],
  ["an array of no kind", () => TypedArray("float16" as "float32"), "expected one of uint8"],
  [
    "an array of what is no array here",
    () => TypedArray("float16" as "float32"),
    "for floats of 16 or 128 bits, Tagged(84, Bytes()) has their bytes, or tag 80, 87 or 83",
  ],
];

test.each(mistakes)("%s is refused by the builder", (_, build, words) => {
  expect(build).toThrow(TypeError);
  expect(build).toThrow(words);
});

test.each<[string, Schema, object]>([
  ["date", Timestamp(), Date.prototype],
  ["typed array", TypedArray("uint16"), Uint16Array.prototype],
  ["set", SetOf(Type.Integer()), Set.prototype],
  ["map", MapOf(Type.Integer(), Type.Integer()), Map.prototype],
])("what has the prototype of a %s alone is none", (_, payload, prototype) => {
  for (const engine of engines) {
    const message = define({ name: "test/view", title: "View", payload }, { engine });
    expect(() => message.encode(Object.create(prototype))).toThrow("found another object of a class");
  }
});

/** Holds nothing, and says otherwise. */
class Odd extends Set<number> {
  override [Symbol.iterator]() {
    return [1, 1].values();
  }
}

test("a set of a class of its own is what it holds, written and in JSON alike", () => {
  for (const engine of engines) {
    const message = define({ name: "test/view", title: "View", payload: SetOf(Type.Integer()) }, { engine });
    const set = new Odd();
    expect(message.encode(set)).toEqual(Uint8Array.of(0x80));
    expect(message.toJson(set)).toEqual([]);
  }
});

test("a member may be called as the keyword is", () => {
  const payload = Type.Object({ cborView: Type.Integer() });
  const message = define({ name: "test/view", title: "View", payload }, { engine: "compiled" });
  expect(message.decode(message.encode({ cborView: 1 }))).toEqual({ cborView: 1 });
});

test("a view that no builder made is refused at definition", () => {
  const payload = Type.Unsafe({
    type: "string",
    cborView: { name: "nothing", of: [{ type: "integer" }], expected: "it" },
  });
  expect(() => define({ name: "test/view", title: "View", payload }, { engine: "compiled" })).toThrow(
    "expected cborView to be that of a builder which was called here",
  );
});
