/**
 * Tags as part of the type: behind one another, such as may be left out, and kept where nothing else tells the branches of
 * a union apart.
 */
import {
  Bytes,
  DecimalFraction,
  defineMessage,
  Embedded,
  inspect,
  Tag,
  Tagged,
  Type,
  TypedArray,
  Uint64,
} from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { told } from "wirebook-test/checks/told";

const [name, title] = ["up/x", "X"] as const;
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const item = (payload: Type.TSchema) => defineMessage({ name, title, payload });

/** A claim set as bytes, as COSE carries it (RFC 8392 A). */
const claims =
  "a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71";
/** RFC 8392 A.4: a CWT with a MAC, behind the tags of both. */
const maced = `d83dd18443a10104a1044c53796d6d65747269633235365850${claims}48093101ef6d789200`;
/** RFC 8392 A.3: a signed CWT, behind the tag of COSE_Sign1 alone. */
const signature =
  "5427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30";
const signed = `d28443a10126a104524173796d6d657472696345434453413235365850${claims}5840${signature}`;

const unprotected = Type.Record(Type.Integer(), Bytes());
const cose = Type.Tuple([Bytes(), unprotected, Bytes(), Bytes()]);

describe.each(engines)("the %s engine", (engine) => {
  const one = <Payload extends Type.TSchema>(payload: Payload) =>
    define({ name, title, payload }, { engine });

  test("reads and writes a tag in a tag, as RFC 8392 A.4 has it", () => {
    const message = one(Tagged(61, Tagged(17, cose)));
    const value = message.decode(fromHex(maced));
    expect(value[0]).toEqual(fromHex("a10104"));
    expect(toHex(message.encode(value))).toBe(maced);
    expect(message.fromJson(JSON.parse(message.transcode(fromHex(maced))))).toEqual(value);
    expect(told(() => message.decode(fromHex("d83d80")))).toBe(
      "unexpected at byte 2: expected tag 17 with an array of 4, found array",
    );
    expect(told(() => message.decode(fromHex("d180")))).toBe(
      "unexpected at byte 0: expected tag 61 with tag 17 with an array of 4, found tag 17",
    );
  });

  test.each([
    [true, "d9d9f701"],
    ["omitted", "01"],
  ] as const)("reads a tag that may be left out with it and without it: %s", (optional, written) => {
    const message = one(Tagged(55799, Type.Integer({ maximum: 9 }), { optional }));
    for (const hex of ["01", "d9d9f701", "da0000d9f71801"]) {
      expect(message.decode(fromHex(hex))).toBe(1);
      expect(message.transcode(fromHex(hex))).toBe("1");
    }
    expect(toHex(message.encode(1))).toBe(written);
    const wrong = {
      "6161": "0: expected an integer of at most 9, found text",
      c101: "0: expected an integer of at most 9, found tag 1",
      "0a": "0: expected an integer of at most 9",
      d9d9f70a: "3: expected an integer of at most 9",
      d9d9f7d9d9f701: "3: expected an integer of at most 9, found tag 55799",
    };
    for (const [hex, text] of Object.entries(wrong)) {
      expect(told(() => message.decode(fromHex(hex)))).toBe(`unexpected at byte ${text}`);
    }
  });

  test("tells branches by a tag that may be left out, or by what is behind it", () => {
    const time = Tagged(1, Uint64(), { optional: true });
    const message = one(Type.Array(Type.Union([time, Type.Null(), Type.Boolean()])));
    expect(message.decode(fromHex("84c10102f6f5"))).toEqual([1n, 2n, null, true]);
    expect(toHex(message.encode([1n, null]))).toBe("82c101f6");
    const found =
      "expected an integer from 0 to 2^64-1, with or without tag 1, or null, or true or false, found";
    expect(told(() => message.decode(fromHex("8120")))).toBe(`unexpected at byte 1, /0: ${found} integer`);
    expect(told(() => message.decode(fromHex("81c220")))).toBe(`unexpected at byte 1, /0: ${found} tag 2`);
  });

  test("keeps the tag beside the value, and tells branches by it", () => {
    const either = Type.Union([
      Tagged(17, cose, { keep: true }),
      Tagged(18, cose, { keep: true }),
      Type.Array(Type.Integer()),
      Type.Null(),
    ]);
    const message = one(either);
    const value = message.decode(fromHex(signed));
    if (value === null || Array.isArray(value)) throw new Error("expected the branch with a tag");
    expect(value.tag).toBe(18);
    expect(toHex(value.value[3])).toBe(signature);
    expect(toHex(message.encode(value))).toBe(signed);
    const json = message.toJson(value);
    expect(JSON.parse(message.transcode(fromHex(signed)))).toEqual(json);
    expect(message.fromJson(json)).toEqual(value);
    expect(new Ajv2020({ strict: false }).compile(message.schema)(json)).toBe(true);
    expect(message.decode(fromHex("820102"))).toEqual([1, 2]);
    const texts = [
      told(() => message.decode(fromHex("d1840000"))),
      told(() => message.decode(fromHex("d18440a0f640"))),
      told(() => message.decode(fromHex("c200"))),
      told(() => message.encode({ tag: 19, value: value.value } as never)),
      told(() => message.encode({ tag: 18 } as never)),
      told(() => message.fromJson({ tag: 17, value: ["", {}, 1, ""] })),
    ];
    const any =
      "expected tag 17 with an array of 4, or tag 18 with an array of 4, or an array, or null, found";
    expect(texts).toEqual([
      "not-well-formed at byte 4: expected more bytes, found the end of the payload",
      "unexpected at byte 4, /value/2: expected a byte string, found null",
      `unexpected at byte 0: ${any} tag 2`,
      `unexpected: ${any} map`,
      "unexpected: expected tag 18 with an array of 4, found another map",
      "unexpected at /value/2: expected a byte string, found number",
    ]);
  });

  test("keeps a tag of null, of what no schema describes and behind another tag", () => {
    const message = one(Tagged(61, Tagged(5, Type.Array(Tagged(6, Type.Unknown(), { keep: true })))));
    const value = [6, null, { a: [] }].map((inner) => ({ tag: 6 as const, value: inner }));
    const payload = message.encode(value);
    expect(toHex(payload)).toBe("d83dc583c606c6f6c6a1616180");
    expect(message.decode(payload)).toEqual(value);
    expect(message.transcode(payload)).toBe(JSON.stringify(value));
    expect(message.is([{ tag: 6, value: 1, other: 2 } as never])).toBe(false);
    expect(message.is([{ tag: 6, value: 1, other: undefined } as never])).toBe(true);
  });

  test("counts each tag as an item and as a level, those that are written alone", () => {
    const nest = Tagged(1, Tagged(2, Tagged(3, Type.Array(Type.Integer()))));
    const within = (payload: Type.TSchema, limits: object) =>
      define({ name, title, payload }, { engine, limits });
    expect(within(nest, { depth: 4, items: 5 }).is([1])).toBe(true);
    for (const limits of [{ depth: 3 }, { items: 4 }]) {
      const message = within(nest, limits);
      expect(message.is([1])).toBe(false);
      expect(told(() => message.decode(fromHex("c1c2c38101")))).toMatch(/^limit at byte/);
      expect(told(() => message.toJson([1]))).toMatch(/^limit/);
    }
    const bare = Tagged(1, Type.Array(Type.Integer()), { optional: "omitted" });
    const least = within(bare, { depth: 1, items: 2 });
    expect(least.is([1])).toBe(true);
    expect(least.decode(fromHex("8101"))).toEqual([1]);
    expect(told(() => least.decode(fromHex("c18101")))).toMatch(
      /^limit at byte 1: expected at most 1 levels/,
    );
  });
});

/** How many levels there are without the tag, and what stands on the wire in front of the content then. */
type Around = [string, number, string, (content: Type.TSchema, optional: true | "omitted") => Type.TSchema];
describe.each<Around>([
  ["a tag", 0, "", (content, optional) => Tagged(24, content, { optional })],
  ["that of a payload in it", 1, "41", (content, optional) => Tagged(24, Embedded(content), { optional })],
])("%s that may be left out counts where it stands, and where it is written", (_, own, bare, around) => {
  test.each(engines)("by the %s engine", (engine) => {
    const within = (limits: object, optional: true | "omitted" = true) => {
      const payload = Type.Tuple([around(Type.Integer(), optional), Type.Null()]);
      return define({ name, title, payload }, { engine, limits });
    };
    for (const limits of [{ depth: 1 + own }, { items: 3 + own }]) {
      const least = within(limits);
      const payload = fromHex(`82${bare}01f6`);
      expect(least.decode(payload)).toEqual([1, null]);
      expect(least.transcode(payload)).toBe("[1,null]");
      expect(least.toJson([1, null])).toEqual([1, null]);
      expect(least.fromJson([1, null])).toEqual([1, null]);
      for (const run of [
        () => least.decode(fromHex(`82d818${bare}01f6`)),
        () => least.transcode(fromHex(`82d818${bare}01f6`)),
        () => least.encode([1, null]),
      ]) {
        expect(run).toThrow(expect.objectContaining({ code: "limit" }));
      }
      expect(within(limits, "omitted").encode([1, null])).toEqual(payload);
    }
    const enough = within({ depth: 2 + own, items: 4 + own });
    expect(enough.transcode(enough.encode([1, null]))).toBe("[1,null]");
  });

  test.each(engines)("at the limits that there are by default: the %s engine", (engine) => {
    let payload = around(Type.Integer(), true);
    for (let level = own; level < 16; level++) payload = Type.Array(payload);
    const message = define({ name, title, payload }, { engine });
    const hex = `${"81".repeat(16 - own)}${bare}01`;
    expect(message.transcode(fromHex(hex))).toBe(JSON.stringify(message.decode(fromHex(hex))));
    expect(() => message.encode(message.decode(fromHex(hex)))).toThrow(
      expect.objectContaining({ code: "limit" }),
    );
  });
});

test.each(engines)(
  "a tag that is written around what takes any tag is the outer one: the %s engine",
  (engine) => {
    const message = define(
      { name, title, payload: Tagged(5, Type.Unknown(), { optional: true }) },
      { engine },
    );
    for (const [hex, value, json, written = hex] of [
      ["c5c501", new Tag(5, 1), { tag: 5, value: 1 }],
      ["c501", 1, 1],
      ["01", 1, 1, "c501"],
      ["c6c501", new Tag(6, new Tag(5, 1)), { tag: 6, value: { tag: 5, value: 1 } }, "c5c6c501"],
    ] as const) {
      expect(message.decode(fromHex(hex))).toEqual(value);
      expect(message.toJson(value)).toEqual(json);
      expect(toHex(message.encode(value))).toBe(written);
    }
  },
);

describe("tags that cannot be told apart are refused, with the way out", () => {
  const kept = Tagged(17, Type.Integer(), { keep: true });
  test.each<[string, () => Type.TSchema, RegExp]>([
    [
      "branches with nothing but a tag to tell them",
      () => Type.Union([Tagged(17, cose), Tagged(18, cose)]),
      /tagged and tagged are both array; Tagged\(…, \{ keep: true \}\) keeps what tells them$/,
    ],
    [
      "the same tag twice",
      () => Type.Union([kept, kept]),
      /tagged and tagged are both tag 17; Tagged\(17, Type.Union\(…\)\) tells what is behind it$/,
    ],
    [
      "the same tag around tags that are kept",
      () => {
        const inner = (tag: number) => Tagged(tag, Bytes(), { keep: true });
        return Type.Union([Tagged(1, inner(2)), Tagged(1, inner(3))]);
      },
      /tagged and tagged are both tag 1; Tagged\(1, Type.Union\(…\)\) tells what is behind it$/,
    ],
    [
      "a tag of a view beside what its values are",
      () => Type.Union([DecimalFraction(), Type.String()]),
      /tagged and text are both text; without the view, Tagged\(…, \{ keep: true \}\) keeps what tells them$/,
    ],
    [
      "the same of an array",
      () => Type.Union([TypedArray("uint8"), Type.Array(Type.Integer())]),
      /are both array; without the view, Tagged\(…, \{ keep: true \}\) keeps what tells them$/,
    ],
    [
      "a literal behind a tag in each object",
      () => Type.Union([1, 2].map((one) => Type.Object({ t: Tagged(1, Type.Literal(one)) }))),
      /that tells it from the others; a literal behind a tag or in a byte string tells nothing$/,
    ],
    [
      "objects without a literal",
      () => Type.Union([Type.Object({ t: Tagged(1, Type.Null()) }), Type.Object({ t: Type.Null() })]),
      /that tells it from the others$/,
    ],
    [
      "a kept tag beside an object",
      () => Type.Union([kept, Type.Object({ a: Type.Null() })]),
      /tagged and object are both map; without keep they are, unless what is behind the tag is a map too$/,
    ],
    [
      "one that may be left out around the same",
      () => Tagged(1, Tagged(1, Type.Null()), { optional: true }),
      /at #: expected content of an optional tag without that tag$/,
    ],
    [
      "one that may be left out around a union in a union",
      () =>
        Type.Union([Tagged(1, Type.Union([Type.Integer(), Type.String()]), { optional: true }), Type.Null()]),
      /at #\/anyOf\/0: expected an optional tag around one branch or the whole union$/,
    ],
    [
      "one that is never written around what takes that tag too",
      () => Type.Array(Tagged(1, Type.Unknown(), { optional: "omitted" })),
      /at #\/items: expected tag 1, which is never written, not around what takes any tag: it would be taken for this one$/,
    ],
    [
      "the same in a union and behind another",
      () => Tagged(1, Tagged(2, Type.Union([Type.Any()]), { optional: true }), { optional: "omitted" }),
      /at #: expected tag 1, which is never written, not around what takes any tag/,
    ],
    [
      "what is said of a tag otherwise",
      () => ({ type: "null", cborTag: [{ tag: 1, optional: "perhaps" }] }) as Type.TSchema,
      /at #: expected cborTag as Tagged and Embedded write it$/,
    ],
    [
      "a kept tag that is another",
      () => ({ ...kept, keptTag: 5 }) as Type.TSchema,
      /at #: expected cborTag as/,
    ],
  ])("%s", (_, payload, reason) => {
    expect(() => item(payload())).toThrow(reason);
  });

  test("a number that is no tag's, or one that is both kept and optional", () => {
    for (const tag of [-1, 1.5, 2 ** 53]) expect(() => Tagged(tag, Type.Null())).toThrow(/a tag number/);
    const both = { keep: true, optional: true } as never;
    expect(() => Tagged(1, Type.Null(), both)).toThrow("expected a tag to be kept, or to be optional");
    expect(() => Tagged(1, Type.Optional(Type.Null()), { keep: true })).toThrow(
      "expected Type.Optional around a tag that is kept",
    );
  });
});

test("the JSON Schema says it, and says the same when it is read once more", () => {
  const schemas = {
    nested: Tagged(61, Tagged(18, Type.Null())),
    optional: Tagged(55799, Tagged(1, Type.Null()), { optional: true }),
    kept: Tagged(5, Type.Null({ title: "inside" }), { keep: true, description: "outside" }),
  };
  const { schema } = item(Type.Object(schemas));
  expect(schema.properties).toEqual({
    nested: { type: "null", cborTag: [61, 18] },
    optional: { type: "null", cborTag: [{ tag: 55799, optional: "written" }, 1] },
    kept: {
      type: "object",
      keptTag: 5,
      description: "outside",
      properties: { tag: { type: "number", const: 5 }, value: { type: "null", title: "inside" } },
      required: ["tag", "value"],
      additionalProperties: false,
    },
  });
  const { $schema: _, title: __, ...plain } = schema;
  expect(item(plain as Type.TSchema).schema).toEqual(schema);
});

test("inspect tells of the tags, and of the path to what is behind one that is kept", () => {
  const inner = Bytes({ unit: "m", sensitive: true });
  const message = item(Tagged(1, Tagged(5, inner, { keep: true }), { optional: true }));
  for (const hex of ["c1c54101", "c54101"]) {
    const { items, fault } = inspect(fromHex(hex), message);
    expect(fault).toBeUndefined();
    expect(items.at(-1)).toMatchObject({ instancePath: "/value", unit: "m", diagnostic: "[hidden]" });
    expect(items.at(-2)).toMatchObject({ instancePath: "", kind: "tag 5", sensitive: false });
  }
  expect(message.toJson({ tag: 5, value: fromHex("01") }, { redact: true })).toEqual({
    tag: 5,
    value: "[hidden]",
  });
});

test("types follow", () => {
  const payload = Type.Object({
    nested: Tagged(61, Tagged(18, Bytes())),
    optional: Type.Optional(Tagged(55799, Uint64(), { optional: true })),
    either: Type.Union([Tagged(17, Bytes(), { keep: true }), Tagged(18, Uint64(), { keep: true })]),
  });
  const message = defineMessage({ name, title, payload });
  type Bin = Uint8Array<ArrayBuffer>;
  expectTypeOf(message.decode).returns.toEqualTypeOf<{
    nested: Bin;
    optional?: bigint;
    either: { tag: 17; value: Bin } | { tag: 18; value: bigint };
  }>();
  expectTypeOf(message.toJson).returns.toEqualTypeOf<{
    nested: string;
    optional?: number | string;
    either: { tag: 17; value: string } | { tag: 18; value: number | string };
  }>();
  const { dts } = compileMessage(message, { exportName: "upX" });
  expect(dts).toContain("either: { tag: 17; value: Uint8Array<ArrayBuffer> } | { tag: 18; value: bigint };");
});
