import { expect, test } from "vitest";
import { createCounter } from "../src/protocol/counter.ts";

/** Uplinks as numbers, requests as texts. */
const cases: readonly (readonly [
  rule: string,
  numbers: readonly (number | string)[],
  said: readonly string[],
])[] = [
  ["numbers in order say nothing", [0, 1, 2], []],
  ["what is left out is a gap", [0, 3], ["gap 1 to 2"]],
  ["a request's number is no gap, before or behind its neighbours", [0, "1", 2, "4", 3, 5], []],
  ["a gap around a request is one", [0, "2", 4], ["gap 1 to 3"]],
  ["a smaller number is a restart", [7, 0, 1], ["restart 7"]],
  ["the same number is a restart", [0, 0, 1], ["restart 0"]],
  ["a request that overtakes the restart in front of it is no gap", [7, "1", 0, 2], ["restart 7"]],
  ["nor one that overtakes two", [7, "2", 0, 1, 3], ["restart 7"]],
  [
    "a request of before a restart hides no gap behind it",
    [100, "101", 0, 102],
    ["restart 100", "gap 1 to 101"],
  ],
];

test.each(cases)("%s", (_, numbers, said) => {
  const counter = createCounter();
  const heard = numbers.flatMap((number) => {
    if (typeof number === "string") {
      counter.note(BigInt(number));
      return [];
    }
    const irregular = counter.take(BigInt(number));
    if (irregular === undefined) return [];
    return [
      irregular.type === "gap" ? `gap ${irregular.from} to ${irregular.to}` : `restart ${irregular.previous}`,
    ];
  });
  expect(heard).toEqual(said);
});
