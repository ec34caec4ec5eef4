/** A branch of a union that takes whatever the literals of the others do not name. */
import { ArrayStruct, Bytes, defineMessage, Open, Tagged, Type } from "@wirebook/codec";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { told } from "wirebook-test/checks/told";

const [name, title] = ["up/x", "X"] as const;
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

const objects = Type.Union([
  Type.Object({ t: Type.Literal(0), raw: Bytes() }),
  Open({ t: Type.Integer({ maximum: 99 }) }),
  Type.Object({ t: Type.Union([Type.Literal(1), Type.Literal(1000)]), n: Type.Null() }),
]);
const texts = Type.Union([
  Type.Object({ t: Type.Literal("a", { key: 1 }), n: Type.Null() }),
  Type.Object({ t: Type.String({ key: 1, minLength: 1 }), x: Type.Optional(Type.Integer()) }),
  Type.Boolean(),
]);
const tuples = Type.Union([
  Type.Tuple([Type.Literal(0), Bytes()]),
  Type.Tuple([Type.Integer(), Type.Rest(Type.Array(Type.Unknown()))]),
]);
const structs = Type.Union([
  ArrayStruct({ code: Type.Literal(0), raw: Bytes() }),
  ArrayStruct({ code: Type.Integer() }, { open: true }),
]);
const both = Type.Union([objects, tuples]);

describe.each(engines)("the %s engine", (engine) => {
  const one = (payload: Type.TSchema) => define({ name, title, payload }, { engine });

  test.each<[Type.TSchema, Record<string, unknown>]>([
    [
      objects,
      {
        a2617400637261774107: { t: 0, raw: fromHex("07") },
        a261741903e8616ef6: { t: 1000, n: null },
        a1617405: { t: 5 },
        a261740561780a: { t: 5, x: 10 },
      },
    ],
    [
      texts,
      {
        a2016161616ef6: { t: "a", n: null },
        a1016162: { t: "b" },
        a201616261780a: { t: "b", x: 10 },
        f5: true,
      },
    ],
    [tuples, { "820041ff": [0, fromHex("ff")], "8107": [7], "830741ff6161": [7, fromHex("ff"), "a"] }],
    [
      structs,
      {
        "820041ff": { code: 0, raw: fromHex("ff") },
        "8107": { code: 7 },
        "820702": { code: 7, further: [2] },
      },
    ],
    [both, { a1617405: { t: 5 }, "8107": [7], "820041ff": [0, fromHex("ff")] }],
  ])("reads and writes what the literals do not name (%#)", (payload, values) => {
    const message = one(payload);
    for (const [hex, value] of Object.entries(values)) {
      expect(message.decode(fromHex(hex)), hex).toEqual(value);
      expect(toHex(message.encode(value as never)), hex).toBe(hex);
      expect(message.transcode(fromHex(hex))).toBe(JSON.stringify(message.toJson(value as never)));
      expect(message.is(message.fromJson(message.toJson(value as never)))).toBe(true);
    }
  });

  test("a literal in a longer head is the literal all the same", () => {
    expect(one(objects).decode(fromHex("a261741800637261774107"))).toEqual({ t: 0, raw: fromHex("07") });
    expect(one(tuples).decode(fromHex("8219000041ff"))).toEqual([0, fromHex("ff")]);
    expect(one(texts).decode(fromHex("a2017f6161ff616ef6"))).toEqual({ t: "a", n: null });
    expect(one(tuples).decode(fromHex("9f1807ff"))).toEqual([7]);
  });

  test.each<[Type.TSchema, Record<string, string>]>([
    [
      objects,
      {
        a1617400: '0: expected the member "raw", a byte string, found no such member',
        a16174617a: "3, /t: expected an integer of at most 99, found text",
        a161741864: "3, /t: expected an integer of at most 99",
        a0: '0: expected the member "t", one of 0, 1, 1000, or an integer of at most 99, found no such member',
        "01": '0: expected a map whose "t" is one of 0, 1, 1000, or an integer of at most 99, found integer',
      },
    ],
    [
      tuples,
      {
        "8100": "0: expected an array of 2, found one of 1",
        "8141ff": "1, /0: expected an integer, found bytes",
        "80": "0: expected an array whose item 0 is 0, or an integer, found one of 0",
      },
    ],
    [
      structs,
      {
        "820005": "2, /raw: expected a byte string, found integer",
        "816161": "1, /code: expected an integer, found text",
      },
    ],
  ])(
    "a known literal that does not fit its branch is refused, not taken by the default (%#)",
    (payload, faults) => {
      const message = one(payload);
      for (const [hex, sentence] of Object.entries(faults)) {
        for (const verb of ["decode", "transcode"] as const) {
          expect(
            told(() => message[verb](fromHex(hex))),
            hex,
          ).toBe(`unexpected at byte ${sentence}`);
        }
      }
    },
  );

  test("tells the same of values", () => {
    const wrong: [Type.TSchema, unknown][] = [
      [objects, { t: 0 }],
      [objects, { t: 1, raw: fromHex("") }],
      [objects, {}],
      [texts, { t: "a" }],
      [tuples, [0, 5]],
      [structs, { code: 0, further: [1] }],
    ];
    for (const [payload, value] of wrong) {
      expect(one(payload).is(value)).toBe(false);
      expect(() => one(payload).encode(value as never)).toThrow("unexpected");
      expect(() => one(payload).fromJson(value)).toThrow("unexpected");
    }
    expect(told(() => one(objects).encode({} as never))).toBe(
      'unexpected: expected the member "t", one of 0, 1, 1000, or an integer of at most 99, found no such member',
    );
  });
});

test("the JSON Schema says the same", () => {
  for (const [payload, right, wrong] of [
    [
      objects,
      [{ t: 5 }, { t: 5, x: "y" }, { t: 0, raw: "" }, { t: 1, n: null }],
      [{ t: 0 }, { t: 1 }, { t: 1000, raw: "" }, {}],
    ],
    [texts, [{ t: "b" }, { t: "a", n: null }], [{ t: "a" }, { t: "" }]],
    [tuples, [[5], [5, 6], [0, ""]], [[0], [0, 1], []]],
    [structs, [{ code: 5 }, { code: 0, raw: "" }], [{ code: 0 }, { code: 0, further: [1] }]],
    [both, [{ t: 5 }, [5]], [{ t: 0 }, [0]]],
  ] as const) {
    const message = defineMessage({ name, title, payload });
    const judge = new Ajv2020({ strict: true, strictTuples: false })
      .addVocabulary(["key", "cborArray"])
      .compile(message.schema);
    for (const value of right)
      expect([value, judge(value), message.is(message.fromJson(value))]).toEqual([value, true, true]);
    for (const value of wrong) {
      expect([value, judge(value)]).toEqual([value, false]);
      expect(() => message.fromJson(value)).toThrow("unexpected");
    }
    const again = defineMessage({ name, title, payload: message.schema as Type.TSchema });
    expect(again.schema).toEqual(message.schema);
  }
});

test("types follow", () => {
  const message = defineMessage({ name, title, payload: tuples });
  expectTypeOf(message.decode).returns.toEqualTypeOf<[0, Uint8Array<ArrayBuffer>] | [number, ...unknown[]]>();
});

describe("a default that would not tell is refused", () => {
  const reason = "to have a literal";
  test.each<[string, Type.TSchema[]]>([
    [
      "two of them",
      [
        Type.Object({ t: Type.Literal(0) }),
        Type.Object({ t: Type.Integer() }),
        Type.Object({ t: Type.Integer() }),
      ],
    ],
    ["of another kind", [Type.Object({ t: Type.Literal(0) }), Type.Object({ t: Type.String() })]],
    ["of several kinds", [Type.Object({ t: Type.Literal(0) }), Type.Object({ t: Type.Unknown() })]],
    [
      "that may be left out",
      [Type.Object({ t: Type.Literal(0) }), Type.Object({ t: Type.Optional(Type.Integer()) })],
    ],
    ["without literals beside it", [Type.Object({ t: Type.Integer() }), Type.Object({ t: Type.Integer() })]],
    ["behind a tag", [Type.Object({ t: Type.Literal(0) }), Type.Object({ t: Tagged(1, Type.Integer()) })]],
  ])("%s", (_, branches) => {
    expect(() => defineMessage({ name, title, payload: Type.Union(branches) })).toThrow(reason);
  });

  test("what else is excluded", () => {
    for (const payload of [
      Type.Object({ t: Type.Integer({ not: { enum: [0] } }) }),
      Type.Union([
        Type.Object({ t: Type.Literal(0) }),
        Type.Object({ t: Type.Integer({ not: { enum: [1] } }) }),
      ]),
    ]) {
      expect(() => defineMessage({ name, title, payload })).toThrow('the keyword "not" is not supported');
    }
  });

  test("where members of their own tell the objects already, they do so still", () => {
    const payload = Type.Union([
      Type.Object({ t: Type.Literal(0), a: Type.Null() }),
      Type.Object({ t: Type.Integer(), b: Type.Null() }),
    ]);
    const message = defineMessage({ name, title, payload });
    expect(message.decode(message.encode({ t: 0, b: null }))).toEqual({ t: 0, b: null });
  });
});

describe("an open branch behind others that a member of their own tells", () => {
  const level = Type.Object({ kind: Type.Literal(0), level: Type.Integer() });
  const note = Open({ kind: Type.Integer(), note: Type.String() });
  const payload = Type.Union([level, note]);

  test("takes none of theirs, in JSON Schema too", () => {
    const { schema } = defineMessage({ name, title, payload });
    const isValid = new Ajv2020({ strict: true }).compile(schema);
    // By itself, too.
    expect(() =>
      new Ajv2020({ strict: true }).compile((schema as { anyOf: object[] }).anyOf[1] as object),
    ).not.toThrow();
    const rows: [object, boolean][] = [
      [{ kind: 0, level: 1 }, true],
      [{ kind: 0, note: "a", more: 1 }, true],
      [{ kind: 0, note: "a", level: 1 }, false],
    ];
    for (const [json, isRight] of rows) {
      expect(isValid(json)).toBe(isRight);
      for (const engine of engines) {
        const message = define({ name, title, payload }, { engine });
        const outcome = told(() => message.fromJson(json));
        if (isRight) expect(outcome).toEqual(json);
        else expect(outcome).toMatch(/^unexpected/);
      }
    }
  });

  test("is read from its own schema, and from no other that says `not`", () => {
    const { schema } = defineMessage({ name, title, payload });
    expect(defineMessage({ name, title, payload: schema as Type.TSchema }).schema).toEqual(schema);
    const other = Type.Object({ a: Type.Integer() }, { not: { required: ["b"] } });
    expect(told(() => defineMessage({ name, title, payload: other }))).toMatch(/keyword "not"/);
  });

  test("says nothing where it comes first, or is closed", () => {
    const first = Type.Union([note, level]);
    const closed = Type.Union([level, Type.Object({ kind: Type.Integer(), note: Type.String() })]);
    for (const one of [first, closed])
      expect(JSON.stringify(defineMessage({ name, title, payload: one }).schema)).not.toContain('"not"');
  });
});
