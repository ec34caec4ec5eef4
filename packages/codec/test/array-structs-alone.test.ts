/** Array structs where `ArrayStruct` was not called, which brings along what its arrays need. */
import { defineMessage, inspect, type Type } from "@wirebook/codec";
import { createMessage } from "@wirebook/codec/runtime";
import { expect, test } from "vitest";

const [name, title] = ["up/x", "X"] as const;
const schema = {
  type: "object",
  cborArray: ["a"],
  required: ["a"],
  properties: { a: { type: "integer" } },
  additionalProperties: false,
};

test("a schema that no builder of this program wrote is refused", () => {
  expect(() => defineMessage({ name, title, payload: schema as Type.TSchema })).toThrow(
    "expected cborArray to be that of a builder which was called here",
  );
});

test("a module that was compiled ahead of time tells what is wrong all the same", () => {
  const leaving = { decode: () => undefined, encode: () => undefined };
  const message = createMessage<object, object, typeof name>(
    { name, title, summary: "", draft: false, roles: {}, schema },
    leaving,
    { kind: "tuple", items: [{ kind: "integer" }], names: ["a"] },
  );
  expect(message.fromJson({ a: 1 })).toEqual({ a: 1 });
  expect(() => message.encode({ a: "1" })).toThrow("/a: expected an integer, found text");
  expect(message.decode(Uint8Array.of(0x81, 1))).toEqual({ a: 1 });
  expect(message.encode({ a: 1 })).toEqual(Uint8Array.of(0x81, 1));
  const paths = inspect(Uint8Array.of(0x81, 1), message).items.map(({ instancePath }) => instancePath);
  expect(paths).toEqual(["", "/a"]);
});
