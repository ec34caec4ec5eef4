import {
  BigInteger,
  Bits,
  defineMessage,
  Enum,
  IpAddress,
  Scaled,
  Tagged,
  Timestamp,
  Type,
  TypedArray,
} from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { messages } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";
import { hiddenRows } from "../src/client/folding.ts";
import { showValue } from "../src/client/show-value.ts";
import { mask } from "../src/examples/mask.ts";
import { cborType } from "../src/members/cbor-type.ts";
import { memberRows } from "../src/members/rows.ts";

describe("members", () => {
  test.each(messages.map((message) => [message.name, message] as const))(
    "of %s have one anchor each",
    (_, message) => {
      const rows = memberRows(readPlan(message.schema));
      const ids = rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { parent } of rows) if (parent !== undefined) expect(ids).toContain(parent);
      expect(ids.every((id) => /^[\w.-]+$/.test(id))).toBe(true);
    },
  );

  test("of a union of shapes have a row for each shape", () => {
    const message = defineMessage({
      name: "up/two",
      title: "Two shapes",
      payload: Type.Object({
        d: Type.Union([Type.Object({ a: Type.Integer() }), Type.Object({ b: Type.Integer() })]),
      }),
    });
    expect(memberRows(readPlan(message.schema)).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "member d",
      "shape d",
      "member d.a",
      "shape d",
      "member d.b",
    ]);
  });
});

describe("what holds itself", () => {
  const rowsOf = (payload: Type.TSchema) =>
    memberRows(readPlan(defineMessage({ name: "up/x", title: "X", payload }).schema));
  const told = (payload: Type.TSchema) =>
    rowsOf(payload).map(({ path, cbor, like, likeAnchor }) => [path, cbor, like, likeAnchor]);

  test("has its members once, and links to them where it stands again", () => {
    const tree = Type.Cyclic(
      {
        Node: Type.Object({
          v: Type.Integer({ unit: "m" }),
          children: Type.Array(Type.Ref("Node")),
          next: Type.Optional(Type.Union([Type.Ref("Node"), Type.Null()])),
        }),
      },
      "Node",
    );
    expect(told(Type.Object({ a: tree, b: Type.Record(Type.String(), tree) }))).toEqual([
      ["a", "map", undefined, undefined],
      ["a.v", "integer", undefined, undefined],
      ["a.children", "array of map", "Node", "member.a"],
      ["a.next", "map | null", "Node", "member.a"],
      ["b", "map", "Node", "member.a"],
    ]);
    expect(told(tree)).toContainEqual(["children", "array of map", "Node", "members"]);
  });

  test.each<[string, Type.TSchema, unknown[][]]>([
    [
      "in arrays alone",
      Type.Cyclic({ List: Type.Array(Type.Ref("List")) }, "List"),
      [["v", "array of List", undefined, undefined]],
    ],
    [
      "in objects without a name",
      Type.Cyclic({ List: Type.Array(Type.Object({ of: Type.Ref("List") })) }, "List"),
      [
        ["v", "array of map", undefined, undefined],
        ["v[].of", "array of map", "List", "member.v"],
      ],
    ],
    [
      "behind tags that are kept",
      Type.Cyclic(
        { Step: Type.Union([Type.Integer({ minimum: 1 }), Tagged(5, Type.Ref("Step"), { keep: true })]) },
        "Step",
      ),
      [["v", "integer | tag 5: Step", undefined, undefined]],
    ],
    [
      "in one of several shapes",
      Type.Cyclic(
        {
          Rule: Type.Union([
            Type.Object({ op: Type.Literal("not"), rule: Type.Ref("Rule") }),
            Type.Object({ op: Type.Literal("is") }),
          ]),
        },
        "Rule",
      ),
      [
        ["v", "map", undefined, undefined],
        ["v", "map", undefined, undefined],
        ["v.op", "text", undefined, undefined],
        ["v.rule", "map", "Rule", "member.v"],
        ["v", "map", undefined, undefined],
        ["v.op", "text", undefined, undefined],
      ],
    ],
  ])("%s: the table ends", (_, v, expected) => {
    expect(told(Type.Object({ v }))).toEqual(expected);
  });

  test("is masked in an example however deep it is hidden", () => {
    const payload = Type.Cyclic(
      { Node: Type.Object({ pin: Type.String({ sensitive: true }), of: Type.Array(Type.Ref("Node")) }) },
      "Node",
    );
    const { schema } = defineMessage({ name: "up/x", title: "X", payload });
    expect(mask({ pin: "1", of: [{ pin: "2", of: [] }] }, readPlan(schema))).toEqual({
      pin: "[hidden]",
      of: [{ pin: "[hidden]", of: [] }],
    });
  });
});

describe("an array of items that have a type each", () => {
  const integer = Type.Integer();
  const rest = Type.Rest(Type.Array(Type.String({ sensitive: true })));
  test.each([
    ["array of 2", Type.Tuple([integer, integer])],
    ["array of 1 … 2", Type.Tuple([integer, Type.Optional(integer)])],
    ["array of ≥ 1", Type.Tuple([integer, rest])],
    ["array of 1 … 4", Type.Tuple([integer, rest], { maxItems: 4 })],
  ])("is an %s", (expected, payload) => {
    expect(cborType(readPlan(defineMessage({ name: "up/x", title: "X", payload }).schema))).toBe(expected);
  });

  test("hides further items that are sensitive", () => {
    const { schema } = defineMessage({ name: "up/x", title: "X", payload: Type.Tuple([integer, rest]) });
    expect(mask([1, "a", "b"], readPlan(schema))).toEqual([1, "[hidden]", "[hidden]"]);
  });
});

test("a view says what it is on the wire, what in JSON, and between what bounds", () => {
  const message = defineMessage({
    name: "up/pump",
    title: "A pump",
    payload: Type.Object({
      at: Timestamp({ tag: "optional" }),
      host: IpAddress(),
      state: Enum({ idle: 0, running: 1 }),
      level: Scaled({ factor: 0.01, unit: "m", minimum: 0, maximum: 2.5 }),
      flags: Bits({ alarm: 0 }),
      samples: Type.Array(TypedArray("uint16")),
      total: BigInteger(),
    }),
  });
  const rows = memberRows(readPlan(message.schema)).map(({ cbor, json, range }) => [cbor, json, range]);
  expect(rows).toEqual([
    ["integer, float | tag 1: integer, float", "string", undefined],
    ["tag 52: byte string | tag 54: byte string", "string", undefined],
    ["integer", "string", '"idle" | "running"'],
    ["integer", "number", "0 … 2.5"],
    ["integer", "object", undefined],
    ["array of tag 69: byte string", "array", undefined],
    ["integer | tag 2: byte string | tag 3: byte string", "number | string", undefined],
  ]);
});

test("a value of a class is shown as such", () => {
  expect(showValue({ at: new Date(0) }, 99)).toBe("{at: Date(1970-01-01T00:00:00.000Z)}");
  expect(showValue(Uint16Array.of(1, 2), 99)).toBe("Uint16Array(2) [1, 2]");
  expect(showValue(BigInt64Array.of(-1n), 99)).toBe("BigInt64Array(1) [-1n]");
});

describe("rows out of sight", () => {
  const message = defineMessage({
    name: "up/tank",
    title: "A tank",
    payload: Type.Object({
      d: Type.Object({ level: Type.Number({ unit: "m" }), at: Type.Object({ lat: Type.Number() }) }),
    }),
  });
  const rows = memberRows(readPlan(message.schema)).map(({ source: _, ...row }) => row);
  const hidden = (folded: readonly string[], query: string) =>
    [...hiddenRows(rows, new Set(folded), query)].map((id) => id.replace("member.", "")).sort();

  test.each([
    ["none at first", [], "", []],
    ["all below a folded one, however deep", ["member.d"], "", ["d.at", "d.at.lat", "d.level"]],
    ["all that do not match, nor lead to one that does", [], "LEVEL ", ["d.at", "d.at.lat"]],
    ["all that have another unit", [], "number m", ["d.at", "d.at.lat"]],
    ["no folded ones while somebody searches", ["member.d"], "lat", ["d.level"]],
  ])("%s", (_, folded, query, expected) => {
    expect(hidden(folded, query)).toEqual(expected);
  });
});
