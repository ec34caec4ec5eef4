/**
 * The mapping table of the codec, row by row, with samples of each thing that can become of a payload or a value.
 *
 * @module
 */
import {
  ArrayStruct,
  Bytes,
  Embedded,
  Float,
  Float32,
  Float64,
  Int64,
  Open,
  Simple,
  Tag,
  Tagged,
  Type,
  Uint64,
  type UndeclaredMember,
  undeclared,
} from "@wirebook/codec";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";

/** One reading: CBOR as hex, the value in memory, its JSON form, and the CBOR that is written for it. */
interface Accepted {
  readonly hex: string;
  readonly value: unknown;
  readonly json: unknown;
  /** Where it is not `hex`. */
  readonly written?: string;
}

/** One row of the table. */
export interface Row {
  readonly row: string;
  readonly schema: Schema;
  readonly accepted: readonly Accepted[];
  /** CBOR that is valid but not what the schema says. */
  readonly unexpectedHex: readonly string[];
  readonly unexpectedValues: readonly unknown[];
  readonly unexpectedJson: readonly unknown[];
  /** CBOR that is invalid in itself, where it has a form of its own in this row. */
  readonly invalidHex?: readonly string[];
}

const same = (hex: string, value: unknown): Accepted => ({ hex, value, json: value });
const listed = (members: object, ...list: UndeclaredMember[]) => ({ ...members, [undeclared]: list });
const classy = [new Map([["a", 1]]), new Date(0), new (class Reading {})(), Symbol("s"), () => 1];

/** Each row of the table in the design, and the kinds of TypeBox beside them. */
export const rows: readonly Row[] = [
  {
    row: "Type.Integer",
    schema: Type.Integer(),
    accepted: [
      same("00", 0),
      same("20", -1),
      { hex: "1b0000000000000001", value: 1, json: 1, written: "01" },
      same("1b001fffffffffffff", Number.MAX_SAFE_INTEGER),
      same("3b001ffffffffffffe", Number.MIN_SAFE_INTEGER),
    ],
    unexpectedHex: ["1b0020000000000000", "3b001fffffffffffff", "f93c00", "6131", "f6", "c100"],
    unexpectedValues: [1.5, 2 ** 53, 1n, "1", null, Number.NaN, ...classy],
    unexpectedJson: [1.5, 2 ** 53, "1", null, [1], { a: 1 }],
  },
  {
    row: "Uint64",
    schema: Uint64(),
    accepted: [
      { hex: "00", value: 0n, json: 0 },
      { hex: "1b0020000000000000", value: 2n ** 53n, json: "9007199254740992" },
      { hex: "1bffffffffffffffff", value: 2n ** 64n - 1n, json: "18446744073709551615" },
    ],
    unexpectedHex: ["20", "f93c00", "6130", "c249010000000000000000"],
    unexpectedValues: [-1n, 2n ** 64n, 1, "1", null],
    unexpectedJson: [-1, 2 ** 53, "18446744073709551616", "01", "0x1", "", 1.5, null],
  },
  {
    row: "Int64",
    schema: Int64(),
    accepted: [
      { hex: "20", value: -1n, json: -1 },
      { hex: "3b7fffffffffffffff", value: -(2n ** 63n), json: "-9223372036854775808" },
      { hex: "1b7fffffffffffffff", value: 2n ** 63n - 1n, json: "9223372036854775807" },
    ],
    unexpectedHex: ["1b8000000000000000", "3b8000000000000000", "f9bc00", "f4"],
    unexpectedValues: [2n ** 63n, -(2n ** 63n) - 1n, -1, "1"],
    unexpectedJson: ["9223372036854775808", "-9223372036854775809", -(2 ** 53), "-0", "1e3", true],
  },
  {
    row: "Uint64 within bounds",
    schema: Uint64({ minimum: 5n, maximum: 2 ** 53 - 1 }),
    accepted: [
      { hex: "05", value: 5n, json: 5 },
      { hex: "1805", value: 5n, json: 5, written: "05" },
      { hex: "1b001fffffffffffff", value: 2n ** 53n - 1n, json: 2 ** 53 - 1 },
    ],
    unexpectedHex: ["04", "1804", "1b0020000000000000", "1bffffffffffffffff", "20", "6135"],
    unexpectedValues: [4n, 2n ** 53n, 2n ** 64n, 5, "5"],
    unexpectedJson: [4, "4", 2 ** 53, "9007199254740992", "05", -5, null],
  },
  {
    row: "Int64 beyond what is safe",
    schema: Int64({ minimum: -(2n ** 62n), maximum: -(2n ** 53n) }),
    accepted: [
      { hex: "3b001fffffffffffff", value: -(2n ** 53n), json: "-9007199254740992" },
      { hex: "3b3fffffffffffffff", value: -(2n ** 62n), json: "-4611686018427387904" },
    ],
    unexpectedHex: ["3b001ffffffffffffe", "3b4000000000000000", "00", "20"],
    unexpectedValues: [0n, -(2n ** 62n) - 1n, -(2n ** 53n) + 1n],
    unexpectedJson: [0, Number.MIN_SAFE_INTEGER, "-4611686018427387905", "9007199254740992"],
  },
  {
    row: "Type.Number",
    schema: Type.Number(),
    accepted: [
      same("01", 1),
      { hex: "f93c00", value: 1, json: 1, written: "01" },
      same("f93e00", 1.5),
      { hex: "fb3ff8000000000000", value: 1.5, json: 1.5, written: "f93e00" },
      same("fb3ff199999999999a", 1.1),
      { hex: "f98000", value: -0, json: 0 },
      same("fa58ca3fb7", 1779000015847424),
      same("1b000651fdb70e3000", 1779000000000000),
      same("1affffffff", 2 ** 32 - 1),
      same("3affffffff", -(2 ** 32)),
      { hex: "1b0000000100000000", value: 2 ** 32, json: 2 ** 32, written: "fa4f800000" },
      same("1b0000000100000001", 2 ** 32 + 1),
    ],
    unexpectedHex: ["f97e00", "f97c00", "faff800000", "1b0020000000000000", "6131", "f7"],
    unexpectedValues: [Number.NaN, Number.POSITIVE_INFINITY, 1n, "1", undefined],
    unexpectedJson: [Number.NaN, Number.NEGATIVE_INFINITY, "1.5", null, [1.5]],
  },
  {
    row: "Float32, Float64",
    schema: Type.Tuple([Float32(), Float64()]),
    accepted: [
      same("82fa3fc00000fb3ff8000000000000", [1.5, 1.5]),
      { hex: "820102", value: [1, 2], json: [1, 2], written: "82fa3f800000fb4000000000000000" },
    ],
    unexpectedHex: ["82f97e0001", "82016131", "8101", "fa3fc00000"],
    unexpectedValues: [[1e300, 1], [1, Number.NaN], [1], 1],
    unexpectedJson: [[1e300, 1], ["1", 1], [1, 2, 3], null],
  },
  {
    row: "Type.String",
    schema: Type.String(),
    accepted: [
      same("60", ""),
      same("63e6b0b4", "水"),
      {
        hex: "7f657374726561646d696e67ff",
        value: "streaming",
        json: "streaming",
        written: "6973747265616d696e67",
      },
      same("66efbbbf616263", "\ufeffabc"),
    ],
    unexpectedHex: ["4161", "00", "f6", "816161"],
    unexpectedValues: ["\ud800", 1, null, Object("a"), fromHex("61")],
    unexpectedJson: ["\udc00", 1, null, ["a"]],
    invalidHex: ["61ff", "62c080", "63eda080", "7f61c361bcff"],
  },
  {
    row: "Bytes",
    schema: Bytes({ maxLength: 5 }),
    accepted: [
      { hex: "40", value: fromHex(""), json: "" },
      { hex: "420102", value: fromHex("0102"), json: "AQI=" },
      { hex: "5f42010243030405ff", value: fromHex("0102030405"), json: "AQIDBAU=", written: "450102030405" },
    ],
    unexpectedHex: ["6161", "46010203040506", "8101", "c24101"],
    unexpectedValues: ["AQI=", [1, 2], fromHex("010203040506"), new Uint16Array(1), new ArrayBuffer(1)],
    unexpectedJson: ["AQI", "AQJ=", "AQI= ", "_-8=", "AQIDBAUG", [1, 2], null, { type: "Buffer", data: [1] }],
  },
  {
    row: "Type.Boolean",
    schema: Type.Boolean(),
    accepted: [same("f4", false), same("f5", true)],
    unexpectedHex: ["00", "f6", "f7", "e0", "6474727565"],
    unexpectedValues: [0, "true", null, Object(true)],
    unexpectedJson: [1, "false", null],
  },
  {
    row: "Type.Null",
    schema: Type.Null(),
    accepted: [same("f6", null)],
    unexpectedHex: ["f7", "f4", "00", "60"],
    unexpectedValues: [undefined, false, 0, ""],
    unexpectedJson: [false, 0, "", "null"],
  },
  {
    row: "Type.Literal",
    schema: Type.Union([Type.Literal("C"), Type.Literal(1), Type.Literal(false)]),
    accepted: [same("6143", "C"), same("01", 1), same("f4", false)],
    unexpectedHex: ["6163", "02", "f5", "f93c00", "4143"],
    unexpectedValues: ["c", 2, true, 1n],
    unexpectedJson: ["c", 2, true, null],
  },
  {
    row: "Type.Array",
    schema: Type.Array(Type.Integer(), { maxItems: 3 }),
    accepted: [
      same("80", []),
      same("820102", [1, 2]),
      { hex: "9f01ff", value: [1], json: [1], written: "8101" },
    ],
    unexpectedHex: ["a0", "816161", "8400000000", "f6"],
    unexpectedValues: [
      new Set([1]),
      { 0: 1, length: 1 },
      ["1"],
      [1, 2, 3, 4],
      new Uint8Array(1),
      [undefined],
    ],
    unexpectedJson: [{}, ["1"], [1, 2, 3, 4], null],
  },
  {
    row: "Type.Tuple, with an optional item",
    schema: Type.Tuple([Type.Integer(), Type.Optional(Type.String())]),
    accepted: [
      same("8100", [0]),
      same("82006161", [0, "a"]),
      { hex: "9f00ff", value: [0], json: [0], written: "8100" },
    ],
    unexpectedHex: ["80", "83006161f6", "8200f6", "00", "9fff"],
    unexpectedValues: [[], [0, "a", null], [0, undefined], [0, 1], { 0: 0, length: 1 }],
    unexpectedJson: [[], [0, "a", null], [0, null], {}],
  },
  {
    row: "Type.Tuple, with further items",
    schema: Type.Tuple([Type.Integer(), Type.Rest(Type.Array(Type.String()))]),
    accepted: [
      same("8100", [0]),
      same("830061616162", [0, "a", "b"]),
      { hex: "9f006161ff", value: [0, "a"], json: [0, "a"], written: "82006161" },
    ],
    unexpectedHex: ["80", "820000", "8300616100", "a0"],
    unexpectedValues: [[], [0, 1], [0, "a", undefined], ["a"]],
    unexpectedJson: [[], [0, "a", null], "a"],
  },
  {
    row: "ArrayStruct",
    schema: ArrayStruct({ a: Type.Integer(), b: Type.Optional(Type.String()) }),
    accepted: [
      same("8101", { a: 1 }),
      same("82016178", { a: 1, b: "x" }),
      { hex: "9f01ff", value: { a: 1 }, json: { a: 1 }, written: "8101" },
    ],
    unexpectedHex: ["80", "8201f6", "83016178f6", "a1616101", "816131"],
    unexpectedValues: [{}, { b: "x" }, { a: 1, c: 1 }, { a: "1" }, [1], null, ...classy],
    unexpectedJson: [{}, { a: 1, c: 1 }, { a: null }, [1], "a"],
  },
  {
    row: "ArrayStruct, open",
    schema: ArrayStruct({ a: Type.Integer() }, { open: true }),
    accepted: [
      same("8101", { a: 1 }),
      { hex: "82014102", value: { a: 1, further: [fromHex("02")] }, json: { a: 1, further: ["Ag=="] } },
      { hex: "8201f7", value: { a: 1, further: [new Simple(23)] }, json: { a: 1, further: [null] } },
    ],
    unexpectedHex: ["80", "81f6", "a0"],
    unexpectedValues: [{}, { a: 1, further: [] }, { a: 1, further: 1 }, { a: 1, b: 1 }, [1]],
    unexpectedJson: [{}, { a: 1, further: [] }, { further: [1] }, [1]],
    invalidHex: ["820161ff", "8201a201000100"],
  },
  {
    row: "Type.Object",
    schema: Type.Object({ a: Type.Integer(), b: Type.Optional(Type.String({ key: 1 })) }),
    accepted: [
      same("a1616101", { a: 1 }),
      same("a2616101016178", { a: 1, b: "x" }),
      { hex: "bf016178616101ff", value: { a: 1, b: "x" }, json: { a: 1, b: "x" }, written: "a2616101016178" },
    ],
    unexpectedHex: ["a0", "a2616101616301", "a261610161626178", "a161616131", "80"],
    unexpectedValues: [{}, { a: 1, c: 1 }, { a: "1" }, Object.create({ a: 1 }), ...classy],
    unexpectedJson: [{}, { a: 1, c: 1 }, { a: null }, [], "a"],
    invalidHex: ["a2616101616102", "a161ff01"],
  },
  {
    row: "Type.Intersect",
    schema: Type.Intersect([
      Type.Object({ a: Type.Integer() }),
      Type.Object({ b: Type.Optional(Type.String({ key: 1 })) }),
    ]),
    accepted: [
      same("a1616101", { a: 1 }),
      { hex: "a2016178616101", value: { a: 1, b: "x" }, json: { a: 1, b: "x" }, written: "a2616101016178" },
    ],
    unexpectedHex: ["a0", "a2616101616301", "a161616131", "80"],
    unexpectedValues: [{}, { a: 1, c: 1 }, { a: "1" }, null],
    unexpectedJson: [{}, { a: 1, c: 1 }, { a: null }, []],
    invalidHex: ["a2616101616102", "a161ff01"],
  },
  {
    row: "Type.Record of integer keys",
    schema: Type.Record(Type.Integer(), Type.String()),
    accepted: [
      same("a0", {}),
      same("a2016161206162", { 1: "a", "-1": "b" }),
      { hex: "bf18016161ff", value: { 1: "a" }, json: { 1: "a" }, written: "a1016161" },
    ],
    unexpectedHex: ["a161316161", "a10101", "a1f93c006161", "80"],
    unexpectedValues: [{ a: "x" }, { "01": "x" }, { 1: 1 }, { "9007199254740992": "x" }, new Map([[1, "a"]])],
    unexpectedJson: [{ a: "x" }, { "1.0": "x" }, { 1: null }, []],
    invalidHex: ["a201616118016162", "a201616161316162"],
  },
  {
    row: "Type.Cyclic",
    schema: Type.Cyclic(
      { Node: Type.Object({ v: Bytes(), next: Type.Array(Type.Union([Type.Ref("Node"), Type.Null()])) }) },
      "Node",
    ),
    accepted: [
      { hex: "a2617640646e65787480", value: { v: fromHex(""), next: [] }, json: { v: "", next: [] } },
      {
        hex: "a261764101646e6578749fa2646e65787480617640f6ff",
        value: { v: fromHex("01"), next: [{ v: fromHex(""), next: [] }, null] },
        json: { v: "AQ==", next: [{ v: "", next: [] }, null] },
        written: "a261764101646e65787482a2617640646e65787480f6",
      },
    ],
    unexpectedHex: ["80", "a2617640646e65787481a0", "a2617640646e6578748101", "f6"],
    unexpectedValues: [{ v: fromHex(""), next: [{}] }, { v: fromHex(""), next: [1] }, [], null],
    unexpectedJson: [{ v: "", next: [{ v: "", next: [0] }] }, { v: "", next: {} }, null],
    invalidHex: ["a2617640646e65787481a161ff00"],
  },
  {
    row: "open members",
    schema: Open({ a: Type.Optional(Type.Integer()) }),
    accepted: [
      same("a0", {}),
      { hex: "a16163420102", value: { c: fromHex("0102") }, json: { c: "AQI=" } },
      {
        hex: "a11b002000000000000000",
        value: listed({ "9007199254740992": 0 }, { key: 2n ** 53n, name: "9007199254740992" }),
        json: { "9007199254740992": 0 },
      },
      { hex: "a161631b0020000000000000", value: { c: 2n ** 53n }, json: { c: "9007199254740992" } },
      { hex: "a16163f7", value: { c: new Simple(23) }, json: { c: null } },
      { hex: "a16163e0", value: { c: new Simple(0) }, json: { c: { simple: 0 } } },
      { hex: "a16163c100", value: { c: new Tag(1, 0) }, json: { c: { tag: 1, value: 0 } } },
      { hex: "a16163f97e00", value: { c: Number.NaN }, json: { c: "NaN" } },
      { hex: "a16163f93c00", value: { c: new Float(1) }, json: { c: 1 } },
      {
        hex: "a2616200613201",
        value: listed({ 2: 1, b: 0 }, { key: "b", name: "b" }, { key: "2", name: "2" }),
        json: { 2: 1, b: 0 },
      },
      {
        hex: "bf613201616100ff",
        value: { 2: 1, a: 0 },
        json: { 2: 1, a: 0 },
        written: "a2616100613201",
      },
    ],
    unexpectedHex: ["a16161f7", "a16161c100", "a16161f97e00", "a16161e0", "80"],
    unexpectedValues: [
      { c: new Tag(-1, 0) },
      { c: new Simple(20) },
      listed({}, { key: undefined, value: 0 }),
      { c: 2n ** 64n },
      { c: new Date(0) },
      { c: "\ud800" },
      { c: Symbol("s") },
    ],
    unexpectedJson: [{ c: Number.NaN }, { c: "\ud800" }, [], { a: "1" }],
    invalidHex: ["a20100180100", "a280008000", "a2f97e0000fa7fc0000000"],
  },
  {
    row: "Tagged",
    schema: Tagged(1, Type.Integer()),
    accepted: [same("c101", 1), { hex: "d80101", value: 1, json: 1, written: "c101" }],
    unexpectedHex: ["01", "c001", "c16131", "c1c101", "f6"],
    unexpectedValues: [1.5, "1", null],
    unexpectedJson: [1.5, "1", null],
  },
  {
    row: "Tagged, in one another",
    schema: Tagged(61, Tagged(1, Type.Integer())),
    accepted: [same("d83dc101", 1), { hex: "d83dd80101", value: 1, json: 1, written: "d83dc101" }],
    unexpectedHex: ["01", "c101", "d83d01", "c1d83d01", "d83dc16131"],
    unexpectedValues: [1.5, "1", null],
    unexpectedJson: [1.5, "1", null],
  },
  {
    row: "Tagged, optional",
    schema: Tagged(1, Type.Integer(), { optional: true }),
    accepted: [same("c101", 1), { hex: "01", value: 1, json: 1, written: "c101" }],
    unexpectedHex: ["c001", "c16131", "6131", "c1c101", "f6"],
    unexpectedValues: [1.5, "1", null],
    unexpectedJson: [1.5, "1", null],
  },
  {
    row: "Tagged, kept",
    schema: Type.Union([
      Tagged(1, Type.Integer(), { keep: true }),
      Tagged(2, Type.Integer(), { keep: true }),
    ]),
    accepted: [
      same("c101", { tag: 1, value: 1 }),
      { hex: "d80202", value: { tag: 2, value: 2 }, json: { tag: 2, value: 2 }, written: "c202" },
    ],
    unexpectedHex: ["01", "c301", "c26131", "c1c201", "a0", "a26374616701657661 6c756501".replace(" ", "")],
    unexpectedValues: [
      1,
      { tag: 3, value: 1 },
      { tag: 1 },
      { tag: 1, value: 1, a: 1 },
      { tag: 1n, value: 1 },
      null,
    ],
    unexpectedJson: [1, { tag: 3, value: 1 }, { tag: 2, value: "1" }, { value: 1 }, [1, 1], null],
  },
  {
    row: "Embedded",
    schema: Embedded(Type.Object({ a: Type.Optional(Type.Integer()) }), { zeroLengthMap: true }),
    accepted: [
      same("44a1616105", { a: 5 }),
      same("40", {}),
      { hex: "5f42a16143611805ff", value: { a: 5 }, json: { a: 5 }, written: "44a1616105" },
    ],
    unexpectedHex: ["a0", "4180", "45a161616131", "d81840", "f6"],
    unexpectedValues: [{ a: "1" }, { b: 1 }, fromHex("a0"), null],
    unexpectedJson: [{ a: "1" }, { b: 1 }, "oA==", null],
    invalidHex: ["42a000", "4182", "47a2616100616100", "41ff"],
  },
  {
    row: "Type.Union of tuples",
    schema: Type.Union([
      Type.Tuple([Type.Literal(0), Bytes()]),
      Type.Tuple([Type.Literal(1), Type.Integer(), Type.Optional(Type.Null())]),
    ]),
    accepted: [
      { hex: "820041ff", value: [0, fromHex("ff")], json: [0, "/w=="] },
      same("820105", [1, 5]),
      { hex: "9f180105f6ff", value: [1, 5, null], json: [1, 5, null], written: "830105f6" },
    ],
    unexpectedHex: ["80", "820205", "820005", "8100", "81f6", "a0"],
    unexpectedValues: [[], [2, 5], [0, 5], [1], { 0: 1, 1: 5 }, null],
    unexpectedJson: [[], [2, 5], [0, 5], [1, 5, 0], { 0: 1, 1: 5 }],
    invalidHex: ["820161ff", "8261ff05"],
  },
  {
    row: "Type.Union of ArrayStruct",
    schema: Type.Union([
      ArrayStruct({ a: Type.Integer() }),
      ArrayStruct({ a: Type.Integer(), b: Type.String() }),
    ]),
    accepted: [
      same("8105", { a: 5 }),
      { hex: "9f056178ff", value: { a: 5, b: "x" }, json: { a: 5, b: "x" }, written: "82056178" },
    ],
    unexpectedHex: ["80", "8205f6", "83056178f6", "a1616105"],
    unexpectedValues: [{}, { b: "x" }, { a: "x" }, { a: 5, c: 1 }, [5]],
    unexpectedJson: [{}, { b: "x" }, { a: 5, b: null }, [5]],
    invalidHex: ["820561ff"],
  },
  {
    row: "Type.Union",
    schema: Type.Union([Type.Integer(), Type.String(), Type.Array(Type.Integer())]),
    accepted: [same("01", 1), same("6161", "a"), same("8101", [1])],
    unexpectedHex: ["f5", "816161", "a0", "c101"],
    unexpectedValues: [true, ["a"], {}, null],
    unexpectedJson: [true, ["a"], {}, null],
  },
  {
    row: "no schema",
    schema: Type.Unknown(),
    accepted: [
      same("01", 1),
      { hex: "1bffffffffffffffff", value: 2n ** 64n - 1n, json: "18446744073709551615" },
      {
        hex: "a2f500410101",
        value: listed(
          { true: 0, "AQ==": 1 },
          { key: true, name: "true" },
          { key: fromHex("01"), name: "AQ==" },
        ),
        json: { true: 0, "AQ==": 1 },
      },
      {
        hex: "db002000000000000001",
        value: new Tag(2n ** 53n, 1),
        json: { tag: "9007199254740992", value: 1 },
      },
      { hex: "faffc00001", value: new Float(Number.NaN, -1.5 - 2 ** -23), json: "NaN" },
      { hex: "f9fc00", value: Number.NEGATIVE_INFINITY, json: "-Infinity" },
      { hex: "f7", value: new Simple(23), json: null },
      { hex: "f8ff", value: new Simple(255), json: { simple: 255 } },
    ],
    unexpectedHex: [],
    unexpectedValues: [
      undefined,
      new Tag(2n ** 64n, 0),
      new Simple(24),
      2n ** 64n,
      -(2n ** 64n) - 1n,
      ...classy,
    ],
    unexpectedJson: [Number.NaN, Number.POSITIVE_INFINITY, "\ud800", undefined],
    invalidHex: ["a201000101", "a281000081180000", "a2a20100020000a20200010000"],
  },
];
