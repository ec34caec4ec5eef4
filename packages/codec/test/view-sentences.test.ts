/** What a fault of a view says. */
import { Enum, Type, Uuid } from "@wirebook/codec";
import { expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

/** A view, a payload or a value that is none of it, and the sentence. */
const sentences: [string, Schema, { hex: string } | { json: unknown }, string][] = [
  [
    "too few bytes",
    Uuid(),
    { hex: "43010203" },
    "unexpected at byte 3, /v: expected a UUID, found another bytes",
  ],
  [
    "another tag",
    Uuid({ tag: true }),
    { hex: "c101" },
    "unexpected at byte 3, /v: expected tag 37 with a UUID, found tag 1",
  ],
  [
    "what a tag is on",
    Uuid({ tag: true }),
    { hex: "d82501" },
    "unexpected at byte 5, /v: expected a UUID, found integer",
  ],
  [
    "what an optional tag is on",
    Uuid({ tag: "optional" }),
    { hex: "d82501" },
    "unexpected at byte 3, /v: expected a UUID, found another tag 37",
  ],
  ["another text", Uuid(), { json: "C232AB00" }, "unexpected at /v: expected a UUID, found another text"],
  [
    "an unknown number",
    Enum({ idle: 0, running: 1 }),
    { hex: "07" },
    'unexpected at byte 3, /v: expected one of "idle", "running", found another integer',
  ],
  [
    "a secret",
    Enum({ idle: 0, running: 1 }, { sensitive: true }),
    { json: "x" },
    "unexpected at /v: expected one of the declared values, found another text",
  ],
  [
    "no branch of a union",
    Type.Union([Enum({ one: 1 }), Type.Null()]),
    { hex: "02" },
    'unexpected at byte 3, /v: expected "one", or null, found integer',
  ],
];

test.each(sentences)("%s", (_, schema, given, sentence) => {
  for (const engine of engines) {
    const message = define(
      { name: "test/view", title: "View", payload: Type.Object({ v: schema }) },
      { engine },
    );
    const run = () =>
      "hex" in given ? message.decode(fromHex(`a16176${given.hex}`)) : message.fromJson({ v: given.json });
    expect(run).toThrow(sentence);
  }
});

test("two that cannot be told apart are refused at definition", () => {
  const define2 = (one: Schema, other: Schema) => () =>
    define({ name: "test/view", title: "View", payload: Type.Union([one, other]) }, { engine: "compiled" });
  expect(define2(Uuid(), Type.String())).toThrow("view and text are both text");
  expect(define2(Enum({ a: 1 }), Type.Integer())).toThrow("view and integer are both integer");
});

test("a view that no builder made is refused at definition", () => {
  const payload = Type.Unsafe({
    type: "string",
    cborView: { name: "nothing", of: [{ type: "integer" }], expected: "it" },
  });
  expect(() => define({ name: "test/view", title: "View", payload }, { engine: "compiled" })).toThrow(
    "expected cborView to be that of a builder which was called here",
  );
});
