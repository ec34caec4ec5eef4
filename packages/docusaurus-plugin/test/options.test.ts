import { normalizePluginOptions } from "@docusaurus/utils-validation";
import { DEFAULT_OPTIONS, type Options, validateOptions } from "docusaurus-plugin-wirebook";
import { describe, expect, test } from "vitest";

const validate = (options: unknown) =>
  validateOptions({ validate: normalizePluginOptions as never, options: options as Options });

describe("options", () => {
  test("are filled in", () => {
    expect(validate({ messages: "./messages.mjs" })).toEqual({
      ...DEFAULT_OPTIONS,
      messages: "./messages.mjs",
    });
  });

  test("take a function that returns the definitions, and an id for one of several instances", () => {
    const messages = () => [];
    expect(validate({ id: "second", messages })).toMatchObject({ id: "second", messages });
  });

  test.each([
    [{}, "messages"],
    [{ messages: [] }, "copies a list into the JavaScript of every page"],
    [{ messages: "./m.mjs", playground: "/leading" }, "playground"],
    [{ messages: "./m.mjs", topic: [{ name: "prefix" }] }, "example"],
    [{ messages: "./m.mjs", broker: "host; rm -rf" }, "broker"],
    [{ messages: "./m.mjs", unknown: 1 }, "unknown"],
  ])("%o is refused", (options, words) => {
    expect(() => validate(options)).toThrow(words);
  });
});
