import {
  AnyNumber,
  ArrayStruct,
  BigInteger,
  Bits,
  Bytes,
  BytesLiteral,
  DateTime,
  DecimalFraction,
  Duration,
  Embedded,
  Enum,
  Float32,
  Float64,
  Hex,
  Int64,
  IpAddress,
  MapOf,
  Open,
  Scaled,
  SetOf,
  Tagged,
  Timestamp,
  Type,
  TypedArray,
  Uint64,
  Uuid,
} from "@wirebook/codec";
import type { Schema } from "../../checks/codec.ts";
import type { Random } from "./random.ts";

const names = ["a", "bb", "timestamp", "__proto__", "1", "ü", "constructor", "x/y~z", "rssi"];

/** A schema of any shape that `defineMessage` takes. */
export function randomSchema(random: Random, depth = 3): Schema {
  const leaf = depth === 0 || random.oneIn(2);
  return leaf ? randomLeaf(random) : randomContainer(random, depth - 1);
}

function randomLeaf(random: Random): Schema {
  return random.pick<() => Schema>([
    () => Type.Integer(random.oneIn(2) ? {} : { minimum: -random.below(300), maximum: random.below(70_000) }),
    () => Type.Integer(random.oneIn(2) ? { multipleOf: 1 + random.below(5) } : { exclusiveMinimum: 5 }),
    () => Type.Number(random.oneIn(2) ? {} : { exclusiveMaximum: 1000, minimum: -1000 }),
    () => Type.Number({ multipleOf: random.pick([0.01, 0.1, 0.25, 3, 2.5e-7]) }),
    () => Float32(),
    () => Float32({ minimum: -0.1 - random.below(3), maximum: 0.7 + random.below(1000) }),
    () => Type.Number({ format: "float", exclusiveMinimum: 0.1, exclusiveMaximum: 1000.7, multipleOf: 0.5 }),
    () => Float64(),
    () => Uint64(),
    () => Int64(),
    () => Uint64(random.pick([{ minimum: 3 }, { maximum: 2n ** 53n }, { minimum: 30, maximum: 2n ** 60n }])),
    () =>
      Int64(random.pick([{ minimum: -20 }, { maximum: 2n ** 54n }, { minimum: -(2n ** 62n), maximum: -1n }])),
    () => Type.String(),
    () => Type.String({ minLength: random.below(4), maxLength: 4 + random.below(40) }),
    () => Type.String({ pattern: "^[a-z]*$" }),
    () => Bytes(),
    () => Bytes({ minLength: random.below(3), maxLength: 3 + random.below(60) }),
    () => Type.Boolean(),
    () => Type.Null(),
    () => Type.Literal(random.pick<string | number | boolean>(["C", "", "ünïcode", 0, 24, -1, 1.5, true])),
    () => Type.Union([Type.Literal("lte"), Type.Literal("lorawan"), Type.Literal(7), Type.Null()]),
    () => Type.Unknown(),
    () => randomView(random),
    () => randomView(random),
    () => Type.Union([Type.Integer(), Type.String(), Type.Null()]),
  ])();
}

/** What stands for a view in other places, too, where nothing else is told apart from it. */
function randomView(random: Random): Schema {
  return random.pick<() => Schema>([
    () => Uuid({ tag: random.pick([true, false, "optional"]) }),
    () => Timestamp({ tag: random.pick([true, false, "optional"]) }),
    () => Timestamp({ value: random.pick(["number", "bigint"]), json: random.pick(["text", "number"]) }),
    () => Timestamp({ unit: "ms", json: random.pick(["text", "number"]) }),
    () => DateTime({ value: random.pick(["text", "date"]), tag: random.pick([true, false, "optional"]) }),
    () => Duration({ unit: random.pick(["s", "ms"]) }),
    () => Hex({ maxLength: 1 + random.below(9), value: random.pick(["text", "bytes"]) }),
    () => IpAddress(random.pick([{}, { version: 4 }, { version: 6 }])),
    () => BytesLiteral(random.pick(["", "00", "d9d9f7"])),
    () => AnyNumber(random.pick([{}, { width: 32 }, { width: 64 }])),
    () => AnyNumber({ minimum: -1000, maximum: 70_000.1, width: random.pick([32, 64]) }),
    () => Scaled(random.pick([0.01, 0.1, 0.125, 5])),
    () => Scaled({ factor: 0.5, minimum: -10, maximum: 1000 }),
    () => Bits({ alarm: 0, mode: [1, 3], far: [30, 40] }, { open: random.oneIn(2) }),
    () => BigInteger(random.oneIn(2) ? {} : { minimum: 0n, maximum: 2n ** 70n }),
    () => DecimalFraction(),
    () =>
      TypedArray(random.pick(["uint8", "uint16", "int32", "uint64", "int64", "float32", "float64"]), {
        either: random.oneIn(2),
        order: random.pick(["little", "big"]),
      }),
    () => SetOf(random.pick([Type.Integer(), Type.String(), Bytes(), Uint64(), Int64(), Type.Boolean()])),
    () => SetOf(Type.Integer(), { minItems: 1, maxItems: 5, tag: random.pick([true, "optional"]) }),
    () => MapOf(random.pick([Type.Integer(), Type.String(), Bytes(), Int64()]), Uint64()),
    () => MapOf(Uint64(), random.pick([Type.Integer(), Type.String(), Bytes(), Type.Boolean()])),
    () => Enum({ idle: 0, running: 1, lost: -1 }),
    () => Enum({ celsius: "C", fahrenheit: "F", none: 1000 }),
  ])();
}

function randomContainer(random: Random, depth: number): Schema {
  const inner = () => randomSchema(random, depth);
  return random.pick<() => Schema>([
    () => Type.Array(inner(), random.oneIn(3) ? { minItems: 1, maxItems: 5 } : {}),
    () => Type.Array(random.pick([Type.Integer(), Bytes(), Type.String()]), { uniqueItems: true }),
    () => Type.Tuple([inner(), inner()]),
    () => Type.Tuple([inner(), Type.Optional(inner()), Type.Optional(inner())]),
    () => Type.Tuple([Type.Optional(inner()), Type.Rest(Type.Array(inner()))]),
    () => Type.Tuple([inner(), Type.Rest(Type.Array(inner()))]),
    () => Type.Object(randomMembers(random, depth)),
    () => Type.Object(randomMembers(random, depth)),
    () => Open(randomMembers(random, depth), random.oneIn(3) ? { minProperties: 2 } : {}),
    () => Type.Record(Type.Integer(), inner()),
    () => Type.Record(Type.String(), inner()),
    () => Type.Record(Type.String({ pattern: "^[a-m]" }), inner()),
    () => Tagged(random.pick([0, 2, 24, 64, 1000, 70_000]), inner()),
    () =>
      Tagged(random.pick([0, 24, 1000]), withoutTag(inner()), { optional: random.pick([true, "omitted"]) }),
    () =>
      Type.Intersect([
        Type.Object(randomMembers(random, depth)),
        Type.Object({ own: inner(), ...(random.oneIn(2) ? { maybe: Type.Optional(inner()) } : {}) }),
      ]),
    () => ArrayStruct({ a: inner(), b: Type.Optional(inner()), "ü~/": Type.Optional(inner()) }),
    () => ArrayStruct({ constructor: inner(), x: Type.Optional(inner()) }, { open: true }),
    () => ArrayStruct({ a: inner(), b: inner() }),
    () =>
      Type.Union([
        Type.Tuple([inner(), Type.Literal("one"), inner()]),
        Type.Tuple([inner(), Type.Union([Type.Literal("two"), Type.Literal(1000)]), Type.Optional(inner())]),
        Type.Object({ batch: inner() }),
        Type.Object({ telegram: Bytes() }),
      ]),
    () =>
      Type.Union([
        Type.Tuple([inner(), Type.Optional(inner())]),
        Type.Tuple([inner(), inner(), inner(), Type.Rest(Type.Array(inner()))]),
        Type.Tuple([]),
        Type.Null(),
      ]),
    () =>
      Type.Union([
        ArrayStruct({ kind: Type.Literal(0), a: inner() }),
        ArrayStruct({ kind: Type.Literal(1), b: Type.Optional(inner()) }, { open: true }),
        Type.Boolean(),
      ]),
    () =>
      Type.Union([
        ArrayStruct({ a: inner() }),
        ArrayStruct({ a: inner(), b: inner(), c: Type.Optional(inner()) }),
      ]),
    () =>
      Type.Union([
        Type.Object({ kind: Type.Literal(random.pick([0, 24, 1000])), ...randomMembers(random, 0) }),
        Open({ kind: Type.Integer({ maximum: 70_000 }), a: inner() }),
        Type.Tuple([inner(), Type.Literal("one")]),
        Type.Tuple([inner(), Type.String({ maxLength: 20 })]),
      ]),
    () =>
      Type.Union([
        ArrayStruct({ kind: Type.Literal(0), a: inner() }),
        ArrayStruct({ kind: Type.Integer(), b: Type.Optional(inner()) }, { open: random.oneIn(2) as true }),
        Type.Null(),
      ]),
    () => Embedded(inner(), { tag: random.pick([true, false]) }),
    () => Embedded(Type.Record(Type.Integer(), inner()), { zeroLengthMap: true }),
    () => Type.Array(Embedded(withoutTag(inner()), { tag: "optional" })),
    () => Type.Union([Embedded(Type.Object({ a: inner() })), Type.Null(), Type.Integer()]),
    () => Tagged(random.pick([1, 18, 70_000]), Tagged(5, inner(), { keep: true })),
    () =>
      Type.Union([
        Tagged(17, inner(), { keep: true }),
        Tagged(1800, inner(), { keep: true }),
        Tagged(1, Type.Integer({ minimum: 3 }), { optional: true }),
        Type.Null(),
      ]),
    () => Type.Union([Tagged(17, inner(), { keep: true }), IpAddress(), Embedded(Scaled(0.1)), Type.Null()]),
    () =>
      Tagged(9, random.pick([IpAddress(), BigInteger(), Uuid({ tag: "optional" })]), {
        optional: random.pick([true, "omitted"]),
      }),
    () => Embedded(random.pick([Type.Unknown(), Open(randomMembers(random, depth)), randomView(random)])),
    () => randomDefinitions(random, depth),
    () => randomDefinitions(random, depth),
    () =>
      Type.Union([
        Type.Object({ kind: Type.Literal("one"), ...randomMembers(random, depth) }),
        Open({ kind: Type.Literal("two"), ...randomMembers(random, depth) }),
        Type.Boolean(),
      ]),
    () =>
      Type.Union([
        Type.Object({ batch: inner() }),
        Open({ telegram: Bytes(), time: Type.Optional(Type.Integer()) }),
        Type.Array(Type.Integer()),
      ]),
  ])();
}

/** What is inside of itself. Names are those of one definition in a schema. */
function randomDefinitions(random: Random, depth: number): Schema {
  const inner = () => randomSchema(random, depth);
  const mark = random.below(1e9);
  const [one, two] = [`One${mark}`, `Two.${mark}`];
  const words = () => random.pick([{}, { description: "again" }, { sensitive: true }]);
  const ref = (name = one) => Type.Ref(name, words());
  const definitions = random.pick<() => Record<string, Schema>>([
    () => ({ [one]: Type.Object({ ...randomMembers(random, depth), inside: Type.Array(ref()) }) }),
    () => ({
      [one]: Open({
        v: inner(),
        next: Type.Optional(Type.Union([ref(), Type.Null()])),
        one: Type.Optional(ref()),
      }),
    }),
    () => ({ [one]: Type.Array(Type.Union([Type.Integer(), ref(), Type.Null()])) }),
    () => ({
      [one]: Type.Union([
        Type.Integer(),
        Type.String(),
        Type.Array(ref()),
        random.oneIn(2)
          ? Type.Record(Type.String(), ref())
          : Tagged(5, Type.Object({ a: Type.Optional(ref()) })),
      ]),
    }),
    () => ({
      [one]: Type.Union([
        Tagged(17, ref(), { keep: true }),
        Tagged(1800, Type.Tuple([inner(), Type.Optional(ref())]), { keep: true }),
        Type.Boolean(),
      ]),
    }),
    () => ({
      [one]: Type.Object({ kind: Type.Literal("one"), two: Type.Optional(Embedded(ref(two))) }),
      [two]: Type.Union([
        ref(),
        Type.Object({ kind: Type.Literal("two"), all: Type.Array(Tagged(64, ref(two))), v: inner() }),
      ]),
    }),
    () => ({
      [one]: Type.Tuple([inner(), Type.Rest(Type.Array(Type.Union([ref(), Embedded(Type.Integer())])))]),
    }),
    () => ({
      [one]: Type.Object({
        two: ref(two),
        map: Embedded(ref(two), { tag: "optional", zeroLengthMap: true }),
      }),
      [two]: Type.Object({ 11: Type.Optional(Type.Array(ref(), { key: 11 })), v: Type.Optional(inner()) }),
    }),
  ])();
  return Type.Cyclic(definitions, one, words()) as Schema;
}

function withoutTag(schema: Schema): Schema {
  const words = JSON.stringify(schema);
  // What says nothing of its kind may have any tag.
  const saysKind = /"(?:type|anyOf|allOf|enum|const|cborView|cborArray|\$ref)":/.test(words);
  return words.includes("Tag") || !saysKind ? Uint64() : schema;
}

function randomMembers(random: Random, depth: number): Record<string, Schema> {
  const members: Record<string, Schema> = {};
  const keys = new Set<number>();
  for (let count = random.below(6); count > 0; count--) {
    const name = random.pick(names);
    const key = random.pick([0, 1, 5, 24, -1, -300, 70_000]);
    const inner = randomSchema(random, depth);
    const keyed = random.oneIn(3) && !keys.has(key) && !("key" in inner);
    if (keyed) keys.add(key);
    const member = keyed ? withKey(inner, key) : inner;
    // Not by assignment: that would set the prototype under the name "__proto__".
    Object.defineProperty(members, name, {
      value: random.oneIn(3) ? Type.Optional(member) : member,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return members;
}

function withKey(schema: Schema, key: number): Schema {
  return Object.defineProperties({ key }, Object.getOwnPropertyDescriptors(schema)) as Schema;
}
