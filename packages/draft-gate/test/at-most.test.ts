import { expect, test } from "vitest";
import { atMost } from "../src/mirror/at-most.ts";

test("no more than so many pieces of work go on at a time, and all come to their end, also after one that fails", async () => {
  const inTurn = atMost(3);
  let running = 0;
  let most = 0;
  const work = async (index: number) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
    if (index === 4) throw new Error("fails");
    return index;
  };
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => inTurn(() => work(index))),
  );
  expect(most).toBe(3);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
});
