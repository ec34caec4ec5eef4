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
    "a request of the next run that overtakes all of this one is no gap in either",
    [0, "1", "1", 2, 0, 2],
    ["restart 2"],
  ],
  ["a number that was missing closes its gap late", [0, 3, 2, 1, 4], ["gap 1 to 2"]],
  ["but once alone", [0, 3, 2, 2], ["gap 1 to 2", "restart 3"]],
  ["a number that was not missing is a restart, however near", [0, 1, 5, 1], ["gap 2 to 4", "restart 5"]],
  [
    "what was missing before a restart is not missing after it",
    [0, 3, 0, 2],
    ["gap 1 to 2", "restart 3", "gap 1 to 1"],
  ],
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

test("a message whose number cannot be read is one less that is missing", () => {
  const counter = createCounter(0n);
  counter.unread();
  expect(counter.take(2n)).toBeUndefined();
  counter.unread();
  expect(counter.take(5n)).toEqual({ type: "gap", from: 3n, to: 4n });
  expect(counter.take(7n)).toEqual({ type: "gap", from: 6n, to: 6n });
});

test("what is remembered has a bound: what was missing long ago is a restart", () => {
  const counter = createCounter(0n);
  counter.take(1000n);
  expect(counter.take(936n)).toBeUndefined();
  expect(counter.last).toBe(1000n);
  expect(counter.take(935n)).toEqual({ type: "restart", previous: 1000n, number: 935n });
});
