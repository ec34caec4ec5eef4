import { CodecError, cborToJson, Float, inspect, Open, Simple, Tag, Type, undeclared } from "@wirebook/codec";
import { decode as cbor2, encode as encodeWithCbor2 } from "cbor2";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex, show, toHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { seed } from "wirebook-test/checks/seed";
import { payloads } from "./checks/payloads.ts";

const keyed = Open({ alg: Type.Optional(Type.Integer({ key: 1 })) });
const named = Open({ a: Type.Optional(Type.Integer()) });
const anything = Type.Unknown();
const record = Type.Record(Type.String(), Type.Unknown());

describe.each(engines)("the %s engine", (engine) => {
  const of = (payload: Parameters<typeof define>[0]["payload"], limits = {}) =>
    define({ name: "test/open", title: "Open", payload: payload as typeof anything }, { engine, limits });

  describe("writes the data items that it read", () => {
    test.each([
      ["an integer key", keyed, "a2012618214131"],
      ["an integer key of 64 bits", keyed, "a23bffffffffffffffff00fb7ff000000000000100"],
      ["a tag", named, "a2616101616ec11a514b67b0"],
      ["names like integers, behind others", named, "a361610161620161320a"],
      ['key 33 beside "33"', keyed, "a218210162333302"],
      ['"33" beside key 33', named, "a262333302182101"],
      ["what stands under text keys", record, "a26133c1006161f97e01"],
      ["the name of a declared member", keyed, "a2012663616c6707"],
      ["the name of a declared member that is not there", keyed, "a163616c6707"],
      ["keys that are an array, a map, a tag, a float, undefined", anything, "a58001a002c10003f93e0004f705"],
      ["keys 1 and 1.0", anything, "a20100f93c0001"],
      ["a NaN with a payload", anything, "84f97e01fa7f800001fb7ff0000000000001f9fe00"],
      ["floats that are whole numbers", anything, "84f93c00f90000f98000fa4f000000"],
      ["simple values", anything, "84e0f3f7f8ff"],
      ["a tag beyond 2^53", anything, "dbffffffffffffffff80"],
      ["a name beyond 16 bits, behind a simple value", anything, "a264f0908591e0e000"],
      ["names beyond 16 bits, twice in a member", named, "a16178a264f0908591e064f090859200"],
      ["a map in a tag in an array", record, "a1616181d840a2613101613202"],
    ])("%s", (_, payload, hex) => {
      const message = of(payload);
      const value = message.decode(fromHex(hex));
      expect(toHex(message.encode(value))).toBe(hex);
      // A spread copies the list too.
      if (hex.startsWith("a")) expect(toHex(message.encode({ ...(value as object) }))).toBe(hex);
    });
  });

  test("of unusual spellings, the preferred one", () => {
    const message = of(anything);
    const read = fromHex("bf7f6161ff9fd80180ffbf1b000000000000000100fffb3ff0000000000000ff");
    expect(() => message.decode(read)).not.toThrow();
    expect(toHex(message.encode(message.decode(read)))).toBe("a2616181c180a10100f93c00");
  });

  test.each([
    ["a changed member stays under its key", { 33: 2, alg: 1 }, "a20101182102"],
    ["a deleted one is gone", { alg: 1 }, "a10101"],
    ["a new one comes behind, as text", { 33: 0, alg: 1, x: true }, "a301011821006178f5"],
  ])("of a value whose list says more than its names, %s", (_, members, hex) => {
    const list = [{ key: 33, name: "33" }];
    expect(toHex(of(keyed).encode({ ...members, [undeclared]: list }))).toBe(hex);
  });

  test.each<[string, unknown, string, string]>([
    ["a tag of no number", new Tag(-1, 0), "unexpected", ""],
    ["a tag beyond 64 bits", new Tag(2n ** 64n, 0), "unexpected", ""],
    ["a tag on what is no value", { a: new Tag(1, () => 1) }, "unexpected", "/a"],
    ["a simple value with a name of its own", [new Simple(20)], "unexpected", "/0"],
    ["a simple value that is not well-formed", new Simple(24), "unexpected", ""],
    ["a simple value that is no number", new Simple(5n as never), "unexpected", ""],
    ["a significand that is none of a NaN", new Float(Number.NaN, 1), "unexpected", ""],
    ["a key that is no value", { [undeclared]: [{ key: () => 1, value: 1 }] }, "unexpected", ""],
    ["a list of nothing", { [undeclared]: [null] }, "unexpected", ""],
    [
      "a key twice",
      {
        [undeclared]: [
          { key: 5, value: 1 },
          { key: 5n, value: 2 },
        ],
      },
      "invalid",
      "/5",
    ],
    ["a name that the list has as a key", { x: 1, [undeclared]: [{ key: "x", value: 1 }] }, "invalid", "/x"],
  ])("refuses to write %s", (_, value, code, instancePath) => {
    expect(() => of(anything).encode(value)).toThrow(expect.objectContaining({ code, instancePath }));
  });

  test.each<[string, Schema, object, string]>([
    ["by its name", named, { a: 1, [undeclared]: [{ key: "a", value: "text" }] }, "/a"],
    ["that is not there", named, { [undeclared]: [{ key: "a", value: 1 }] }, "/a"],
    ["by its number", keyed, { alg: 1, [undeclared]: [{ key: 1, value: "text" }] }, "/1"],
    ["by its number as a bigint", keyed, { [undeclared]: [{ key: 1n, value: 1 }] }, "/1"],
    ["under another name", keyed, { x: 1, [undeclared]: [{ key: 1, name: "x" }] }, "/1"],
  ])("refuses a list that has the key of a declared member, %s", (_, payload, value, instancePath) => {
    const message = of(payload);
    const error = expect.objectContaining({ code: "invalid", instancePath });
    expect(() => message.encode(value)).toThrow(error);
    expect(() => message.toJson(value)).toThrow(error);
    expect(message.is(value)).toBe(false);
  });

  test("the number of a tag has one zero in JSON", () => {
    expect(of(anything).toJson(new Tag(-0, 1))).toEqual({ tag: 0, value: 1 });
  });

  test("a NaN is written in the shortest width that keeps its bits", () => {
    const message = of(anything);
    const read = fromHex("84fb7ff8040000000000fbfff8000020000000fa7fc00000fb7ff8000000000000");
    expect(toHex(message.encode(message.decode(read)))).toBe("84f97e01faffc00001f97e00f97e00");
  });

  test("floats are one key by their values: both zeros, and NaN of whichever sign and width", () => {
    for (const hex of ["a2f9000000f9800000", "a2f97e0100fbfff804000000000000", "a281f900000081f9800000"]) {
      expect(() => of(anything).decode(fromHex(hex))).toThrow(expect.objectContaining({ code: "invalid" }));
    }
  });

  test("whatever way it is spelled, a key is the same one", () => {
    const keys = [
      ["a10000", "bf0000ff", "b8010000", "a1180000"],
      ["a2000001f6", "a201f60000", "bf01f60000ff"],
      ["820102", "9f0102ff", "98020102"],
      ["c100", "d80100"],
      ["4101", "5f4101ff"],
      ["6161", "7f6161ff"],
    ];
    for (const [first, ...others] of keys) {
      for (const other of others) {
        const [once, twice] = [`a2${first}0000f6`, `a3${first}0000f6${other}01`].map(fromHex);
        expect(() => of(anything).decode(once as Uint8Array)).not.toThrow();
        expect(of(anything).safeDecode(twice as Uint8Array), other).toMatchObject({
          error: { code: "invalid", issues: [{ offset: (once as Uint8Array).length }] },
        });
      }
    }
  });

  test("a key that no name says is as valid behind more faults than are told", () => {
    const message = of(Type.Object({ a: Type.Array(Type.Integer()), b: Type.Unknown() }) as never);
    const result = message.safeDecode(fromHex(`a2616191${"f7".repeat(17)}6162a18000`));
    expect(result).toMatchObject({ error: { code: "unexpected", issues: { length: 16 } } });
  });

  test("what is inside of itself is too deep", () => {
    const tag: { content?: unknown } = new Tag(1, 0) as object;
    tag.content = tag;
    const table: object = { [undeclared]: [] as unknown[] };
    Object.assign(table, { [undeclared]: [{ key: table, value: 1 }] });
    for (const value of [tag, table]) {
      expect(() => of(anything).encode(value)).toThrow(expect.objectContaining({ code: "limit" }));
      expect(() => of(anything).toJson(value)).toThrow(expect.objectContaining({ code: "limit" }));
    }
  });

  test.each<[string, unknown, { depth?: number; items?: number }]>([
    ["tags are levels", new Tag(1, new Tag(2, 0)), { depth: 1 }],
    ["tags are items", new Tag(1, new Tag(2, 0)), { items: 2 }],
    ["keys are levels", { [undeclared]: [{ key: [[]], value: 0 }] }, { depth: 2 }],
    ["keys are items", { [undeclared]: [{ key: [1, 2], value: 0 }] }, { items: 4 }],
  ])("%s", (_, value, limits) => {
    expect(() => of(anything, limits).encode(value)).toThrow(expect.objectContaining({ code: "limit" }));
    const payload = of(anything).encode(value);
    expect(() => of(anything, limits).decode(payload)).toThrow(expect.objectContaining({ code: "limit" }));
    const more = Object.fromEntries(Object.entries(limits).map(([name, most]) => [name, most + 1]));
    expect(toHex(of(anything, more).encode(of(anything, more).decode(payload)))).toBe(toHex(payload));
  });

  describe("has a JSON form", () => {
    test.each([
      ["of a tag", "c24101", '{"tag":2,"value":"AQ=="}'],
      ["of a tag beyond 2^53−1", "db0020000000000000f6", '{"tag":"9007199254740992","value":null}'],
      ["of NaN and the infinities", "84f97e00f97c00f9fc00f97e01", '["NaN","Infinity","-Infinity","NaN"]'],
      ["of simple values", "82f7f820", '[null,{"simple":32}]'],
      ["of floats", "83f93c00f98000f93e00", "[1,0,1.5]"],
      ["of keys", "a5410100f501f6022003f93e0004", '{"AQ==":0,"true":1,"null":2,"-1":3,"1.5":4}'],
      ["of the order", "a2616200613201", '{"2":1,"b":0}'],
    ])("%s", (_, hex, json) => {
      const message = of(anything);
      expect(message.transcode(fromHex(hex))).toBe(json);
      expect(JSON.stringify(message.toJson(message.decode(fromHex(hex))))).toBe(json);
    });

    test.each([
      ["keys that meet", anything, "a20100613100", "/1"],
      ["keys 1 and 1.0", anything, "a20100f93c0001", "/1"],
      ["the name of a declared member", keyed, "a163616c6707", "/alg"],
      ["an array as a key", named, "a1616ba18000", "/k"],
      ["undefined as a key", anything, "81a1f700", "/0"],
      ["a tag as a key", anything, "a1c10000", ""],
      ["NaN as a key", anything, "a1f97e0000", ""],
    ])("but for %s", (_, payload, hex, instancePath) => {
      const message = of(payload);
      const value = message.decode(fromHex(hex));
      for (const run of [() => message.toJson(value), () => message.transcode(fromHex(hex))]) {
        expect(run).toThrow(CodecError);
        expect(run).toThrow(expect.objectContaining({ code: "invalid", instancePath }));
        expect(run).not.toThrow(expect.objectContaining({ offset: expect.anything() }));
      }
    });
  });

  test("what is sensitive is hidden with all that no schema describes in it", () => {
    const secret = Type.Object({
      open: Type.Optional(Open({}, { sensitive: true })),
      values: Type.Optional(Type.Record(Type.String(), Type.Unknown({ sensitive: true }))),
    });
    const message = of(secret as never);
    const open = { x: new Tag(1, "top secret"), [undeclared]: [{ key: 33, value: "top secret" }] };
    const values = { a: new Tag(1, "top secret"), b: [{ c: "top secret" }], 7: new Simple(0) };
    const value = { open, values } as never;
    expect(message.toJson(value, { redact: true })).toEqual({
      open: "[hidden]",
      values: { 7: "[hidden]", a: "[hidden]", b: "[hidden]" },
    });
  });

  test("leaves its argument as it was, be it a Buffer", () => {
    const message = of(Type.Unknown() as never);
    const payload = Buffer.from("a2f97e0000fb7ff800000000000182f97e01fa7f800001", "hex");
    const before = payload.toString("hex");
    expect(toHex(message.encode(message.decode(payload)))).toBe(before);
    expect(payload.toString("hex")).toBe(before);
  });

  test("members without a name count as members", () => {
    const two = Open({}, { minProperties: 2, maxProperties: 2 });
    const message = of(two as never);
    const value = message.decode(fromHex("a2010081f700"));
    expect(toHex(message.encode(value))).toBe("a2010081f700");
    expect(() => message.decode(fromHex("a3010081f7006161f6"))).toThrow(
      expect.objectContaining({ code: "unexpected" }),
    );
    const more = { ...(value as object), x: 1 };
    expect(() => message.encode(more as never)).toThrow(
      expect.objectContaining({
        code: "unexpected",
        issues: [expect.objectContaining({ found: "one of 3" })],
      }),
    );
  });

  test("a declared part refuses as ever", () => {
    const inner = Type.Object({ k: Type.Record(Type.String(), Type.Integer()) });
    const message = of(inner as never);
    for (const hex of ["a1616bc1a0", "a1616ba1616cf93c00", "a2616ba0616df7"]) {
      expect(() => message.decode(fromHex(hex))).toThrow(expect.objectContaining({ code: "unexpected" }));
    }
    expect(() => message.decode(fromHex("a1616ba18000"))).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
  });

  test("cbor2 reads the same items from what is written as from what was read", () => {
    const message = of(anything);
    let accepted = 0;
    for (const payload of fc.sample(payloads, { seed, numRuns: 2_000 })) {
      const read = message.safeDecode(payload);
      if (!read.ok) continue;
      accepted++;
      expect(items(message.encode(read.value)), toHex(payload)).toBe(items(payload));
    }
    expect(accepted).toBeGreaterThan(100);
  });

  test("what is written is as short as what cbor2 writes", () => {
    for (const value of [
      1,
      -0,
      1.5,
      1.1,
      2 ** 60,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1e-7,
      "a",
      [1, [2]],
    ]) {
      const written = encodeWithCbor2(value, { collapseBigInts: false, simplifyNegativeZero: false });
      expect(of(anything).encode(value).length, show(value)).toBeLessThanOrEqual(written.length);
    }
  });
});

/** The data items of a payload as cbor2 reads them: maps in order, integers apart from floats. */
function items(payload: Uint8Array): string {
  const value = cbor2(payload, {
    ignoreGlobalTags: true,
    preferBigInt: true,
    collapseBigInts: false,
    createObject: (entries: readonly (readonly [unknown, unknown, Uint8Array])[]) => [
      "map",
      ...entries.map(([key, inner]) => [key, inner]),
    ],
  } as never);
  return show(value);
}

test("a Float computes and reads as the number that it is", () => {
  const float = new Float(2);
  expect([Number(float) + 1, `${float}`, JSON.stringify(float)]).toEqual([3, "2", "2"]);
});

test("without a schema, what JSON cannot hold is refused as ever", () => {
  const codes = ["c101", "f7", "f97e00", "a18000", "a20100613100"].map((hex) => {
    try {
      return cborToJson(fromHex(hex));
    } catch (error) {
      const { code, offset } = error as CodecError;
      return `${code} ${offset}`;
    }
  });
  expect(codes).toEqual(["unexpected 0", "unexpected 0", "unexpected 0", "invalid 1", "invalid 3"]);
});

test("inspect shows what no schema describes without a fault", () => {
  const message = define({ name: "test/open", title: "Open", payload: keyed }, { engine: "compiled" });
  const { items: listed, fault } = inspect(fromHex("a3012618214131f7c101"), message);
  expect(fault).toBeUndefined();
  expect(listed.map(({ diagnostic }) => diagnostic)).toEqual([
    "map(3)",
    "1",
    "-7",
    "33",
    "h'31'",
    "undefined",
    "tag(1)",
    "1",
  ]);
});
