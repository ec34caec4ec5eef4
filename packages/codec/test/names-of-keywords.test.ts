import { defineMessage, Type } from "@wirebook/codec";
import { expect, test } from "vitest";

const NAMES = [
  ...["items", "additionalProperties", "anyOf", "allOf", "prefixItems", "properties", "patternProperties"],
  ...["$defs", "$ref", "type", "const", "enum", "default", "required", "cborView", "cborArray", "key"],
];

test.each(NAMES)("a member may be called %s, one that may be left out too", (name) => {
  for (const member of [Type.Integer(), Type.Optional(Type.Integer())]) {
    const payload = Type.Object({ [name]: member });
    const { decode, encode } = defineMessage({ name: "up/named", title: "Named", payload });
    expect(decode(encode({ [name]: 1 }))).toEqual({ [name]: 1 });
  }
});

test("what is no member may still not be left out", () => {
  const part = Type.Optional(Type.Integer());
  for (const payload of [Type.Array(part), Type.Object({ properties: Type.Array(part) })])
    expect(() => defineMessage({ name: "up/named", title: "Named", payload })).toThrow(
      "expected Type.Optional only of members of an object",
    );
});
