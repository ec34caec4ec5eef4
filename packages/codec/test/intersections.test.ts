/** Intersections of objects are one object with the members of each, or are refused. */
import { Bytes, defineMessage, Open, Tagged, Type, Uint64 } from "@wirebook/codec";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const [name, title] = ["up/x", "X"] as const;
const base = Type.Object({ n: Uint64({ key: 1 }), at: Type.Optional(Type.Integer()) }, { title: "Base" });
const own = Type.Object({ raw: Type.Optional(Bytes()), ok: Type.Boolean() });
const both = Type.Intersect([base, own], { description: "Both" });

describe.each(engines)("the %s engine", (engine) => {
  const message = define({ name, title, payload: both }, { engine });

  test("reads and writes the members of each, in the order of the parts", () => {
    const value = { n: 1n, at: 2, raw: fromHex("03"), ok: true };
    const payload = message.encode(value);
    expect(Buffer.from(payload).toString("hex")).toBe("a401016261740263726177410362 6f6bf5".replace(" ", ""));
    expect(message.decode(payload)).toEqual(value);
    expect(message.transcode(payload)).toBe('{"n":1,"at":2,"raw":"Aw==","ok":true}');
    expect(message.fromJson(message.toJson(value))).toEqual(value);
  });

  test("refuses what no part has", () => {
    for (const value of [{ n: 1n }, { ok: true }, { n: 1n, ok: true, other: 1 }]) {
      expect(message.is(value as never)).toBe(false);
    }
    expect(() => message.decode(fromHex("a10101"))).toThrow('expected the member "ok", true or false');
  });
});

test("the JSON Schema is that of one object", () => {
  const message = defineMessage({ name, title, payload: both });
  const { $schema: _, title: __, ...schema } = message.schema;
  expect(schema).toMatchObject({
    type: "object",
    description: "Both",
    required: ["n", "ok"],
    additionalProperties: false,
  });
  expect(Object.keys(schema.properties as object)).toEqual(["n", "at", "raw", "ok"]);
  expect(defineMessage({ name, title, payload: schema as Type.TSchema }).schema).toEqual(message.schema);
  const judge = new Ajv2020({ strict: false }).compile(message.schema);
  expect([judge({ n: 1, ok: true }), judge({ n: 1, ok: true, z: 1 })]).toEqual([true, false]);
});

test("parts may be intersections, and the whole may be wherever an object may", () => {
  const nested = Type.Intersect([Type.Intersect([base, own]), Type.Object({ z: Type.Null() })]);
  const payload = Type.Union([Tagged(5, nested), Type.Array(Type.Intersect([own]))]);
  const message = defineMessage({ name, title, payload });
  for (const value of [{ n: 1n, ok: true, z: null }, [{ ok: false }]]) {
    expect(message.decode(message.encode(value as never))).toEqual(value);
  }
});

describe("an intersection that is no one object is refused, with what to use in its place", () => {
  test.each<[string, Type.TSchema]>([
    ["names that meet", Type.Intersect([base, Type.Object({ n: Uint64() })])],
    ["an open part", Type.Intersect([base, Open({ z: Type.Null() })])],
    ["an open whole", Type.Intersect([base, own], { unevaluatedProperties: true })],
    ["a record", Type.Intersect([base, Type.Record(Type.String(), Type.Null())])],
    ["no object", Type.Intersect([Type.Integer(), Type.Number()])],
    ["a part with a bound", Type.Intersect([base, Type.Object({ z: Type.Null() }, { minProperties: 1 })])],
    ["a part with a tag", Type.Intersect([base, Tagged(1, own)])],
    ["a part that is hidden", Type.Intersect([base, Type.Object({ z: Type.Null() }, { sensitive: true })])],
  ])("%s", (_, inner) => {
    expect(() => defineMessage({ name, title, payload: Type.Object({ inner }) })).toThrow(
      /at #\/properties\/inner: expected closed objects with members of their own; else use one object$/,
    );
  });

  test("keys that meet", () => {
    const payload = Type.Intersect([base, Type.Object({ z: Type.Null({ key: 1 }) })]);
    expect(() => defineMessage({ name, title, payload })).toThrow("each member to have a key of its own");
  });
});

test("types follow", () => {
  const message = defineMessage({ name, title, payload: both });
  const value = message.decode(message.encode({ n: 1n, ok: true }));
  expectTypeOf(value.n).toEqualTypeOf<bigint>();
  expectTypeOf(value.raw).toEqualTypeOf<Uint8Array<ArrayBuffer> | undefined>();
  const json = message.toJson(value);
  expectTypeOf(json.n).toEqualTypeOf<number | string>();
  expectTypeOf(json.ok).toEqualTypeOf<boolean>();
});
