import { defineMessage, Type } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { messages } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";
import { hiddenRows } from "../src/client/folding.ts";
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
