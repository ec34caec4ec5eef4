import {
  Bits,
  Bytes,
  DateTime,
  Duration,
  defineMessage,
  Enum,
  Float32,
  Hex,
  Int64,
  IpAddress,
  type MessageOptions,
  Open,
  Scaled,
  Timestamp,
  Type,
  TypedArray,
  Uint64,
  Uuid,
} from "@wirebook/codec";
import { reference } from "@wirebook/codec/reference";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";

type Engine = NonNullable<MessageOptions["engine"]>;
const engines: [string, Engine][] = [
  ["compiled", "compiled"],
  ["interpreted", "interpreted"],
  ["reference", reference],
];
const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const define = (payload: TSchema, engine?: Engine) =>
  defineMessage({ name: "up/x", title: "X", payload }, engine === undefined ? {} : { engine });
const plain = (schema: object) => schema as TSchema;

describe("a view takes what it keeps, and nothing else", () => {
  const loose = (options: object) => options as never;
  test.each<[string, () => TSchema, RegExp]>([
    [
      "a pattern of its own",
      () => Uuid(loose({ pattern: "^a" })),
      /view "uuid": the option "pattern" is not/,
    ],
    ["a bound", () => Duration(loose({ minimum: 60 })), /view "duration": the option "minimum"/],
    ["a step", () => Scaled(loose({ factor: 1, multipleOf: 2 })), /the option "multipleOf"/],
    [
      "a number as tag",
      () => Timestamp(loose({ tag: 1 })),
      /expected tag to be one of true, false, "optional"/,
    ],
    [
      "another unit",
      () => Timestamp(loose({ unit: "min" })),
      /^Timestamp: expected unit to be one of "s", "ms"/,
    ],
    ["another value", () => DateTime(loose({ value: "string" })), /^DateTime: expected value to be one of/],
    ["another form", () => Hex(loose({ value: "byte" })), /^Hex: expected value/],
    ["a length beside a bound", () => Hex({ length: 2, maxLength: 5 }), /^Hex: expected length, or else/],
    ["a version that there is not", () => IpAddress(loose({ version: 5 })), /^IpAddress: expected version/],
    ["three bits", () => Bits(loose({ a: [0, 1, 5] })), /^Bits: expected "a" to be a bit/],
    ["a text for true", () => Bits({ a: 0 }, loose({ open: "false" })), /^Bits: expected open/],
    ["another order", () => TypedArray("uint16", loose({ order: "middle" })), /^TypedArray: expected order/],
    ["half an item", () => TypedArray("uint16", { maxLength: 1.5 }), /^TypedArray: expected lengths/],
    [
      "bounds the wrong way round",
      () => Scaled({ factor: 0.1, minimum: 5, maximum: 1 }),
      /^Scaled: expected numbers as/,
    ],
    [
      "members of a type in Open",
      () => Open({}, loose({ additionalProperties: Type.Null() })),
      /^Open: expected no/,
    ],
    [
      "texts of an enum as keys",
      () => Type.Record(Type.String({ enum: ["a"] }), Type.Null()),
      /^Type.Record: /,
    ],
    ["32 bits that may be one", () => Type.Array(Float32(), { uniqueItems: true }), /no Float32/],
  ])("%s is refused", (_, schema, reason) => {
    expect(() => define(schema())).toThrow(reason);
  });

  test("words and own annotations are taken", () => {
    const payload = Uuid(loose({ description: "A", "x-own": 1 }));
    expect(define(payload).schema).toMatchObject({ description: "A", "x-own": 1 });
  });

  test("an enum of TypeScript has its names, and not those that lead back", () => {
    // What `enum Mode { Idle, Running }` compiles to.
    const mode = { Idle: 0, Running: 1, 0: "Idle", 1: "Running" };
    const message = define(Enum(mode));
    expect(message.decode(hex("01"))).toBe("Running");
    expect(() => message.decode(hex("6449646c65"))).toThrow(/expected one of "Idle", "Running"/);
  });
});

describe("a definition without meaning is refused, with its place", () => {
  const cases: [string, () => TSchema, RegExp][] = [
    ["an empty union", () => Type.Union([]), /at #/],
    [
      "an optional item",
      () => Type.Array(Type.Optional(Type.Null())),
      /at #: expected Type.Optional only of/,
    ],
    [
      "an optional branch",
      () => Type.Object({ a: plain({ anyOf: [Type.Null(), Type.Optional(Type.String())] }) }),
      /at #\/properties\/a: expected Type.Optional only of/,
    ],
    [
      "an optional value of a record",
      () => Type.Record(Type.String(), Type.Optional(Type.Null())),
      /at #: expected Type.Optional only of/,
    ],
    [
      "an optional value of further members",
      () => Type.Object({}, { additionalProperties: Type.Optional(Type.Null()) }),
      /at #: expected Type.Optional only of/,
    ],
    ["a length beside a bound", () => Bytes({ length: 2, maxLength: 5 }), /^Bytes: expected length, or else/],
    ["an empty enum", () => plain({ enum: [] }), /at #: expected at least one value/],
    [
      "an enum of another type",
      () => plain({ type: "string", enum: [1] }),
      /at #: expected values of the type/,
    ],
    [
      "a broken pattern",
      () => Type.Object({ a: Type.String({ pattern: "(" }) }),
      /at #\/properties\/a: .*pattern/,
    ],
    ["a bound that is no number", () => Type.Integer({ minimum: Number.NaN }), /at #: expected minimum/],
    [
      "a bound without end",
      () => Type.Number({ maximum: Number.POSITIVE_INFINITY }),
      /at #: expected maximum/,
    ],
    [
      "a bound that is code",
      () => plain({ type: "integer", minimum: "process.exit()" }),
      /expected minimum to be/,
    ],
    [
      "a length that is code",
      () => plain({ type: "array", items: {}, minItems: "x" }),
      /expected minItems to be/,
    ],
    ["a step of nothing", () => Type.Integer({ multipleOf: 0 }), /at #: expected multipleOf/],
    ["a length below zero", () => Type.String({ minLength: -1 }), /at #: expected minLength/],
    ["half a byte", () => Bytes({ length: 1.5 }), /at #: expected m..Bytes/],
    [
      "bounds the wrong way round",
      () => Type.Integer({ minimum: 2, maximum: 1 }),
      /minimum is above maximum/,
    ],
    [
      "a member that is required and unknown",
      () => plain({ type: "object", required: ["zz"] }),
      /"zz" is required/,
    ],
    [
      "a literal beyond numbers",
      () => Type.Object({ a: Type.Array(Type.Literal(10n)) }),
      /^message "up\/x": schema at #\/properties\/a\/items: expected const to be no bigint$/,
    ],
    [
      "a schema that holds itself",
      () => {
        const list = { type: "object", properties: {} as Record<string, unknown> };
        list.properties.next = list;
        return plain(list);
      },
      /^message "up\/x": schema at #\/properties\/next: expected a schema that does not hold itself$/,
    ],
    [
      "a schema that refers to itself",
      () =>
        Type.Object({
          a: Type.Cyclic({ List: Type.Object({ next: Type.Optional(Type.Ref("List")) }) }, "List"),
        }),
      /^message "up\/x": schema at #\/properties\/a: the keyword "\$defs" is not supported/,
    ],
    [
      "a reference",
      () => Type.Object({ a: Type.Ref("List") }),
      /^message "up\/x": schema at #\/properties\/a: the keyword "\$ref" is not supported/,
    ],
    ["a literal that UTF-8 cannot hold", () => Type.Literal("\ud800"), /half a surrogate pair/],
    [
      "a member that UTF-8 cannot hold",
      () => Type.Object({ "\udfff": Type.Null() }),
      /half a surrogate pair/,
    ],
    [
      "steps of a 32-bit float that it does not hold",
      () => plain({ ...Float32(), multipleOf: 0.01 }),
      /at #: expected multipleOf to be a number that 32 bits hold; else use Type.Number$/,
    ],
    ["bounds of a 64-bit integer", () => plain({ ...Uint64(), minimum: 1 }), /bounds of its own/],
    [
      "one that JSON Schema is not told of",
      () => plain({ ...Int64(), maxInteger: "5" }),
      /bounds of its own/,
    ],
    [
      "one beyond 64 bits",
      () => plain({ ...Int64(), maxInteger: `${2n ** 63n}` }),
      /at #: expected bounds of its own/,
    ],
    ["a 64-bit integer below its type", () => Uint64({ minimum: -1n }), /^uint64: expected integers/],
    ["a 64-bit integer beyond its type", () => Int64({ maximum: 2n ** 63n }), /^int64: expected integers/],
    ["its bounds the wrong way round", () => Uint64({ minimum: 2n, maximum: 1 }), /up to the maximum/],
    ["a bound that is no safe integer", () => Uint64({ maximum: 2 ** 53 }), /expected integers/],
    ["a bound in digits", () => Uint64({ maximum: "9" as never }), /expected integers/],
    [
      "repetition of what is compared dearly",
      () => Type.Array(Type.Object({}), { uniqueItems: true }),
      /uniqueItems/,
    ],
    [
      "a conversion of the caller's",
      () => Type.Codec(Type.String()).Decode(Number).Encode(String),
      /Type.Codec/,
    ],
  ];
  test.each(cases)("%s", (_, schema, reason) => {
    expect(() => define(schema())).toThrow(reason);
    expect(() => define(schema())).toThrow(TypeError);
  });

  test("a message without a title, or without a payload", () => {
    expect(() => defineMessage({ name: "up/x", title: "", payload: Type.Null() })).toThrow(
      /expected a title/,
    );
    expect(() => defineMessage({ name: "up/x", title: "X", payload: null as never })).toThrow(
      /expected a schema/,
    );
  });
});

describe.each(engines)("the %s engine", (_, engine) => {
  test("takes members with the names of what it calls", () => {
    const names = [
      "pattern",
      "declared",
      "payload",
      "at",
      "end",
      "items",
      "own",
      "value",
      "heads",
      "text",
      "out",
      "room",
    ];
    const members = Object.fromEntries(names.map((name) => [name, Type.String({ pattern: "^a" })]));
    const message = define(Open({ ...members, $pattern: Type.Optional(Type.Integer()) }), engine);
    const value = { ...Object.fromEntries(names.map((name) => [name, "ab"])), other: 1 };
    expect(message.decode(message.encode(value))).toEqual(value);
    expect(JSON.parse(message.transcode(message.encode(value)))).toEqual(value);
  });

  test("takes no inherited name for a member", () => {
    const inherited = Object.getOwnPropertyNames(Object.prototype);
    const members = Object.fromEntries(inherited.map((name) => [name, Type.Optional(Type.Unknown())]));
    Object.defineProperty(members, "__proto__", { value: Type.Optional(Type.Unknown()), enumerable: true });
    const message = define(Open(members), engine);
    for (const value of [{}, { other: 1 }, { constructor: 1, a: 2 }]) {
      expect(message.decode(message.encode(value))).toEqual(value);
    }
  });

  test("compares long byte strings without trouble", () => {
    const message = define(Type.Array(Bytes(), { uniqueItems: true }), engine);
    const long = new Uint8Array(400_000);
    expect(message.decode(message.encode([long, long.subarray(1)]))).toHaveLength(2);
    expect(() => message.encode([long, long.slice()])).toThrow(/without repetition/);
  });

  test("writes literals that it reads", () => {
    for (const literal of [0, 24, -1, 1.5, 2 ** 53, 1e300]) {
      const message = define(Type.Literal(literal), engine);
      expect(message.decode(message.encode(literal))).toBe(literal);
    }
    expect(define(Type.Literal(0), engine).encode(-0)).toEqual(hex("00"));
  });

  test("judges a 32-bit float by what it holds", () => {
    const message = define(Float32({ maximum: 0.1 }), engine);
    expect(message.is(0.1)).toBe(true);
    expect(message.is(Math.fround(0.0999))).toBe(true);
    expect(message.is(0.10000001)).toBe(false);
    expect(message.decode(hex("fb3fb999999999999a"))).toBe(Math.fround(0.1));
    expect(define(Float32({ minimum: 1e-60 }), engine).is(1e-50)).toBe(false);
  });
});

test("inspect calls a member by its name, whatever its key", async () => {
  const { inspect } = await import("@wirebook/codec");
  const { items } = inspect(hex("a10705"), define(Type.Object({ volt: Type.Integer({ key: 7 }) })));
  expect(items.map(({ instancePath }) => instancePath)).toEqual(["", "/volt", "/volt"]);
  expect(inspect(hex("a1616101f6")).fault?.instancePath).toBe("");
});
