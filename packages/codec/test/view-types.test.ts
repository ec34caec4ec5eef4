/** What a view's value is in memory, and what in JSON. */
import {
  AnyNumber,
  BigInteger,
  Bits,
  Bytes,
  BytesLiteral,
  DateTime,
  DecimalFraction,
  Duration,
  defineMessage,
  Enum,
  Hex,
  IpAddress,
  MapOf,
  type MessageInput,
  type MessageJson,
  type MessageValue,
  Scaled,
  SetOf,
  Timestamp,
  Type,
  TypedArray,
  Uint64,
  Uuid,
} from "@wirebook/codec";
import { expectTypeOf, test } from "vitest";

const viewed = defineMessage({
  name: "test/viewed",
  title: "Viewed",
  payload: Type.Object({
    id: Uuid(),
    maybe: Type.Optional(Uuid({ tag: true })),
    state: Enum({ idle: 0, running: 1 }),
    states: Type.Array(Enum({ on: "1", off: "0" })),
    date: Timestamp(),
    count: Timestamp({ value: "number", json: "number", tag: true }),
    whole: Timestamp({ value: "bigint", unit: "ms" }),
    text: DateTime(),
    moment: DateTime({ value: "date" }),
    uptime: Duration({ unit: "ms" }),
    eui: Hex({ length: 8 }),
    raw: Hex({ value: "bytes" }),
    magic: BytesLiteral("d9d9f7"),
    host: IpAddress(),
    level: Scaled(0.01),
    reading: AnyNumber(),
    flags: Bits({ alarm: 0, mode: [1, 3] }),
    open: Bits({ alarm: 0 }, { open: true }),
    big: BigInteger(),
    price: DecimalFraction(),
    samples: TypedArray("uint16"),
    totals: TypedArray("int64"),
    channels: SetOf(Type.Integer()),
    keys: SetOf(Bytes(), { tag: true }),
    counts: MapOf(Type.String(), Uint64()),
  }),
});

type Value = MessageValue<typeof viewed>;
type Json = MessageJson<typeof viewed>;
type Input = MessageInput<typeof viewed>;

test("a UUID is text", () => {
  expectTypeOf<Value["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Json["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Pick<Value, "maybe">>().toEqualTypeOf<{ maybe?: string }>();
});

test("an enum is one of its names", () => {
  expectTypeOf<Value["state"]>().toEqualTypeOf<"idle" | "running">();
  expectTypeOf<Json["state"]>().toEqualTypeOf<"idle" | "running">();
  expectTypeOf<Value["states"]>().toEqualTypeOf<("on" | "off")[]>();
});

test("a moment is a date, a number or a bigint, and text or a number in JSON", () => {
  expectTypeOf<Pick<Value, "date" | "count" | "whole">>().toEqualTypeOf<{
    date: Date;
    count: number;
    whole: bigint;
  }>();
  expectTypeOf<Pick<Json, "date" | "count" | "whole">>().toEqualTypeOf<{
    date: string;
    count: number;
    whole: string;
  }>();
  expectTypeOf<Pick<Value, "text" | "moment" | "uptime">>().toEqualTypeOf<{
    text: string;
    moment: Date;
    uptime: number;
  }>();
  expectTypeOf<Pick<Json, "text" | "moment" | "uptime">>().toEqualTypeOf<{
    text: string;
    moment: string;
    uptime: string;
  }>();
  expectTypeOf<Input["date"]>().toEqualTypeOf<Date>();
});

test("digits, addresses and decimal fractions are text; digits are bytes if asked for", () => {
  expectTypeOf<Pick<Value, "eui" | "host" | "price">>().toEqualTypeOf<{
    eui: string;
    host: string;
    price: string;
  }>();
  expectTypeOf<Value["raw"]>().toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  expectTypeOf<Value["magic"]>().toEqualTypeOf<Uint8Array<ArrayBuffer>>();
  expectTypeOf<Json["magic"]>().toEqualTypeOf<string>();
  expectTypeOf<Input["raw"]>().toEqualTypeOf<Uint8Array>();
  expectTypeOf<Json["raw"]>().toEqualTypeOf<string>();
});

test("a fixed point is a number, bits are an object, a big integer is a bigint", () => {
  expectTypeOf<Value["level"]>().toEqualTypeOf<number>();
  expectTypeOf<Value["reading"]>().toEqualTypeOf<number>();
  expectTypeOf<Json["reading"]>().toEqualTypeOf<number | string>();
  expectTypeOf<Value["flags"]>().toEqualTypeOf<{ alarm: boolean; mode: number }>();
  expectTypeOf<Json["open"]["others"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Value["big"]>().toEqualTypeOf<bigint>();
  expectTypeOf<Json["big"]>().toEqualTypeOf<number | string>();
});

test("a typed array is one, and an array in JSON", () => {
  expectTypeOf<Value["samples"]>().toEqualTypeOf<Uint16Array<ArrayBuffer>>();
  expectTypeOf<Json["samples"]>().toEqualTypeOf<number[]>();
  expectTypeOf<Value["totals"]>().toEqualTypeOf<BigInt64Array<ArrayBuffer>>();
  expectTypeOf<Json["totals"]>().toEqualTypeOf<(number | string)[]>();
});

test("a set is one, and an array in JSON; a map is one, and an array of pairs", () => {
  expectTypeOf<Value["channels"]>().toEqualTypeOf<Set<number>>();
  expectTypeOf<Json["keys"]>().toEqualTypeOf<string[]>();
  expectTypeOf<Value["counts"]>().toEqualTypeOf<Map<string, bigint>>();
  expectTypeOf<Json["counts"]>().toEqualTypeOf<[string, number | string][]>();
  expectTypeOf<Input["keys"]>().toEqualTypeOf<ReadonlySet<Uint8Array>>();
  expectTypeOf<Input["counts"]>().toEqualTypeOf<ReadonlyMap<string, bigint>>();
  expectTypeOf<Set<Uint8Array<ArrayBuffer>>>().toExtend<Input["keys"]>();
});

test("what comes out goes in again", () => {
  expectTypeOf<Value>().toExtend<Input>();
});
