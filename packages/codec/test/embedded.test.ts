/**
 * Payloads in payloads: byte strings that hold one data item, which is checked and told of as if it stood there itself.
 */
import {
  Bytes,
  type CodecError,
  defineMessage,
  Embedded,
  inspect,
  Tagged,
  Type,
  Uint64,
} from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { told } from "wirebook-test/checks/told";

const [name, title] = ["up/x", "X"] as const;
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

const headers = Type.Object({
  alg: Type.Optional(Type.Integer({ key: 1 })),
  kid: Type.Optional(Bytes({ key: 4 })),
});
const protectedHeader = Embedded(headers, { zeroLengthMap: true });
/** RFC 9052 §4.2. */
const sign1 = Tagged(18, Type.Tuple([protectedHeader, headers, Bytes(), Bytes()]));
/** RFC 9052 §6.2. */
const mac0 = Tagged(17, Type.Tuple([protectedHeader, headers, Bytes(), Bytes()]));

const text = "546869732069732074686520636f6e74656e742e";
/** RFC 9052 C.2.1. */
const signed = `d28443a10126a1044231315${`4${text}5840`}8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36`;
/** RFC 9052 C.6.1. */
const maced = `d18443a1010fa054${text}48726043745027214f`;

/** RFC 8392 A.4, whose MAC is over claims that are embedded. */
const claims = Type.Object({
  iss: Type.String({ key: 1 }),
  sub: Type.String({ key: 2 }),
  aud: Type.String({ key: 3 }),
  exp: Type.Integer({ key: 4 }),
  nbf: Type.Integer({ key: 5 }),
  iat: Type.Integer({ key: 6 }),
  cti: Bytes({ key: 7 }),
});
const token =
  "d83dd18443a10104a1044c53796d6d65747269633235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7148093101ef6d789200";

describe.each(engines)("the %s engine", (engine) => {
  const one = <Payload extends Type.TSchema>(payload: Payload, limits = {}) =>
    define({ name, title, payload }, { engine, limits });

  test.each([
    ["COSE_Sign1, RFC 9052 C.2.1", sign1, signed, { alg: -7 }],
    ["COSE_Mac0, RFC 9052 C.6.1", mac0, maced, { alg: 15 }],
  ])("reads and writes %s", (_, payload, hex, alg) => {
    const message = one(payload);
    const value = message.decode(fromHex(hex));
    expect(value[0]).toEqual(alg);
    expect(toHex(value[2])).toBe(text);
    expect(toHex(message.encode(value))).toBe(hex);
    expect(JSON.parse(message.transcode(fromHex(hex)))).toEqual(message.toJson(value));
    expect(message.fromJson(message.toJson(value))).toEqual(value);
  });

  test("reads and writes a CWT, RFC 8392 A.4", () => {
    const message = one(
      Tagged(61, Tagged(17, Type.Tuple([protectedHeader, headers, Embedded(claims), Bytes()]))),
    );
    const value = message.decode(fromHex(token));
    expect(value[2]).toMatchObject({ iss: "coap://as.example.com", exp: 1444064944, cti: fromHex("0b71") });
    expect(toHex(message.encode(value))).toBe(token);
  });

  test("reads no bytes as a map without members, and the map in bytes", () => {
    const message = one(Type.Array(protectedHeader));
    expect(message.decode(fromHex("8340" + "41a0" + "5fff"))).toEqual([{}, {}, {}]);
    expect(message.transcode(fromHex("8340" + "41a0" + "5fff"))).toBe("[{},{},{}]");
    expect(toHex(message.encode([{}, { alg: 1 }]))).toBe("824043a10101");
    expect(told(() => one(Embedded(headers)).decode(fromHex("40")))).toBe(
      "invalid at byte 1: expected more bytes, found the end of the payload",
    );
    expect(toHex(one(Embedded(headers)).encode({}))).toBe("41a0");
  });

  test.each([
    [true, ["d81841f6"], ["41f6", "f6"], "d81841f6"],
    [false, ["41f6", "5f41f6ff"], ["d81841f6"], "41f6"],
    ["optional", ["d81841f6", "41f6", "d8185f41f6ff"], ["d81941f6"], "d81841f6"],
  ] as const)("has tag 24 in front: %s", (tag, right, wrong, written) => {
    const message = one(Embedded(Type.Null(), { tag }));
    for (const hex of right) expect(message.decode(fromHex(hex))).toBe(null);
    for (const hex of wrong)
      expect(told(() => message.decode(fromHex(hex)))).toMatch(/^unexpected at byte 0/);
    expect(toHex(message.encode(null))).toBe(written);
  });

  test.each<[string, Type.TSchema, string, string[]]>([
    [
      "that ends where a key repeats",
      Type.Object({ a: Embedded(Type.Integer()) }),
      "a261614061614101",
      ["4 /a more bytes", "4 /a each key once"],
    ],
    [
      "in chunks, that ends where a key repeats",
      Type.Object({ a: Embedded(Type.Array(Type.Integer())) }),
      "a261615f418140ff61614101",
      ["7 /a more bytes", "8 /a each key once"],
    ],
    [
      "in one, that ends where a key repeats in the outer one",
      Type.Object({ a: Embedded(Embedded(Type.Integer())) }),
      "a26161414061614101",
      ["5 /a more bytes", "5 /a each key once"],
    ],
    [
      "under a key that is no UTF-8",
      Type.Record(Type.String(), Embedded(Type.Integer())),
      "a161fc40",
      ["1 valid UTF-8"],
    ],
    [
      "under others that are refused",
      Type.Record(Type.String({ pattern: "^a" }), Embedded(Type.Integer())),
      "a461624061614061614040 40".replaceAll(" ", ""),
      ["7 /a more bytes", "7 /a each key once"],
    ],
    [
      "of an additional member",
      Type.Object({}, { additionalProperties: Embedded(Type.Integer()) }),
      "a361fc4061614061614101",
      ["1 valid UTF-8", "7 /a more bytes", "7 /a each key once"],
    ],
  ])("tells all faults in their order: of a payload %s", (_, payload, hex, expected) => {
    try {
      one(payload).decode(fromHex(hex));
      expect.unreachable();
    } catch (error) {
      const { issues } = error as CodecError;
      expect(
        issues.map(({ offset, instancePath, expected: what }) =>
          [offset, instancePath, what].filter((part) => part !== "").join(" "),
        ),
      ).toEqual(expected);
    }
  });

  test("finds a limit that is broken behind as many faults as are told", () => {
    const many = "4181".repeat(20);
    const all = Type.Array(Embedded(Type.Integer()));
    const emptied = Type.Array(Embedded(Type.Record(Type.String(), Type.Null()), { zeroLengthMap: true }));
    const cases: [Type.TSchema, string, object, RegExp][] = [
      [all, `9815${many}41f6`, { items: 43 }, /^invalid at byte 4, \/0/],
      [all, `9818${many}43818181f64101`, {}, /^not-well-formed/],
      [all, `9816${many}438181f64101`, { depth: 4, items: 100 }, /^invalid at byte 4, \/0/],
      [
        all,
        `9815${many}44818181f6`,
        { depth: 4, items: 100 },
        /^limit at byte 45, \/20: expected at most 4 levels/,
      ],
      [all, `9815${many}4483f6f6f6`, { items: 24 }, /^limit at byte 0: expected at most 24 data items/],
      [emptied, `9824${many}${"40".repeat(16)}`, { items: 52 }, /^limit at byte 0: expected at most 52/],
      [emptied, `9824${many}${"40".repeat(16)}`, { items: 53 }, /^invalid at byte 4, \/0/],
    ];
    for (const [payload, hex, limits, said] of cases) {
      expect(told(() => one(payload, limits).decode(fromHex(hex)))).toMatch(said);
    }
  });

  test("tells where a fault is in the whole payload, in chunks too, and on which path", () => {
    const inner = Type.Object({ a: Type.Array(Type.Integer()), b: Type.Optional(Embedded(Type.String())) });
    const message = one(Type.Object({ p: Embedded(inner) }));
    const faults = {
      "47a1616182016178": "unexpected at byte 9, /p/a/1: expected an integer, found text",
      "5f44a161618243016178ff": "unexpected at byte 11, /p/a/1: expected an integer, found text",
      "4aa261618061624362 61ff": "invalid at byte 11, /p/b: expected valid UTF-8, found other bytes",
      "5f48a26161806162436242 61ffff": "invalid at byte 12, /p/b: expected valid UTF-8, found other bytes",
      "4182": "invalid at byte 5, /p: expected more bytes, found the end of the payload",
      "5f418240ff": "invalid at byte 7, /p: expected more bytes, found the end of the payload",
      "5fff": "invalid at byte 3, /p: expected more bytes, found the end of the payload",
      "42a000": "invalid at byte 5, /p: expected the end of the payload, found trailing bytes",
      "47a2616180616180": "invalid at byte 8, /p/a: expected each key once, found a key that repeats",
      "41a0": 'unexpected at byte 4, /p: expected the member "a", an array, found no such member',
      f6: "unexpected at byte 3, /p: expected a byte string with a map, found null",
      "41f6": "unexpected at byte 4, /p: expected a map, found null",
    };
    for (const [hex, sentence] of Object.entries(faults)) {
      const payload = fromHex(`a16170${hex.replaceAll(" ", "")}`);
      expect(
        told(() => message.decode(payload)),
        hex,
      ).toContain(sentence);
      expect(
        told(() => message.transcode(payload)),
        hex,
      ).toContain(sentence);
      expect(inspect(payload, message).fault?.message, hex).toContain(sentence);
    }
    expect(told(() => message.encode({ p: { a: ["1"] } } as never))).toBe(
      "unexpected at /p/a/0: expected an integer, found text",
    );
  });

  test("tells the faults of several byte strings in their order, the gravest first", () => {
    const message = one(Type.Object({ a: Embedded(Type.Array(Type.Null())), b: Embedded(Type.String()) }));
    const faultsOf = (hex: string) => {
      const result = message.safeDecode(fromHex(hex));
      return result.ok ? [] : result.error.issues.map(({ code, offset }) => [code, offset]);
    };
    expect(faultsOf("a2616242f6f66161428100")).toEqual([["invalid", 5]]);
    expect(faultsOf("a2616241f66161428100")).toEqual([
      ["unexpected", 4],
      ["unexpected", 9],
    ]);
    const many = `5392${"00".repeat(18)}`;
    expect(faultsOf(`a26161${many}61624261ff`)).toEqual([["invalid", 26]]);
  });

  test("counts through to what is embedded: levels where they are, items in all", () => {
    const payload = Type.Object({ p: Embedded(Type.Object({ a: Type.Array(Type.Integer()) })) });
    const hex = "a1617045a161618101";
    const limits: [object, string | undefined][] = [
      [{ depth: 4, items: 7 }, undefined],
      [{ depth: 3 }, "limit at byte 7, /p: expected at most 3 levels"],
      [{ depth: 2 }, "limit at byte 4, /p: expected at most 2 levels"],
      [{ depth: 1 }, "limit at byte 3, /p: expected at most 1 levels"],
      [{ items: 6 }, "limit at byte 0: expected at most 6 data items"],
      [{ items: 3 }, "limit at byte 8, /p: expected at most 3 data items"],
    ];
    for (const [limit, sentence] of limits) {
      const message = one(payload, limit);
      const isWithin = sentence === undefined;
      expect(told(() => message.decode(fromHex(hex)))).toEqual(sentence ?? { p: { a: [1] } });
      expect(message.is({ p: { a: [1] } })).toBe(isWithin);
    }
    const nest = one(Type.Array(Embedded(Type.Array(Type.Null()))), { items: 9 });
    expect(nest.is([[null], [null], []])).toBe(true);
    expect(nest.is([[null], [null], [null]])).toBe(false);
    expect(told(() => nest.decode(fromHex("834281f64281f64281f6")))).toMatch(/^limit at byte 0/);
  });

  test("tells a branch by its byte string", () => {
    const message = one(Type.Union([Embedded(Type.Object({ a: Uint64() })), Type.Null(), Type.Integer()]));
    for (const [hex, value] of [
      ["44a1616101", { a: 1n }],
      ["f6", null],
      ["05", 5],
    ] as const) {
      expect(message.decode(fromHex(hex))).toEqual(value);
      expect(toHex(message.encode(value))).toBe(hex);
    }
    expect(told(() => message.decode(fromHex("a0")))).toBe(
      "unexpected at byte 0: expected a byte string with a map, or null, or an integer, found map",
    );
  });

  test("keeps bytes and long texts of what is embedded", () => {
    const message = one(Type.Array(Embedded(Type.Object({ raw: Bytes(), text: Type.String() }))));
    const property = fc.property(
      fc.array(
        fc.record({
          raw: fc.uint8Array({ maxLength: 300 }),
          text: fc.string({ unit: "binary", maxLength: 300 }),
        }),
      ),
      (value) => {
        const payload = message.encode(value);
        const decoded = message.decode(payload);
        payload.fill(0);
        expect(decoded).toEqual(value.map(({ raw, text }) => ({ raw: Uint8Array.from(raw), text })));
      },
    );
    fc.assert(property, { numRuns: 50 });
  });
});

describe("what cannot be said of a byte string around an item is refused", () => {
  test.each<[string, Type.TSchema, RegExp]>([
    [
      "no bytes for what has members at least",
      Embedded(Type.Object({ a: Type.Null() }), { zeroLengthMap: true }),
      /at #: expected zeroLengthMap around a map that may be empty$/,
    ],
    [
      "no bytes for an array",
      Embedded(Type.Array(Type.Null()), { zeroLengthMap: true }),
      /zeroLengthMap around/,
    ],
    [
      "another word",
      { type: "null", cborTag: [{ embedded: true, empty: true }] } as Type.TSchema,
      /at #: expected cborTag as Tagged and Embedded write it$/,
    ],
    [
      "one beside another",
      Type.Union([Embedded(Type.Integer()), Embedded(Type.String())]),
      /embedded and embedded are both bytes; Embedded\(Type.Union\(…\)\) tells what is in it$/,
    ],
    [
      "one behind its tag beside another",
      Type.Union([Embedded(Type.Integer(), { tag: true }), Embedded(Type.String(), { tag: true })]),
      /tagged and tagged are both tag 24; Embedded\(Type.Union\(…\)\) tells what is in it$/,
    ],
    [
      "beside the same in memory",
      Type.Union([Embedded(Type.Object({})), Type.Object({})]),
      /embedded and object are both map$/,
    ],
    [
      "beside a byte string",
      Type.Union([Embedded(Type.Null()), Bytes()]),
      /embedded and bytes are both bytes$/,
    ],
  ])("%s", (_, payload, reason) => {
    expect(() => defineMessage({ name, title, payload })).toThrow(reason);
  });
});

test("inspect shows it inside out, as far as it is whole", () => {
  const inner = Type.Object({
    t: Type.Number({ unit: "Cel" }),
    pin: Type.Optional(Type.Integer({ sensitive: true })),
  });
  const message = defineMessage({ name, title, payload: Type.Array(Embedded(inner, { tag: "optional" })) });
  const { items } = inspect(fromHex("82d81844a1617405" + "45a16370696e"), message);
  expect(
    items.map(({ offset, depth, diagnostic, instancePath, unit }) => [
      offset,
      depth,
      diagnostic,
      instancePath,
      unit,
    ]),
  ).toEqual([
    [0, 0, "array(2)", "", undefined],
    [1, 1, "tag(24)", "/0", undefined],
    [3, 2, "bytes(4)", "/0", undefined],
    [4, 3, "map(1)", "/0", undefined],
    [5, 4, '"t"', "/0/t", undefined],
    [7, 4, "5", "/0/t", "Cel"],
    [8, 1, "[hidden]", "/1", undefined],
  ]);
});

test("inspect shows what is in chunks inside out, each item where it stands", () => {
  const message = defineMessage({ name, title, payload: Type.Array(Embedded(Type.Array(Type.String()))) });
  const { items, fault } = inspect(
    fromHex("825f40 43826161 426162 ff 5f4180ff".replaceAll(" ", "")),
    message,
  );
  expect(fault).toBeUndefined();
  expect(
    items.map(({ offset, length, headLength, depth, role, diagnostic, instancePath }) =>
      [offset, length, headLength, depth, role, diagnostic, instancePath].join(" "),
    ),
  ).toEqual([
    "0 15 1 0 root array(2) ",
    "1 10 1 1 item bytes(*) /0",
    "4 6 1 2 content array(2) /0",
    '5 2 1 3 item "a" /0/0',
    '8 2 1 3 item "b" /0/1',
    "10 1 1 2 break break /0",
    "11 4 1 1 item bytes(*) /1",
    "13 1 1 2 content array(0) /1",
    "14 1 1 2 break break /1",
  ]);
});

test("the JSON Schema is that of the content, with a word for what is around it", () => {
  const payload = Embedded(Type.Object({ a: Type.Null() }), { tag: "optional" });
  const message = defineMessage({ name, title, payload });
  const { $schema: _, title: __, ...schema } = message.schema;
  expect(schema).toMatchObject({
    type: "object",
    cborTag: [{ tag: 24, optional: "written" }, { embedded: true }],
  });
  expect(defineMessage({ name, title, payload: schema as Type.TSchema }).schema).toEqual(message.schema);
  expect(new Ajv2020({ strict: false }).compile(message.schema)({ a: null })).toBe(true);
});

test("types follow", () => {
  const payload = Type.Tuple([protectedHeader, Type.Optional(Embedded(Uint64(), { tag: true }))]);
  const message = defineMessage({ name, title, payload });
  type Header = { alg?: number; kid?: Uint8Array<ArrayBuffer> };
  expectTypeOf(message.decode).returns.toEqualTypeOf<[Header, bigint?]>();
  expectTypeOf(message.toJson).returns.toEqualTypeOf<[{ alg?: number; kid?: string }, (number | string)?]>();
  expect(compileMessage(message, { exportName: "upX" }).dts).toContain("(bigint)?]");
});

test.each(["compiled", "interpreted"] as const)(
  "builds no faults that are not told: the %s engine",
  (engine) => {
    const message = define({ name, title, payload: Type.Array(Embedded(Type.Integer())) }, { engine });
    // An error of a payload sets how long its stack is, and sets it back.
    const set = vi.spyOn(Reflect, "set");
    expect(() => message.decode(fromHex(`990400${"4181".repeat(1024)}`))).toThrow("(and 15 more)");
    expect(set.mock.calls.length).toBeLessThan(100);
    set.mockRestore();
  },
);
