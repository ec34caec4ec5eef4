import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { defineMessage, Open, Tagged, Type } from "@wirebook/codec";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "wirebook-typebox-"));
const original = dirname(fileURLToPath(import.meta.resolve("typebox")));
cpSync(original, join(folder, "build"), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));
const second = (await import(pathToFileURL(join(folder, "build/index.mjs")).href)) as { Type: typeof Type };

/** The same schema, by the builders of one copy of TypeBox or another. */
function schemaBy(T: typeof Type) {
  return T.Object({
    n: T.Integer({ minimum: 0, key: 1 }),
    maybe: T.Optional(T.String({ maxLength: 4 })),
    either: T.Union([T.Literal("C"), T.Literal("T"), T.Null()]),
    pair: T.Tuple([T.Number(), T.Boolean()]),
    counts: T.Record(T.Integer(), T.Array(T.Integer())),
    names: T.Record(T.String(), T.Unknown()),
    bytes: T.Codec(T.String({ contentEncoding: "base64" }))
      .Decode((): Uint8Array => new Uint8Array())
      .Encode(() => ""),
  });
}

test("schemas of a program's own copy of TypeBox are taken like ours", () => {
  expect(second.Type).not.toBe(Type);
  const [ours, theirs] = [Type, second.Type].map((T) =>
    defineMessage({ name: "up/x", title: "X", payload: schemaBy(T) }),
  ) as [Message, Message];
  type Message = ReturnType<typeof defineMessage<ReturnType<typeof schemaBy>, "up/x">>;
  expect(theirs.schema).toEqual(ours.schema);
  const value = {
    n: 1,
    maybe: "a",
    either: "C" as const,
    pair: [1.5, true] as [number, boolean],
    counts: { 1: [1, 2] },
    names: { a: null },
    bytes: Uint8Array.of(1, 255),
  };
  expect(theirs.encode(value)).toEqual(ours.encode(value));
  expect(theirs.decode(ours.encode(value))).toEqual(value);
  expect(theirs.toJson(value)).toEqual(ours.toJson(value));
  for (const wrong of [
    { ...value, maybe: "too long" },
    { ...value, pair: [1] },
    { ...value, other: 1 },
  ]) {
    expect([theirs.is(wrong), ours.is(wrong)]).toEqual([false, false]);
  }
});

test("marks that a version of TypeBox lets be seen are no keywords", () => {
  const marked = { ...Type.Object({ a: Type.Integer() }), "~unsafe": null };
  const message = defineMessage({ name: "up/x", title: "X", payload: marked as never });
  expect(message.schema).toEqual(
    defineMessage({ name: "up/x", title: "X", payload: Type.Object({ a: Type.Integer() }) }).schema,
  );
});

test.each<[string, (of: Type.TObject) => Type.TSchema]>([
  ["Partial", Type.Partial],
  ["Required", Type.Required],
  ["Pick", (of) => Type.Pick(of, ["a"])],
  ["Omit", (of) => Type.Omit(of, ["b"])],
  ["ReadonlyObject", Type.ReadonlyObject],
  ["ReadonlyType", Type.ReadonlyType],
])("Type.%s keeps what is said of the whole object", (_, made) => {
  const members = { a: Type.Integer(), b: Type.Null() };
  const open = Open(members, { sensitive: true, minProperties: 1 }) as unknown as Type.TObject;
  const message = defineMessage({ name: "up/x", title: "X", payload: made(Tagged(5, open)) });
  expect(message.schema).toMatchObject({
    cborTag: 5,
    sensitive: true,
    minProperties: 1,
    additionalProperties: true,
  });
  expect(made(Type.Object(members, { examples: [{ a: 1, b: null }] }))).not.toMatchObject({
    examples: expect.anything(),
  });
});

test("of a union and of objects together, what is said of one of them is refused, where it would be lost", () => {
  const [open, closed] = [Open({ a: Type.Null() }), Type.Object({ b: Type.Null() })];
  expect(() => Type.Partial(Type.Union([open, closed]))).toThrow(/expected one object/);
  expect(() => Type.Interface([open], {})).toThrow(/expected one object/);
  expect(Type.Partial(Type.Union([closed, closed])).anyOf).toHaveLength(2);
  expect(Object.keys(Type.Interface([closed], { c: Type.Null() }).properties)).toEqual(["b", "c"]);
});
