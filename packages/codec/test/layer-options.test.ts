/**
 * Options of `Tagged` and `Embedded`: what is said of a field around which a tag or a byte string lies.
 */
import { defineMessage, Embedded, type FieldOptions, Tagged, Type, Uuid } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const [name, title] = ["up/x", "X"] as const;

/** The builders, with what they write around the text "1234". */
const builders: [string, (content: Type.TSchema, words: FieldOptions) => Type.TSchema, string][] = [
  ["Embedded", (content, words) => Embedded(content, words), "456431323334"],
  [
    "Embedded behind its tag",
    (content, words) => Embedded(content, { tag: true, ...words }),
    "d818456431323334",
  ],
  ["Tagged", (content, words) => Tagged(1, content, words), "c16431323334"],
  ["an optional tag", (content, words) => Tagged(1, content, { optional: true, ...words }), "c16431323334"],
  ["a kept tag", (content, words) => Tagged(1, content, { keep: true, ...words }), "c16431323334"],
  [
    "one in another",
    (content, words) => Tagged(1, Embedded(content, words), { optional: true }),
    "c1456431323334",
  ],
];

describe.each(builders)("%s", (_, build, hex) => {
  const payload = Type.Object({ pin: build(Type.String(), { sensitive: true, key: 1 }) });

  test.each(engines)("hides what it is said to hide, under the key that it is given: %s", (engine) => {
    const message = define({ name, title, payload }, { engine });
    const value = message.decode(fromHex(`a101${hex}`));
    expect(message.encode(value)).toEqual(fromHex(`a101${hex}`));
    expect(message.toJson(value, { redact: true })).toEqual({ pin: "[hidden]" });
  });

  test("words of its own stand in the JSON Schema", () => {
    const words = { title: "Pin", unit: "V", source: "here", "x-own": 1, $comment: "own" };
    const field = build(Type.String({ title: "inside", description: "kept" }), words);
    const { schema } = defineMessage({ name, title, payload: Type.Object({ field }) });
    expect(schema.properties).toHaveProperty("field", expect.objectContaining(words));
    expect(JSON.stringify(schema)).toContain("kept");
  });

  test("what nothing would check is refused", () => {
    for (const word of ["tagg", "minimum", "maxLength", "cborTag", "type"]) {
      expect(() => build(Type.String(), { [word]: 1 })).toThrow(
        new RegExp(`^(Tagged|Embedded): the option "${word}" is not supported here$`),
      );
    }
  });

  test("no content is refused in words", () => {
    expect(() => build(undefined as never, {})).toThrow(
      /^(Tagged|Embedded): expected a schema of the content$/,
    );
  });
});

describe("around what says something already", () => {
  const member = (payload: Type.TSchema) =>
    defineMessage({ name, title, payload: Type.Object({ a: payload }) }).schema.properties as object;

  test("the outer words count, but for undefined, and what is sensitive remains so", () => {
    const inner = Type.String({ key: 1, sensitive: true, description: "inner" });
    const outer = { sensitive: false, description: "outer", key: undefined } as never;
    for (const field of [Tagged(1, inner, outer), Embedded(inner, outer)]) {
      expect(member(field)).toMatchObject({ a: { key: 1, sensitive: true, description: "outer" } });
    }
  });

  test("a view and what may be lacking stay what they are", () => {
    const field = Tagged(1, Type.Optional(Uuid()), { description: "outer" });
    expect(member(field)).toMatchObject({ a: { description: "outer", cborView: { name: "uuid" } } });
    expect(Type.IsOptional(field)).toBe(true);
  });
});

test("an option of another builder is refused", () => {
  const said = (run: () => unknown, text: string) => expect(run).toThrow(new TypeError(text));
  const bad = (options: object) => options as never;
  said(
    () => Embedded(Type.Null(), bad({ tag: "omitted" })),
    'Embedded: expected tag to be one of true, false, "optional"',
  );
  said(
    () => Embedded(Type.Null(), bad({ zeroLengthMap: 1 })),
    "Embedded: expected zeroLengthMap to be one of true, false",
  );
  said(
    () => Tagged(1, Type.Null(), bad({ optional: "optional" })),
    'Tagged: expected optional to be one of true, false, "omitted"',
  );
  said(() => Tagged(1, Type.Null(), bad({ keep: "yes" })), "Tagged: expected keep to be one of true, false");
});
