import { Bytes, diagnose, Int64, inspect, type Message, Type, Uint64 } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

/** Branches that an integer key tells apart. */
const told = Type.Union(
  Array.from({ length: 30 }, (_, kind) =>
    Type.Object({ t: Type.Literal(kind, { key: 0 }), v: Type.Optional(Type.Integer({ key: 1 })) }),
  ),
);
const three = Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()]);
const pair = Type.Tuple([Type.Integer(), Type.Optional(Type.Integer())]);
const open = Type.Tuple([Type.Integer(), Type.Rest(Type.Array(Type.String()))]);
const integer = "expected one of 0 to 29, found another";
const none = 'expected the member "t" (key 0), one of 0 to 29, found no such member';

const payloads: readonly [schema: Type.TSchema, hex: string, message: string][] = [
  [told, "a200185a0101", `unexpected at byte 2, /t: ${integer} integer`],
  [told, "a20061780101", "unexpected at byte 2, /t: expected one of 0 to 29, found text"],
  [told, "a10101", `unexpected at byte 0: ${none}`],
  [told, "01", 'unexpected at byte 0: expected a map whose "t" (key 0) is one of 0 to 29, found integer'],
  [
    told,
    "a20001617601",
    'unexpected at byte 3, /v: expected no members but "t" (key 0), "v" (key 1), found another key',
  ],
  [three, "850102030405", "unexpected at byte 0: expected an array of 3, found one of 5"],
  [pair, "80", "unexpected at byte 0: expected an array of 1 to 2, found one of 0"],
  [pair, "83010203", "unexpected at byte 0: expected an array of 1 to 2, found one of 3"],
  [pair, "820160", "unexpected at byte 2, /1: expected an integer, found text"],
  [open, "80", "unexpected at byte 0: expected an array of at least 1, found one of 0"],
  [open, "83016000", "unexpected at byte 3, /2: expected text, found integer"],
  [three, "9f01ff", "unexpected at byte 0: expected an array of 3, found one of 1"],
  [
    Uint64({ minimum: 5n }),
    "04",
    "unexpected at byte 0: expected an integer from 5 to 2^64-1, found another integer",
  ],
  [
    Int64({ maximum: 5 }),
    "06",
    "unexpected at byte 0: expected an integer from -2^63 to 5, found another integer",
  ],
  [Bytes({ length: 8 }), "420102", "unexpected at byte 0: expected a byte string of 8 bytes, found one of 2"],
  [
    Bytes({ length: 8 }),
    "5f41014102ff",
    "unexpected at byte 0: expected a byte string of 8 bytes, found one of 2",
  ],
  [Bytes({ length: 8 }), "6161", "unexpected at byte 0: expected a byte string of 8 bytes, found text"],
  [
    Type.String({ maxLength: 2 }),
    "63616161",
    "unexpected at byte 0: expected text of at most 2 characters, found one of 3",
  ],
  [
    Type.String({ maxLength: 9, pattern: "^b" }),
    "63616161",
    "unexpected at byte 0: expected text of at most 9 characters that matches ^b",
  ],
  [
    Bytes({ length: 8, sensitive: true }),
    "420102",
    "unexpected at byte 0: expected a byte string of 8 bytes, found another bytes",
  ],
  [
    Type.Array(Type.Integer(), { minItems: 3 }),
    "9f01ff",
    "unexpected at byte 0: expected an array of at least 3 items, found one of 1",
  ],
  [
    Type.Record(Type.String(), Type.Integer(), { minProperties: 2 }),
    "bf616101ff",
    "unexpected at byte 0: expected a map with text keys of at least 2 members, found one of 1",
  ],
  [
    Type.Integer(),
    "dbffffffffffffffff01",
    "unexpected at byte 0: expected an integer, found tag 18446744073709551615",
  ],
];

const values: readonly [schema: Type.TSchema, value: unknown, message: string][] = [
  [told, { t: 90 }, `unexpected at /t: ${integer} number`],
  [told, {}, `unexpected: ${none}`],
  [three, [1], "unexpected: expected an array of 3, found one of 1"],
  [Type.String({ maxLength: 2 }), "abc", "unexpected: expected text of at most 2 characters, found one of 3"],
  [
    Type.Record(Type.String(), Type.Integer(), { minProperties: 2 }),
    { a: 1, b: undefined },
    "unexpected: expected a map with text keys of at least 2 members, found one of 1",
  ],
];

describe.each(engines)("%s engine", (engine) => {
  const defined = (payload: Type.TSchema) =>
    define({ name: "up/x", title: "X", payload }, { engine }) as unknown as Message;

  test.each(payloads)("$type: %s %s tells: %s", (schema, hex, message) => {
    expect(() => defined(schema).decode(fromHex(hex))).toThrow(expect.objectContaining({ message }));
  });

  test.each(values)("%s of the value %j tells: %s", (schema, value, message) => {
    expect(() => defined(schema).encode(value)).toThrow(expect.objectContaining({ message }));
    expect(() => defined(schema).fromJson(value)).toThrow(expect.objectContaining({ message }));
  });

  test("the length of a byte string in its JSON form is that of its bytes", () => {
    expect(() => defined(Bytes({ length: 8 })).fromJson("AAAA")).toThrow("of 8 bytes, found one of 3");
  });
});

test("the number of a tag is exact, however large", () => {
  const payload = fromHex("dbffffffffffffffff01");
  expect(diagnose(payload)).toBe("18446744073709551615(1)");
  const { items, fault } = inspect(payload);
  expect(items[0]).toMatchObject({
    kind: "tag 18446744073709551615",
    diagnostic: "tag(18446744073709551615)",
  });
  expect(fault?.found).toBe("tag 18446744073709551615");
});
