import { Bytes, defineMessage, inspect, Type } from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const [name, title] = ["up/x", "X"] as const;
const integer = Type.Integer();
const optional = Type.Optional(Type.Integer());
const rest = Type.Rest(Type.Array(Type.String()));
const schemaOf = (payload: Type.TSchema) => {
  const { $schema: _, title: __, ...schema } = defineMessage({ name, title, payload }).schema;
  return schema;
};

describe("the JSON Schema of a tuple", () => {
  const one = { type: "integer" };
  test.each<[string, Type.TSchema, object]>([
    ["of nothing", Type.Tuple([]), { items: false, minItems: 0, maxItems: 0 }],
    ["of one", Type.Tuple([integer]), { prefixItems: [one], items: false, minItems: 1, maxItems: 1 }],
    [
      "with an optional item",
      Type.Tuple([integer, optional]),
      { prefixItems: [one, one], items: false, minItems: 1, maxItems: 2 },
    ],
    [
      "with further items",
      Type.Tuple([integer, rest]),
      { prefixItems: [one], items: { type: "string" }, minItems: 1 },
    ],
    [
      "with both, and a bound",
      Type.Tuple([optional, rest], { maxItems: 4 }),
      { prefixItems: [one], items: { type: "string" }, minItems: 0, maxItems: 4 },
    ],
    ["of further items alone", Type.Tuple([rest]), { items: { type: "string" }, minItems: 0 }],
  ])("%s", (_, payload, expected) => {
    const schema = schemaOf(payload);
    expect(schema).toEqual({ type: "array", ...expected });
    // It says the same when it is read once more.
    expect(schemaOf(schema as Type.TSchema)).toEqual(schema);
  });

  test("takes what is decoded, by Ajv", () => {
    const message = defineMessage({ name, title, payload: Type.Tuple([integer, optional, rest]) });
    const judge = new Ajv2020({ strictTuples: false }).compile(message.schema);
    for (const hex of ["8100", "820001", "83000160"]) expect(judge(message.decode(fromHex(hex)))).toBe(true);
    for (const json of [[], [0, "a"], [0, 1, 2]]) expect(judge(json)).toBe(false);
  });
});

describe("a tuple whose items cannot be told apart by their place is refused", () => {
  test.each<[string, Type.TSchema, RegExp]>([
    [
      "an optional item in front",
      Type.Tuple([optional, integer]),
      /at #: expected optional items at the end$/,
    ],
    ["bounds of the further items", Type.Tuple([Type.Rest(Type.Array(integer, { minItems: 1 }))]), /"rest"/],
    ["further items that are no array", Type.Tuple([Type.Rest(Type.Tuple([integer]))]), /"rest"/],
    ["further items in front", Type.Tuple([rest, integer]), /at #\/prefixItems\/0: .*"rest"/],
    ["a keyword for further items", Type.Tuple([integer], { additionalItems: integer }), /"additionalItems"/],
    ["more items than there are", Type.Tuple([integer], { minItems: 2 }), /minItems is above maxItems/],
  ])("%s", (_, payload, reason) => {
    expect(() => defineMessage({ name, title, payload })).toThrow(reason);
  });
});

test("how many items there are at least, the optional ones say alone", () => {
  for (const minItems of [1, 2]) {
    expect(() => Type.Tuple([integer, optional], { minItems })).toThrow(/no minItems beside Type.Optional$/);
  }
});

test.each(engines)("items that may be left out or follow are of their own plans: the %s engine", (engine) => {
  const payload = Type.Object({
    a: Type.Tuple([
      Bytes(),
      Type.Optional(Type.Union([integer, Type.Null()])),
      Type.Rest(Type.Array(Bytes())),
    ]),
    b: Type.Tuple([Type.Optional(Type.Tuple([optional]))]),
  });
  const message = define({ name, title, payload }, { engine });
  const bytes = Uint8Array.of(1);
  type A = [Uint8Array<ArrayBuffer>, (number | null)?, ...Uint8Array<ArrayBuffer>[]];
  const many: A = [bytes, null, ...Array.from({ length: 300 }, () => bytes)];
  const values: { a: A; b: [[number?]?] }[] = [
    { a: [bytes], b: [] },
    { a: [bytes, 5], b: [[]] },
    { a: [bytes, null, bytes, bytes], b: [[7]] },
    { a: many, b: [[7]] },
  ];
  for (const value of values) {
    const written = message.encode(value);
    expect(message.decode(written)).toEqual(value);
    expectTypeOf(message.decode(written)).toEqualTypeOf(value);
    expect(JSON.parse(message.transcode(written))).toEqual(message.toJson(value));
    expect(message.fromJson(message.toJson(value))).toEqual(value);
  }
});

test("a further item is of the schema that the others have", () => {
  const payload = Type.Tuple([integer, Type.Rest(Type.Array(Type.String({ unit: "s", sensitive: true })))]);
  const message = defineMessage({ name, title, payload });
  const { items } = inspect(fromHex("8300616161 62".replace(" ", "")), message);
  expect(items.map(({ unit, sensitive }) => [unit, sensitive])).toEqual([
    [undefined, false],
    [undefined, false],
    ["s", true],
    ["s", true],
  ]);
  expect(message.toJson([0, "a"], { redact: true })).toEqual([0, "[hidden]"]);
});

test("a compiled module declares it", () => {
  const payload = Type.Tuple([integer, Type.Optional(Type.Union([integer, Type.Null()])), rest]);
  const { dts } = compileMessage(defineMessage({ name, title, payload }), { exportName: "upX" });
  expect(dts).toContain("[number, (number | null)?, ...(string)[]]");
});
