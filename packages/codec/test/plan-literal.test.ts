import { Bytes, Int64, Open, Type } from "@wirebook/codec";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { planLiteral } from "../src/compile/plan-literal.ts";
import { planOf } from "./generating.ts";

describe("a plan as a literal", () => {
  const rows: [string, TSchema, string][] = [
    ["says no more than its kind", Type.Null(), '{ kind: "null" }'],
    ["has its bounds", Type.Integer({ minimum: 0, description: "x" }), '{ kind: "integer", minimum: 0 }'],
    ["keeps what is sensitive", Bytes({ sensitive: true }), '{ kind: "bytes", sensitive: true }'],
    [
      "has integers of 64 bits",
      Int64(),
      '{ kind: "wide-integer", least: -(2n ** 63n), greatest: 2n ** 63n - 1n }',
    ],
    [
      "has values in one line",
      Type.Union([Type.Literal("a\u2028"), Type.Literal(1), Type.Null()]),
      '{ kind: "union", branches: [\n  { kind: "literal", values: ["a\\u2028", 1] },\n  { kind: "null" },\n], clues: [] }',
    ],
    [
      "has a line for each member",
      Open({ a: Type.Null(), b: Type.Optional(Type.Null({ key: 1 })) }),
      '{ kind: "object", members: [\n  { name: "a", key: "a", required: true, value: { kind: "null" } },\n' +
        '  { name: "b", key: 1, value: { kind: "null" } },\n], additional: { kind: "any" } }',
    ],
  ];
  test.each(rows)("%s", (_, schema, literal) => {
    expect(planLiteral(planOf(schema))).toBe(literal);
  });

  test("holds itself where the plan does", () => {
    const payload = Type.Cyclic({ List: Type.Array(Type.Ref("List"), { maxItems: 2 }) }, "List");
    const read = new Function(`return ${planLiteral(planOf(payload))}`)();
    expect(read).toMatchObject({ kind: "array", maxItems: 2 });
    expect(read.items).toBe(read);
  });

  test("is the plan again when it is run, but for the schema and what is false", () => {
    const plan = planOf(
      Type.Object({ a: Type.Array(Type.String({ pattern: "[\"'`\\\\]" }), { minItems: 1 }) }),
    );
    const read: unknown = new Function(`return ${planLiteral(plan)}`)();
    const bare = JSON.parse(JSON.stringify(plan), (name, value) =>
      ["schema", "schemaPath"].includes(name) || value === false ? undefined : value,
    );
    expect(read).toEqual(bare);
  });
});
