/**
 * Layers around one another: tags and byte strings around views and around what no schema describes.
 */
import {
  BigInteger,
  Bytes,
  defineMessage,
  Embedded,
  Enum,
  Float,
  IpAddress,
  inspect,
  Open,
  Scaled,
  Simple,
  Tag,
  Tagged,
  Timestamp,
  Type,
  Uuid,
  undeclared,
} from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { told } from "wirebook-test/checks/told";

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const id = "00112233-4455-6677-8899-aabbccddeeff";
const idBytes = "5000112233445566778899aabbccddeeff";
const definition = <Payload extends Type.TSchema>(payload: Payload) => ({
  name: "up/x" as const,
  title: "X",
  payload,
});

/** Of each: the schema, a payload, its value, its JSON, and what is written where that is another payload. */
const layered: readonly [string, Type.TSchema, string, unknown, unknown, string?][] = [
  ["a tag around the tag of a view", Tagged(61, Uuid({ tag: true })), `d83dd825${idBytes}`, id, id],
  [
    "optional tags around a view",
    Tagged(61, Uuid({ tag: "optional" }), { optional: true }),
    idBytes,
    id,
    id,
    `d83d${idBytes}`,
  ],
  [
    "optional tags around a view, with all of them",
    Tagged(61, Uuid({ tag: "optional" }), { optional: "omitted" }),
    `d83dd825${idBytes}`,
    id,
    id,
    idBytes,
  ],
  [
    "a view of several bases behind an optional tag",
    Tagged(9, BigInteger(), { optional: true }),
    "c2420100",
    256n,
    256,
    "c9190100",
  ],
  [
    "a view behind a tag that is kept",
    Tagged(9, Enum({ on: 1 }), { keep: true }),
    "c901",
    { tag: 9, value: "on" },
    { tag: 9, value: "on" },
  ],
  [
    "views in payloads in payloads",
    Type.Tuple([
      Enum({ on: 1 }),
      Embedded(Type.Tuple([Uuid(), Embedded(Enum({ off: 2 }))])),
      Enum({ on: 1 }),
    ]),
    `830154${`82${idBytes}4102`}01`,
    ["on", [id, "off"], "on"],
    ["on", [id, "off"], "on"],
  ],
  [
    "what no schema describes in payloads in payloads",
    Type.Tuple([
      Type.Unknown(),
      Embedded(Type.Tuple([Type.Unknown(), Embedded(Open({ on: Type.Boolean() }))])),
      Type.Unknown(),
    ]),
    "83c101 4f 82f0 4c a2 626f6e f5 42 0001 d9 4d2f 60 f93c00".replaceAll(" ", ""),
    [
      new Tag(1, 1),
      [
        new Simple(16),
        { on: true, "AAE=": new Tag(19759, ""), [undeclared]: [{ key: Uint8Array.of(0, 1), name: "AAE=" }] },
      ],
      new Float(1),
    ],
    [{ tag: 1, value: 1 }, [{ simple: 16 }, { on: true, "AAE=": { tag: 19759, value: "" } }], 1],
  ],
  [
    "what no schema describes behind a tag that is kept",
    Tagged(9, Type.Unknown(), { keep: true }),
    "c9c1f7",
    { tag: 9, value: new Tag(1, new Simple(23)) },
    { tag: 9, value: { tag: 1, value: null } },
  ],
];

const union = Type.Union([
  Tagged(17, Type.Unknown(), { keep: true }),
  Tagged(18, Timestamp({ tag: true }), { keep: true }),
  IpAddress(),
  Scaled(0.5),
]);

describe.each(engines)("the %s engine", (engine) => {
  const one = (payload: Type.TSchema, limits = {}) => define(definition(payload), { engine, limits });

  test.each(layered)("reads and writes %s", (_, payload, hex, value, json, written = hex) => {
    const message = one(payload);
    expect(message.decode(fromHex(hex))).toEqual(value);
    expect(message.toJson(message.decode(fromHex(hex)))).toEqual(json);
    expect(JSON.parse(message.transcode(fromHex(hex)))).toEqual(json);
    expect(toHex(message.encode(message.decode(fromHex(hex))))).toBe(written);
  });

  test.each([
    ["d1c1f7", { tag: 17, value: { tag: 1, value: null } }],
    ["d2c11a65920080", { tag: 18, value: "2024-01-01T00:00:00Z" }],
    ["d83444c0000201", "192.0.2.1"],
    ["03", 1.5],
  ])("tells by the tag, or by a view, which branch %s is of", (hex, json) => {
    const message = one(union);
    const value = message.decode(fromHex(hex));
    expect(message.toJson(value)).toEqual(json);
    expect(message.decode(message.encode(value))).toEqual(value);
  });

  test("tells where a view in a payload in the payload is wrong", () => {
    const message = one(Type.Tuple([Type.Null(), Embedded(Type.Tuple([Enum({ on: 1 })]))]));
    expect(told(() => message.decode(fromHex("82f6428102")))).toMatch(/at byte 4, \/1\/0: expected "on"/);
    expect(told(() => message.encode([null, ["off"]]))).toMatch(/at \/1\/0: expected "on"/);
  });

  test("tells of equal keys that no schema describes in a payload in the payload", () => {
    const message = one(Embedded(Type.Unknown()));
    expect(told(() => message.decode(fromHex("45a280008001")))).toMatch(
      /^invalid at byte 4: expected each key once/,
    );
  });

  test("counts the tags of views that are in payloads in the payload", () => {
    const payload = Embedded(Tagged(61, Uuid({ tag: true })));
    for (const [limits, expected] of [
      [{ items: 3 }, "at most 3 data items"],
      [{ depth: 2 }, "at most 2 levels"],
    ] as const) {
      const message = one(payload, limits);
      expect(told(() => message.decode(fromHex(`55d83dd825${idBytes}`)))).toContain(expected);
      expect(told(() => message.encode(id))).toContain(expected);
    }
    const message = one(payload, { items: 4, depth: 3 });
    expect(message.decode(message.encode(id))).toBe(id);
  });
});

test("a byte string in what no schema describes is just its bytes", () => {
  const message = defineMessage(definition(Type.Unknown()));
  expect(message.toJson(message.decode(fromHex("d818 41 01".replaceAll(" ", ""))))).toEqual({
    tag: 24,
    value: "AQ==",
  });
});

test("inspect looks through a byte string at views and at what no schema describes", () => {
  const state = Enum({ on: 1 }, { description: "whether it runs" });
  const message = defineMessage(definition(Embedded(Open({ state, raw: Type.Optional(Bytes()) }))));
  const { items, fault } = inspect(fromHex("4ca2657374617465016178c1f7"), message);
  expect(fault).toBeUndefined();
  expect(items.map(({ diagnostic, instancePath }) => `${diagnostic} ${instancePath}`)).toEqual([
    "bytes(12) ",
    "map(2) ",
    '"state" /state',
    "1 /state",
    '"x" /x',
    "tag(1) /x",
    "undefined /x",
  ]);
  expect(items[3]?.description).toBe("whether it runs");
});
