import {
  Bytes,
  defineMessage,
  Float32,
  Int64,
  type Message,
  type MessageInput,
  type MessageJson,
  type MessageValue,
  Open,
  Tagged,
  Type,
  Uint64,
} from "@wirebook/codec";
import { expect, expectTypeOf, test } from "vitest";

/** What comes out: bytes that every interface of the web takes. */
type Bin = Uint8Array<ArrayBuffer>;

const everything = defineMessage({
  name: "test/everything",
  title: "Everything",
  payload: Type.Object({
    bytes: Bytes({ length: 2 }),
    count: Uint64(),
    offset: Int64(),
    ratio: Float32(),
    name: Type.String({ key: 1 }),
    on: Type.Boolean(),
    none: Type.Null(),
    mode: Type.Union([Type.Literal("C"), Type.Literal(7)]),
    maybe: Type.Optional(Bytes()),
    tagged: Tagged(24, Bytes()),
    stamp: Tagged(1, Type.Integer()),
    pair: Type.Tuple([Type.Integer(), Bytes()]),
    nested: Type.Array(Type.Array(Bytes())),
    table: Type.Array(Type.Object({ id: Uint64(), raw: Type.Optional(Bytes()) })),
    counts: Type.Record(Type.Integer(), Uint64()),
    names: Type.Record(Type.String(), Bytes()),
    open: Open({ key: Bytes(), level: Type.Optional(Type.Number()) }),
    either: Type.Union([Type.Object({ a: Bytes() }), Type.Object({ b: Uint64() })]),
    any: Type.Unknown(),
  }),
});

type Value = MessageValue<typeof everything>;
type Json = MessageJson<typeof everything>;
type Input = MessageInput<typeof everything>;

test("a byte string is a Uint8Array, and base64 in JSON", () => {
  expectTypeOf<Value["bytes"]>().toEqualTypeOf<Bin>();
  expectTypeOf<Json["bytes"]>().toEqualTypeOf<string>();
});

test("a 64-bit integer is a bigint, and a number or its digits in JSON", () => {
  expectTypeOf<Value["count"]>().toEqualTypeOf<bigint>();
  expectTypeOf<Value["offset"]>().toEqualTypeOf<bigint>();
  expectTypeOf<Json["count"]>().toEqualTypeOf<number | string>();
});

test("what JSON has is the same in both", () => {
  type Plain = "ratio" | "name" | "on" | "none" | "mode" | "stamp";
  expectTypeOf<Pick<Value, Plain>>().toEqualTypeOf<Pick<Json, Plain>>();
  expectTypeOf<Value["mode"]>().toEqualTypeOf<"C" | 7>();
  expectTypeOf<Value["none"]>().toEqualTypeOf<null>();
});

test("an optional member may be absent, and is not null", () => {
  expectTypeOf<Pick<Value, "maybe">>().toEqualTypeOf<{ maybe?: Bin }>();
  expectTypeOf<Pick<Json, "maybe">>().toEqualTypeOf<{ maybe?: string }>();
});

test("a tag changes no type", () => {
  expectTypeOf<Value["tagged"]>().toEqualTypeOf<Bin>();
  expectTypeOf<Json["tagged"]>().toEqualTypeOf<string>();
  expectTypeOf<Value["stamp"]>().toEqualTypeOf<number>();
});

test("arrays and tuples convert what they hold, at any depth", () => {
  expectTypeOf<Value["pair"]>().toEqualTypeOf<[number, Bin]>();
  expectTypeOf<Json["pair"]>().toEqualTypeOf<[number, string]>();
  expectTypeOf<Value["nested"]>().toEqualTypeOf<Bin[][]>();
  expectTypeOf<Json["nested"]>().toEqualTypeOf<string[][]>();
  expectTypeOf<Value["table"]>().toEqualTypeOf<{ id: bigint; raw?: Bin }[]>();
  expectTypeOf<Json["table"]>().toEqualTypeOf<{ id: number | string; raw?: string }[]>();
});

test("records convert their values", () => {
  expectTypeOf<Value["counts"][number]>().toEqualTypeOf<bigint>();
  expectTypeOf<Json["counts"][number]>().toEqualTypeOf<number | string>();
  expectTypeOf<Value["names"][string]>().toEqualTypeOf<Bin>();
  expectTypeOf<Json["names"][string]>().toEqualTypeOf<string>();
});

test("an open object has its own members typed, and others unknown", () => {
  expectTypeOf<Value["open"]["key"]>().toEqualTypeOf<Bin>();
  expectTypeOf<Value["open"]["level"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Value["open"]["other"]>().toEqualTypeOf<unknown>();
  expectTypeOf<Json["open"]["key"]>().toEqualTypeOf<string>();
});

test("the branches of a union are told apart by their members", () => {
  expectTypeOf<Value["either"]>().toEqualTypeOf<{ a: Bin } | { b: bigint }>();
  expectTypeOf<Json["either"]>().toEqualTypeOf<{ a: string } | { b: number | string }>();
  expectTypeOf<Value["any"]>().toEqualTypeOf<unknown>();
});

test("the verbs take and give these types, and the name is a literal", () => {
  expectTypeOf(everything.decode).returns.toEqualTypeOf<Value>();
  expectTypeOf(everything.encode).parameter(0).toEqualTypeOf<Input>();
  expectTypeOf(everything.encode).returns.toEqualTypeOf<Bin>();
  expectTypeOf(everything.toJson).parameter(0).toEqualTypeOf<Input>();
  expectTypeOf(everything.toJson).returns.toEqualTypeOf<Json>();
  expectTypeOf(everything.fromJson).returns.toEqualTypeOf<Value>();
  expectTypeOf(everything.transcode).returns.toEqualTypeOf<string>();
  expectTypeOf(everything.name).toEqualTypeOf<"test/everything">();
  const result = everything.safeDecode(Uint8Array.of(0xa0));
  if (result.ok) expectTypeOf(result.value).toEqualTypeOf<Value>();
  else expectTypeOf(result).not.toHaveProperty("value");
});

test("what goes in may be bytes of any kind, at any depth, and what comes out goes in again", () => {
  expectTypeOf<Value>().toExtend<Input>();
  expectTypeOf<Input["bytes"]>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<Input["pair"]>().toEqualTypeOf<[number, Uint8Array]>();
  expectTypeOf<Input["nested"]>().toEqualTypeOf<Uint8Array[][]>();
  expectTypeOf<Pick<Input, "maybe">>().toEqualTypeOf<{ maybe?: Uint8Array }>();
  expectTypeOf<Input["table"]>().toEqualTypeOf<{ id: bigint; raw?: Uint8Array }[]>();
  expectTypeOf<Input["names"][string]>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<Input["open"]["key"]>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<Input["open"]["other"]>().toEqualTypeOf<unknown>();
  expectTypeOf<Input["either"]>().toEqualTypeOf<{ a: Uint8Array } | { b: bigint }>();
  expectTypeOf<Input["any"]>().toEqualTypeOf<unknown>();
  type List = Bin | List[];
  expectTypeOf<Buffer[][][]>().toExtend<MessageInput<Message<List, unknown>>>();
  expectTypeOf<number[][][]>().not.toExtend<MessageInput<Message<List, unknown>>>();
  type Rows = readonly [Bin, ...Bin[]];
  expectTypeOf<MessageInput<Message<Rows>>>().toEqualTypeOf<readonly [Uint8Array, ...Uint8Array[]]>();
  expectTypeOf<Buffer>().toExtend<Input["bytes"]>();
  expectTypeOf<Uint8Array<SharedArrayBuffer>>().toExtend<Input["bytes"]>();
  expectTypeOf<Uint8Array<SharedArrayBuffer>>().not.toExtend<Value["bytes"]>();
  const given: unknown = {};
  if (everything.is(given)) expectTypeOf(given).toEqualTypeOf<Input>();
});

test("what comes out goes where the web wants bytes", () => {
  expectTypeOf<Bin>().toExtend<BlobPart>();
  expectTypeOf<Bin>().toExtend<BodyInit>();
  expectTypeOf<Bin>().toExtend<BufferSource>();
  expectTypeOf<Bin>().toExtend<Parameters<WebSocket["send"]>[0]>();
});

test("an example of another type is refused", () => {
  const raw = Type.Object({ raw: Bytes() });
  defineMessage({
    name: "test/raw",
    title: "Raw",
    payload: raw,
    examples: [{ title: "One", json: { raw: "AQ==" } }],
  });
  const define = () =>
    defineMessage({
      name: "test/raw",
      title: "Raw",
      payload: raw,
      // @ts-expect-error an example is JSON: base64, not bytes
      examples: [{ title: "One", json: { raw: Uint8Array.of(1) } }],
    });
  expect(define).toThrow(/example "One": unexpected at \/raw/);
});
