import { Type } from "@wirebook/codec";
import type { TNumberOptions, TStringOptions } from "typebox";
import { describe, expect, test } from "vitest";
import { lengthConditions, numericConditions, textConditions } from "../src/compiled/generate/bounds.ts";
import { fitsBounds } from "../src/json/constraints.ts";
import type { NumberPlan, TextPlan } from "../src/plan/plan.ts";
import { evaluate, newContext, planOf } from "./generating.ts";

const either = (conditions: readonly string[]) =>
  conditions.length === 0 ? "false" : conditions.join(" || ");

describe("a number is out of bounds", () => {
  const rows: [string, TNumberOptions, number[], number[]][] = [
    ["below the minimum", { minimum: -1 }, [-1, 0, 1e300], [-1.5, -2, -1e300]],
    ["above the maximum", { maximum: 255 }, [255, 0, -1], [255.1, 256]],
    ["at an exclusive bound", { exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0.5, 5e-324], [0, -0, 1, 2]],
    ["between two steps", { multipleOf: 0.5 }, [0, -0, 1.5, -2], [0.25, 1e-300]],
    ["however many steps it is", { multipleOf: 3 }, [1e20 + 2e20, 9e300], [1e21, 1e300]],
    ["between two decimal steps", { multipleOf: 0.01 }, [19.99, 0.07, 1.11], [0.005, 19.991]],
    ["as what a 32-bit float holds of it", { format: "float", maximum: 0.1 }, [0.09, 0.1], [0.1001]],
    ["never, without bounds", {}, [0, -1e300], []],
  ];
  test.each(rows)("%s", (_, options, inside, outside) => {
    const plan = planOf<NumberPlan>(Type.Number(options));
    const context = newContext();
    const isOut = evaluate(either(numericConditions(plan, "value", context)), context, "value");
    expect(inside.map(isOut)).toEqual(inside.map(() => false));
    expect(outside.map(isOut)).toEqual(outside.map(() => true));
    // The interpreted engine has the same bounds in code of its own.
    expect([...inside, ...outside].map((value) => !fitsBounds(plan, value))).toEqual(
      [...inside, ...outside].map(isOut),
    );
  });
});

describe("a text is out of bounds", () => {
  const rows: [string, TStringOptions, string[], string[]][] = [
    ["shorter than it may be, in code points", { minLength: 2 }, ["ab", "𐅑𐅑"], ["", "a", "𐅑"]],
    ["longer than it may be, in code points", { maxLength: 2 }, ["", "𐅑𐅑"], ["abc", "𐅑𐅑a"]],
    ["unlike its pattern", { pattern: "^(a|b)+$" }, ["a", "abba"], ["", "abc", "A"]],
    ["unlike a pattern of code points", { pattern: "^.$" }, ["a", "𐅑"], ["", "ab"]],
    ["never, by a pattern that is judged by its bytes", { pattern: "^[a-z]*$" }, ["abc", "ABC"], []],
  ];
  test.each(rows)("%s", (_, options, inside, outside) => {
    const plan = planOf<TextPlan>(Type.String(options));
    const context = newContext();
    const isOut = evaluate(either(textConditions(plan, "text", context)), context, "text");
    expect(inside.map(isOut)).toEqual(inside.map(() => false));
    expect(outside.map(isOut)).toEqual(outside.map(() => true));
  });
});

describe("a length is out of bounds", () => {
  test.each([
    [undefined, undefined, []],
    [1, undefined, ["n < 1"]],
    [undefined, 8, ["n > 8"]],
    [0, 0, ["n < 0", "n > 0"]],
  ])("from %s to %s", (least, most, conditions) => {
    expect(lengthConditions("n", least, most)).toEqual(conditions);
  });
});
