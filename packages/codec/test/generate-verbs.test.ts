import { Bytes, Float32, Int64, Open, Tagged, Timestamp, Type, TypedArray } from "@wirebook/codec";
import type { TSchema } from "typebox";
import { describe, expect, test } from "vitest";
import { generate } from "../src/compiled/generate/generate.ts";
import { writeTranscode } from "../src/compiled/generate/transcode/transcode.ts";
import { verbsFor } from "../src/compiled/generate/writers.ts";
import * as runtime from "../src/compiled/runtime/runtime.ts";
import type { ViewPlan } from "../src/plan/plan.ts";
import { newContext, planOf } from "./generating.ts";

const viewName = ({ name }: ViewPlan) => name;
const limits = { bytes: 1 << 20, depth: 16, items: 100_000 };

const inOnePass: [string, TSchema][] = [
  ["Type.Integer", Type.Integer()],
  ["Type.Number", Type.Number()],
  ["Float32", Float32()],
  ["Int64", Int64()],
  ["Type.String", Type.String()],
  ["Bytes", Bytes()],
  ["Type.Boolean", Type.Boolean()],
  ["Type.Null", Type.Null()],
  ["Type.Literal", Type.Literal("C")],
  ["Type.Array", Type.Array(Type.Integer())],
  ["Type.Tuple", Type.Tuple([Type.Integer(), Type.String()])],
  ["Type.Object", Type.Object({ a: Type.Optional(Type.Integer()), b: Type.String() })],
  ["Open", Open({ a: Type.Integer() })],
  ["Tagged", Tagged(1, Type.Integer())],
  ["Type.Union", Type.Union([Type.Integer(), Type.String()])],
  ["what no schema describes", Type.Unknown()],
  ["a record of integers", Type.Record(Type.Integer(), Type.Null())],
  ["a record of texts", Type.Record(Type.String(), Type.Null())],
  ["a view", Timestamp()],
  ["a view of bytes", TypedArray("float32")],
];

const inTwo: [string, TSchema][] = [
  ["a record whose keys have a pattern", Type.Record(Type.String({ pattern: "^x" }), Type.Null())],
  ["items that are compared", Type.Array(Type.Integer(), { uniqueItems: true })],
  [
    "a member named like an integer, which comes first in an object",
    Type.Object({ a: Type.Null(), 1: Type.Null() }),
  ],
];

const around: [string, (inner: TSchema) => TSchema][] = [
  ["alone", (inner) => inner],
  ["in an array", (inner) => Type.Array(inner)],
  ["in a tuple", (inner) => Type.Tuple([Type.Null(), inner])],
  ["in an object", (inner) => Type.Object({ inner })],
  ["behind a tag", (inner) => Tagged(1, Type.Array(inner))],
  [
    "in a union",
    (inner) =>
      Type.Union([Type.Object({ is: Type.Literal(1), inner }), Type.Object({ is: Type.Literal(2) })]),
  ],
];

describe.each(around)("%s", (_where, wrap) => {
  test.each(inOnePass)("%s becomes JSON text in one pass", (_name, schema) => {
    const plan = planOf(wrap(schema));
    expect(verbsFor(plan)).toEqual(["decode", "encode", "transcode"]);
    expect(generate(plan, limits, verbsFor(plan), viewName).text).toContain("function transcode(");
  });

  test.each(inTwo)("%s does not", (_name, schema) => {
    expect(verbsFor(planOf(wrap(schema)))).toEqual(["decode", "encode"]);
  });

  test.each(inTwo)("%s would be left, were it asked for all the same", (_name, schema) => {
    expect(writeTranscode(planOf(wrap(schema)), newContext())).toMatch(/return;/);
  });
});

describe("generated code", () => {
  test("names the helpers that it calls, sorted, and no others", () => {
    const { text, helpers } = generate(planOf(Type.Array(Bytes())), limits, ["decode"], viewName);
    expect(helpers).toEqual([...helpers].sort());
    for (const helper of helpers) expect(text).toMatch(new RegExp(`\\b${helper}\\b`));
    for (const other of Object.keys(runtime).filter((name) => !helpers.includes(name))) {
      expect(text).not.toMatch(new RegExp(`\\b${other}[([]`));
    }
  });

  test("leaves at once what lies deeper than any payload may be", () => {
    const plan = planOf(Type.Array(Type.Array(Type.Array(Type.Null()))));
    const { text } = generate(plan, { ...limits, depth: 2 }, ["decode", "encode"], viewName);
    expect(text.match(/\/\/ more than 2 levels/g)).toHaveLength(2);
  });

  test("keeps a schema's text out of the code", () => {
    const hostile = Type.Object({ "*/ } process.exit(1); /*\n": Type.Literal('"+process.exit(1)+"') });
    const { text } = generate(planOf(hostile), limits, ["decode", "encode", "transcode"], viewName);
    const bare = text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""').replaceAll(/\/\/.*$/gm, "");
    expect(bare).not.toMatch(/process\s*\./);
  });
});
