import { Bytes, defineMessage, Tagged, Type, Uint64 } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const name = "up/x";
const title = "X";

describe.each(engines)("further members of a type, %s", (engine) => {
  const payload = Type.Object(
    { a: Type.Optional(Type.Integer({ key: 1 })) },
    { additionalProperties: Type.Integer() },
  );
  const message = define({ name, title, payload }, { engine });

  test("are those under text keys, which stay what they are", () => {
    const written = fromHex("a2010261320a");
    expect(message.decode(written)).toEqual({ a: 2, 2: 10 });
    expect(message.encode({ a: 2, 2: 10 } as never)).toEqual(written);
  });

  test.each([
    ["an integer", "a10205", 1],
    ["bytes", "a1410105", 1],
    ["true", "a1f505", 1],
    ["the name of a declared one", "a1616105", 1],
  ])("and none under %s", (_, hex, offset) => {
    const told = {
      code: "unexpected",
      offset,
      message: expect.stringMatching(/no members but "a" \(key 1\), those under text keys/),
    };
    expect(() => message.decode(fromHex(hex))).toThrow(expect.objectContaining(told));
    expect(() => message.transcode(fromHex(hex))).toThrow(expect.objectContaining(told));
  });
});

describe("what is said of a record's keys is kept, or refused", () => {
  test.each<[string, () => Type.TSchema]>([
    ["a length of texts", () => Type.String({ minLength: 2 })],
    ["a length beside a pattern", () => Type.String({ pattern: "^a", maxLength: 4 })],
    ["a bound of integers", () => Type.Integer({ minimum: 0 })],
    ["a secret", () => Type.String({ sensitive: true })],
    ["byte strings", () => Bytes()],
    ["integers of 64 bits", () => Uint64()],
    ["integers and texts", () => Type.Union([Type.Integer(), Type.String()])],
    ["numbers", () => Type.Number()],
    ["booleans", () => Type.Boolean()],
    ["literals other than texts", () => Type.Union([Type.Literal("a"), Type.Literal(1)])],
    ["anything", () => Type.Any()],
  ])("%s: refused, with what to use instead", (_, key) => {
    expect(() => Type.Record(key(), Type.Integer())).toThrow(TypeError);
    expect(() => Type.Record(key(), Type.Integer())).toThrow(
      /^Type\.Record: expected keys of .*; else check them after decode, or use Type\.Array\(Type\.Tuple/,
    );
  });

  test("other members beside those that the keys match: refused", () => {
    const payload = Type.Record(Type.Integer(), Type.Integer(), { additionalProperties: true });
    expect(() => defineMessage({ name, title, payload })).toThrow(
      /at #: a record has no other members; use Open$/,
    );
  });

  test.each<[string, Type.TSchema, object]>([
    ["a pattern", Type.Record(Type.String({ pattern: "^a" }), Type.Integer()), { ab: 1 }],
    ["words", Type.Record(Type.Integer({ description: "Slot" }), Type.Integer()), { 1: 1 }],
    [
      "literal texts",
      Type.Record(Type.Union([Type.Literal("a"), Type.Literal("b")]), Type.Null()),
      { a: null, b: null },
    ],
    ["an enum of texts", Type.Record(Type.Enum(["a", "b"]), Type.Null()), { a: null, b: null }],
  ])("%s: kept", (_, payload, value) => {
    const message = defineMessage({ name, title, payload });
    expect(message.decode(message.encode(value))).toEqual(value);
  });
});

describe("a key belongs to a member of an object, or is refused", () => {
  const keyed = Type.Integer({ key: 3 });
  test.each<[string, Type.TSchema, string]>([
    ["the payload", keyed, "#"],
    ["an item", Type.Array(keyed), "#/items"],
    ["an item of a tuple", Type.Tuple([keyed]), "#/prefixItems/0"],
    [
      "a branch of a member",
      Type.Object({ a: Type.Union([keyed, Type.String()]) }),
      "#/properties/a/anyOf/0",
    ],
    ["a value of a record", Type.Record(Type.Integer(), keyed), "#/patternProperties/^-?(?:0|[1-9][0-9]*)$"],
    ["further members", Type.Object({}, { additionalProperties: keyed }), "#/additionalProperties"],
    ["content behind a tag", Type.Array(Tagged(1, keyed)), "#/items"],
  ])("of %s: refused", (_, payload, place) => {
    expect(() => defineMessage({ name, title, payload })).toThrow(
      new TypeError(`message "up/x": schema at ${place}: only members of an object have a key`),
    );
  });

  test("of a member behind a tag, or with branches: kept", () => {
    const payload = Type.Object({
      at: Tagged(1, Type.Integer({ key: 1 })),
      by: Type.Union([Type.Integer(), Type.String()], { key: 2 }),
    });
    expect(defineMessage({ name, title, payload }).encode({ at: 0, by: 0 })).toEqual(fromHex("a201c1000200"));
  });
});

describe.each(engines)("a record of text keys, by the %s engine,", (engine) => {
  const message = define({ name, title, payload: Type.Record(Type.String(), Type.Integer()) }, { engine });

  test.each(["a10101", "a1410101", "a1f501", "a1f93e0001", "a201016161 02"])("has no others: %s", (hex) => {
    expect(() => message.decode(fromHex(hex.replaceAll(" ", "")))).toThrow(
      /^unexpected at byte 1, .*: expected a map with text keys, found another key$/,
    );
  });

  test("has any text", () => {
    const value = Object.fromEntries([
      ["", 1],
      ["a\nb", 2],
      ["7", 3],
      ["__proto__", 4],
    ]);
    expect(message.decode(message.encode(value))).toEqual(value);
    expect(message.is({ "\ud800": 1 })).toBe(false);
    expect(message.schema).toMatchObject({ patternProperties: { "": { type: "integer" } } });
  });
});

describe("what a definition shows to readers is what it says", () => {
  const level = Type.Number({ minimum: 0 });
  const examples = (json: unknown) => [
    { title: "Full", json: { level: 1 } },
    { title: "Dry", json: json as { level: number } },
  ];
  const payload = Type.Object({ level });

  test("or an example is refused, by its title and place", () => {
    expect(() => defineMessage({ name, title, payload, examples: examples({ level: -1 }) })).toThrow(
      new TypeError(
        'message "up/x": example "Dry": unexpected at /level: expected a finite number of at least 0',
      ),
    );
    expect(() => defineMessage({ name, title, payload, examples: examples({}) })).toThrow(
      /^message "up\/x": example "Dry": unexpected: expected the member "level"/,
    );
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() =>
      defineMessage({
        name,
        title,
        payload: Type.Unknown(),
        examples: [{ title: "Loop", json: loop as never }],
      }),
    ).toThrow(/^message "up\/x": example "Loop": limit at /);
  });

  test("or the default or an example of a field is, by its place in the schema", () => {
    const withWords = (words: object) =>
      Type.Object({ list: Type.Array(Type.Integer({ maximum: 9, ...words })) });
    expect(() => defineMessage({ name, title, payload: withWords({ default: 10 }) })).toThrow(
      new TypeError(
        'message "up/x": default at #/properties/list/items: unexpected: expected an integer of at most 9',
      ),
    );
    expect(() => defineMessage({ name, title, payload: withWords({ examples: [1, "2"] }) })).toThrow(
      /^message "up\/x": examples at #\/properties\/list\/items: unexpected: .*, found text$/,
    );
  });

  test.each(engines)("a default is a word to the reader and fills in nothing: the %s engine", (engine) => {
    const message = define(
      {
        name,
        title,
        payload: Type.Object({ a: Type.Optional(Type.Integer({ default: 5, examples: [1] })) }),
      },
      { engine },
    );
    expect(message.decode(fromHex("a0"))).toEqual({});
    expect(message.encode({})).toEqual(Uint8Array.of(0xa0));
    expect(message.schema).toMatchObject({ properties: { a: { default: 5, examples: [1] } } });
  });
});
