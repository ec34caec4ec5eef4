/**
 * Inside of what is sensitive, names that no schema declares are data: no error tells them, by any of its ways.
 */
import { inspect } from "node:util";
import {
  ArrayStruct,
  Bytes,
  type CodecError,
  Cyclic,
  Embedded,
  Hex,
  jsonToCbor,
  MapOf,
  Open,
  SetOf,
  type StandardResult,
  Tag,
  Tagged,
  Type,
} from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import { errorOf } from "wirebook-test/checks/told";

const { Array: List, Integer, Object: Obj, Optional, Record, String: Text, Tuple, Union } = Type;
const sensitive = true;
const secret = "s3cret";

/** A definition, a value of it that is wrong behind a secret name, and the path that is told. */
const rows: readonly (readonly [row: string, schema: Schema, value: unknown, path: string])[] = [
  ["a record", Record(Text(), Integer(), { sensitive }), { [secret]: "x" }, "/[hidden]"],
  [
    "a record in an object",
    Obj({ r: Record(Text(), Integer(), { sensitive }) }),
    { r: { [secret]: "x" } },
    "/r/[hidden]",
  ],
  [
    "what holds a record",
    Obj({ r: Record(Text(), Integer()) }, { sensitive }),
    { r: { [secret]: "x" } },
    "/r/[hidden]",
  ],
  [
    "members behind a name",
    Record(Text(), Obj({ a: Integer() }), { sensitive }),
    { [secret]: { a: "x" } },
    "/[hidden]/a",
  ],
  [
    "items behind a name",
    Record(Text(), List(Integer()), { sensitive }),
    { [secret]: [0, "x"] },
    "/[hidden]/1",
  ],
  [
    "a name in a name",
    Record(Text(), Record(Text(), Integer()), { sensitive }),
    { a: { [secret]: "x" } },
    "/[hidden]/[hidden]",
  ],
  [
    "a name that is escaped",
    Record(Text(), Integer(), { sensitive }),
    { [`${secret}/~0`]: "x" },
    "/[hidden]",
  ],
  ["a declared name that is escaped", Obj({ "a/~": Integer() }, { sensitive }), { "a/~": "x" }, "/a~1~0"],
  ["a member that is none", Obj({ a: Optional(Integer()) }, { sensitive }), { [secret]: 1 }, "/[hidden]"],
  [
    "a pattern that a name does not match",
    Record(Text({ pattern: "^a" }), Integer(), { sensitive }),
    { [secret]: 1 },
    "/[hidden]",
  ],
  ["behind a tag", Tagged(9, Record(Text(), Integer(), { sensitive })), { [secret]: "x" }, "/[hidden]"],
  [
    "behind a kept tag",
    Tagged(9, Record(Text(), Integer()), { keep: true, sensitive }),
    { tag: 9, value: { [secret]: "x" } },
    "/value/[hidden]",
  ],
  ["in a payload", Embedded(Record(Text(), Integer()), { sensitive }), { [secret]: "x" }, "/[hidden]"],
  ["a branch", Union([Record(Text(), Integer()), Integer()], { sensitive }), { [secret]: "x" }, "/[hidden]"],
  ["an item", Tuple([Record(Text(), Integer())], { sensitive }), [{ [secret]: "x" }], "/0/[hidden]"],
  [
    "an array with names",
    ArrayStruct({ a: Record(Text(), Integer()) }, { sensitive }),
    { a: { [secret]: "x" } },
    "/a/[hidden]",
  ],
  [
    "what holds itself",
    Cyclic({ A: Obj({ r: Optional(Record(Text(), Type.Ref("A"))) }) }, "A"),
    { r: { public: { r: { open: 1 } } } },
    "/r/public/r/open",
  ],
  [
    "a secret that holds itself",
    Cyclic({ A: Obj({ r: Optional(Record(Text(), Type.Ref("A"), { sensitive })) }) }, "A"),
    { r: { a: { r: { [secret]: 1 } } } },
    "/r/[hidden]/r/[hidden]",
  ],
  [
    "what is no secret",
    Obj({ a: Record(Text(), Integer()), b: Optional(Bytes({ sensitive })) }),
    { a: { name: "x" } },
    "/a/name",
  ],
];

/** Where only a value in memory, or in JSON, is wrong. */
const values: typeof rows = [
  ["a map", MapOf(Text(), Integer(), { sensitive }), new Map([[secret, "x"]]), ""],
  ["a set", SetOf(Text(), { sensitive }), new Set([secret, 1]), ""],
  ["an undeclared member", Open({}, { sensitive }), { [secret]: Symbol() }, "/[hidden]"],
  [
    "what is undescribed",
    Obj({ a: Type.Unknown({ sensitive }) }),
    { a: { [secret]: [Symbol()] } },
    "/a/[hidden]/[hidden]",
  ],
  ["a name that is none", ArrayStruct({ a: Integer() }, { sensitive }), { a: 1, [secret]: 1 }, "/[hidden]"],
];

/** What is on the wire, where it is another value than in memory. */
const wires: { readonly [row: string]: unknown } = {
  "behind a tag": new Tag(9, { [secret]: "x" }),
  "behind a kept tag": new Tag(9, { [secret]: "x" }),
  "in a payload": jsonToCbor({ [secret]: "x" }),
  "an array with names": [{ [secret]: "x" }],
};

/** All that an error shows. */
function shown(error: unknown): string {
  const { message, stack, issues } = error as CodecError;
  return [
    message,
    stack,
    JSON.stringify(error),
    JSON.stringify(issues),
    inspect(error, { depth: 9, showHidden: true }),
  ].join();
}

const message = (payload: Schema) => ({ name: "up/x", title: "X", payload }) as const;

describe.each([...rows, ...values])("names are hidden as values are: %s", (row, schema, value, path) => {
  test("in all engines, by every verb", () => {
    for (const engine of engines) {
      const made = define(message(schema), { engine });
      const verbs = [
        () => made.encode(value as never),
        () => made.toJson(value as never),
        () => made.fromJson(value),
      ];
      const errors = verbs.map(errorOf);
      for (const error of errors) {
        expect(error.instancePath).toBe(path);
        expect(shown(error)).not.toContain(secret);
      }
      const told = made["~standard"].validate(value) as StandardResult<unknown>;
      expect(told.issues?.[0]?.path).toEqual(
        path
          .split("/")
          .slice(1)
          .map((part) => part.replace("~1", "/").replace("~0", "~")),
      );
      if (values.some(([other]) => other === row)) continue;
      const anything = define(message(Type.Unknown()), { engine: "interpreted" });
      const plain = anything.encode(wires[row] ?? value);
      for (const verb of ["decode", "transcode"] as const) {
        const error = errorOf(() => made[verb](plain));
        expect(error.instancePath).toBe(path);
        expect(error.offset).toBeGreaterThan(0);
        expect(shown(error)).not.toContain(secret);
      }
    }
  });
});

/** `{ "s3cret": 0, "s3cret": 0 }`, a text and a byte string with these letters as keys, and bad UTF-8 behind it. */
const misfits = {
  "repeats a name": "a2667333637265740066733363726574 00",
  "repeats bytes": "a2467333637265740046733363726574 00",
  "holds bad UTF-8": "a16673336372657461ff",
  "holds a number twice": "a11a0073636ca200000000",
};
const told = [secret, "czNjcmV0", String(0x73636c)];

describe.each<[string, (options: { sensitive: true }) => Schema]>([
  ["a text", (options) => Text(options)],
  ["a text with a pattern", (options) => Text({ ...options, pattern: "^[0-9]+$" })],
  ["a byte string", (options) => Bytes(options)],
  ["an integer", (options) => Integer(options)],
  ["a tuple", (options) => Tuple([Text()], options)],
  ["a union", (options) => Union([Type.Null(), Integer()], options)],
  ["what has a tag", (options) => Tagged(9, Text(), options)],
  ["a payload", (options) => Embedded(Integer(), options)],
  ["a set", (options) => SetOf(Text(), options)],
  ["hexadecimal digits", (options) => Hex(options)],
])("a map in place of %s that is to be hidden", (_, secretOf) => {
  // A map in place of an array may tell a number: in a path, it is that of an item.
  test.each(Object.entries(misfits))("tells none of its names where it %s", (_, hex) => {
    const payload = fromHex(`a16170${hex.replace(" ", "")}`);
    for (const engine of engines) {
      const made = define(message(Obj({ p: secretOf({ sensitive }) })), { engine });
      for (const verb of ["decode", "transcode"] as const) {
        const error = errorOf(() => made[verb](payload));
        expect(error.instancePath).toMatch(/^\/p(\/\[hidden\]|\/0)*$/);
        for (const name of told) expect(shown(error)).not.toContain(name);
      }
    }
  });
});
