/** Arrays on the wire whose items have names in memory, in JSON and in errors. */
import { ArrayStruct, Bits, Bytes, defineMessage, inspect, Type, Uint64 } from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { errorOf, told } from "wirebook-test/checks/told";

const [name, title] = ["up/x", "X"] as const;
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const climate = ArrayStruct(
  {
    temperature: Type.Number({ unit: "Cel" }),
    humidity: Type.Number({ maximum: 100 }),
    raw: Type.Optional(Bytes()),
    count: Type.Optional(Uint64()),
  },
  { description: "Climate" },
);
const open = ArrayStruct({ constructor: Type.Integer(), note: Type.Optional(Type.String()) }, { open: true });

describe.each(engines)("the %s engine", (engine) => {
  const one = <Payload extends Type.TSchema>(payload: Payload, limits = {}) =>
    define({ name, title, payload }, { engine, limits });

  test("reads and writes items by their names, the last ones if they are there", () => {
    const message = one(climate);
    const values = {
      "820102": { temperature: 1, humidity: 2 },
      "8301024103": { temperature: 1, humidity: 2, raw: fromHex("03") },
      "840102410304": { temperature: 1, humidity: 2, raw: fromHex("03"), count: 4n },
    };
    for (const [hex, value] of Object.entries(values)) {
      expect(message.decode(fromHex(hex))).toEqual(value);
      expect(message.decode(fromHex(`9f${hex.slice(2)}ff`))).toEqual(value);
      expect(toHex(message.encode(value))).toBe(hex);
      expect(JSON.parse(message.transcode(fromHex(hex)))).toEqual(message.toJson(value));
      expect(message.fromJson(message.toJson(value))).toEqual(value);
    }
    expect(Object.keys(message.decode(fromHex("840102410304")))).toEqual([
      "temperature",
      "humidity",
      "raw",
      "count",
    ]);
  });

  test("tells lengths, and names in paths", () => {
    const message = one(climate);
    const faults = {
      "8101": "0: expected an array of 2 to 4, found one of 1",
      "850102410304f6": "0: expected an array of 2 to 4, found one of 5",
      a0: "0: expected an array of 2 to 4, found map",
      "82016161": "2, /humidity: expected a finite number of at most 100, found text",
      "82011865": "2, /humidity: expected a finite number of at most 100",
      "830102f6": "3, /raw: expected a byte string, found null",
    };
    for (const [hex, sentence] of Object.entries(faults)) {
      expect(
        told(() => message.decode(fromHex(hex))),
        hex,
      ).toBe(`unexpected at byte ${sentence}`);
      expect(
        told(() => message.transcode(fromHex(hex))),
        hex,
      ).toBe(`unexpected at byte ${sentence}`);
    }
    const no = "found no such member";
    const wrong: [unknown, string][] = [
      [{ temperature: 1 }, `: expected the member "humidity", a finite number of at most 100, ${no}`],
      [{ temperature: 1, humidity: 2, count: 4n }, `: expected the member "raw", a byte string, ${no}`],
      [
        { temperature: 1, humidity: 2, z: 1 },
        ' at /z: expected no members but "temperature", "humidity", "raw", "count", found another name',
      ],
      [
        { temperature: 1, humidity: "2" },
        " at /humidity: expected a finite number of at most 100, found text",
      ],
      [[1, 2], ": expected an array of 2 to 4, found array"],
      [null, ": expected an array of 2 to 4, found null"],
    ];
    for (const [value, sentence] of wrong) {
      expect(told(() => message.encode(value as never))).toBe(`unexpected${sentence}`);
      expect(told(() => message.toJson(value as never))).toBe(`unexpected${sentence}`);
    }
    expect(told(() => message.fromJson({ temperature: 1, humidity: 2, count: 4 }))).toBe(
      `unexpected: expected the member "raw", a byte string, ${no}`,
    );
  });

  test("keeps further items, where it is open", () => {
    const message = one(Type.Array(open));
    const value = [{ constructor: 1 }, { constructor: 1, note: "a", further: [null, [5]] }];
    const hex = "8281018401616 1f68105".replace(" ", "");
    expect(message.decode(fromHex(hex))).toEqual(value);
    expect(toHex(message.encode(value))).toBe(hex);
    expect(message.transcode(fromHex(hex))).toBe(JSON.stringify(value));
    expect(message.fromJson(value)).toEqual(value);
    expect(told(() => message.decode(fromHex("818301616161ff")))).toMatch(
      /^invalid at byte 5, \/0\/further\/0: expected valid UTF-8/,
    );
    const wrong: [unknown, string][] = [
      [{ constructor: 1, further: [1] }, ' at /0: expected the member "note", text, found no such member'],
      [
        { constructor: 1, note: "a", further: [] },
        " at /0/further: expected an array of at least 1 item, found one of 0",
      ],
      [
        { constructor: 1, note: "a", further: 1 },
        " at /0/further: expected an array of at least 1 item, found number",
      ],
      [
        { constructor: 1, note: "a", further: [undefined] },
        " at /0/further/0: expected a value that JSON can hold, found undefined",
      ],
    ];
    for (const [one, sentence] of wrong) {
      expect(told(() => message.encode([one] as never))).toBe(`unexpected${sentence}`);
    }
    expect(message.is([{}] as never)).toBe(false);
  });

  test("counts items as they are on the wire: names are none", () => {
    const value = { temperature: 1, humidity: 2 };
    expect(one(climate, { items: 3, depth: 1 }).is(value)).toBe(true);
    expect(one(climate, { items: 2 }).is(value)).toBe(false);
    expect(one(open, { items: 4, depth: 1 }).is({ constructor: 1, note: "", further: [1] })).toBe(true);
    expect(one(open, { items: 3 }).is({ constructor: 1, note: "", further: [1] })).toBe(false);
  });
});

describe("what has no place in an array is refused", () => {
  const plain = (words: object) => ({ type: "object", ...words }) as unknown as Type.TSchema;
  test.each<[string, () => Type.TSchema, RegExp]>([
    [
      "an optional item in front",
      () => ArrayStruct({ a: Type.Optional(Type.Null()), b: Type.Null() }),
      /at #: expected optional items at the end$/,
    ],
    [
      "a name whose place an object would change",
      () => ArrayStruct({ 7: Type.Null() }),
      /at #: expected each item to have a name of its own that is no integer$/,
    ],
    [
      "an item that is not described",
      () => plain({ cborArray: ["a"] }),
      /at #: expected each item to be described, but "a" is not:/,
    ],
    [
      "items that are left out",
      () => Type.Pick(open, ["constructor"]),
      /expected each item to be described, but "note" is not: Type.Pick and Type.Omit leave places empty, an ArrayStruct of its own has none$/,
    ],
    [
      "a name twice",
      () => plain({ cborArray: ["a", "a"], properties: { a: {} }, required: ["a"] }),
      /expected each item to have a name of its own/,
    ],
    [
      "a member without a place",
      () => plain({ cborArray: ["a"], properties: { a: {}, b: {} }, required: ["a"] }),
      /expected each item to have a name of its own/,
    ],
    [
      "the same in memory in a union",
      () => Type.Union([ArrayStruct({ a: Type.Null() }), Type.Object({})]),
      /tuple and object are both map$/,
    ],
  ])("%s", (_, payload, reason) => {
    expect(() => defineMessage({ name, title, payload: payload() })).toThrow(reason);
  });

  test("an item that is called as further ones are", () => {
    expect(() => ArrayStruct({ further: Type.Null() }, { open: true } as never)).toThrow('called "further"');
    expect(
      defineMessage({ name, title, payload: ArrayStruct({ further: Type.Null() }) }).is({ further: null }),
    ).toBe(true);
  });
});

test.each([
  [
    "Type.Required of an open one",
    Type.Required(open),
    { "82016161": true, "8301616101": true, "8101": false },
  ],
  ["Type.Partial", Type.Partial(climate), { "80": true, "8101": true, "840102410304": true }],
  ["Type.Partial of an open one", Type.Partial(open), { "80": true, "8101": true, "8301616101": true }],
])("the JSON Schema of %s says what the codec takes", (_, payload, payloads) => {
  for (const engine of engines) {
    const message = define({ name, title, payload }, { engine });
    // Or each object would have a constructor.
    const takes = new Ajv2020({ strict: false, logger: false, ownProperties: true }).compile(message.schema);
    for (const [hex, isTaken] of Object.entries(payloads)) {
      const read = message.safeDecode(fromHex(hex));
      expect(read.ok).toBe(isTaken);
      if (read.ok) expect(takes(message.toJson(read.value))).toBe(true);
    }
    for (const value of [{ humidity: 1 }, { raw: "" }, { note: "" }, { further: [1] }]) {
      expect(takes(value)).toBe(false);
      expect(message.is(value)).toBe(false);
    }
  }
});

test("the JSON Schema is that of the object, and takes what is decoded", () => {
  const message = defineMessage({ name, title, payload: ArrayStruct({ a: climate, b: open }) });
  const { $schema: _, title: __, ...schema } = message.schema;
  expect(schema).toMatchObject({ type: "object", cborArray: ["a", "b"], required: ["a", "b"] });
  expect(defineMessage({ name, title, payload: schema as Type.TSchema }).schema).toEqual(message.schema);
  const judge = new Ajv2020({ strict: false, logger: false }).compile(message.schema);
  const b = { constructor: 1 };
  expect(judge({ a: { temperature: 1, humidity: 2 }, b })).toBe(true);
  expect(judge({ a: { temperature: 1, humidity: 2, count: 1 }, b })).toBe(false);
  expect(judge({ a: { temperature: 1, humidity: 2 }, b: { ...b, further: [1] } })).toBe(false);
});

test.each(engines)(
  "an item may be called as further ones are where there are none, by the %s engine",
  (engine) => {
    const message = define(
      { name, title, payload: ArrayStruct({ further: Type.Array(Type.Integer()) }) },
      { engine },
    );
    expect(message.decode(fromHex("81820102"))).toEqual({ further: [1, 2] });
    expect(toHex(message.encode({ further: [1, 2] }))).toBe("81820102");
    expect(message.is({ further: 1 })).toBe(false);
  },
);

test("inspect tells items by their names", () => {
  const message = defineMessage({ name, title, payload: Type.Object({ c: climate, o: open }) });
  const { items } = inspect(fromHex("a261638201026 16f84016060f6".replace(" ", "")), message);
  expect(items.map(({ instancePath }) => instancePath)).toEqual([
    "",
    "/c",
    "/c",
    "/c/temperature",
    "/c/humidity",
    "/o",
    "/o",
    "/o/constructor",
    "/o/note",
    "/o/further/0",
    "/o/further/1",
  ]);
  expect(items[3]?.unit).toBe("Cel");
});

test("types follow", () => {
  const message = defineMessage({ name, title, payload: Type.Object({ climate, open }) });
  type Climate = { temperature: number; humidity: number; raw?: Uint8Array<ArrayBuffer>; count?: bigint };
  type Open = { constructor: number; note?: string; further?: unknown[] };
  expectTypeOf(message.decode).returns.toEqualTypeOf<{ climate: Climate; open: Open }>();
  const { dts } = compileMessage(message, { exportName: "upX" });
  expect(dts).toContain(
    "climate: { temperature: number; humidity: number; raw?: Uint8Array<ArrayBuffer>; count?: bigint };",
  );
  expect(dts).toContain("open: { constructor: number; note?: string; further?: Array<unknown> };");
});

test.each(engines)(
  "the %s engine tells of further items behind those with names, and takes undefined for none",
  (engine) => {
    const members = { a: Type.Integer(), x: Type.Optional(Type.Number({ multipleOf: 0.5 })) };
    const payload = ArrayStruct(members, { open: true });
    const message = define({ name, title, payload }, { engine });
    for (const verb of ["encode", "fromJson"] as const) {
      const error = errorOf(() => message[verb]({ a: 1, x: 0.3, further: "x" } as never));
      expect(error.issues.map(({ instancePath }) => instancePath)).toEqual(["/x", "/further"]);
    }
    const bits = define({ name, title, payload: Bits({ alarm: 0 }) }, { engine });
    const json = { alarm: true, others: undefined };
    expect(bits.fromJson(json)).toEqual({ alarm: true });
  },
);
