import { messages } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";
import { fit } from "../src/shared/fit.ts";

describe("layout", () => {
  test.each([
    ['{"a": 1, "b": [1, 2]}', 40, '{ "a": 1, "b": [1, 2] }'],
    ['{"a": 1, "b": [1, 2]}', 16, '{\n  "a": 1,\n  "b": [1, 2]\n}'],
    ['{"a": "x, {y}"}', 8, '{\n  "a": "x, {y}"\n}'],
    ["[h'00ff', -1, {}]", 40, "[h'00ff', -1, {}]"],
  ])("%s within %i", (flat, width, laid) => {
    expect(fit(flat, width)).toBe(laid);
  });

  test("changes nothing but space", () => {
    const examples = messages.flatMap((message) => message.examples.map(({ json }) => ({ message, json })));
    for (const { message, json } of examples) {
      const text = message.transcode(message.encode(message.fromJson(json)));
      expect(JSON.parse(fit(text))).toEqual(JSON.parse(text));
    }
  });
});
