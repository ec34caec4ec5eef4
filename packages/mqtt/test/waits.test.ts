import { expect, test } from "vitest";
import { createWaits } from "../src/session/waits.ts";

test("a session that is thrown out again and again waits longer each time, up to half a minute", () => {
  const waits = createWaits();
  const all = Array.from({ length: 12 }, () => {
    // Two backends of one client id: each connection is there for a moment.
    waits.lasted(9_999);
    return waits.next();
  });
  const doubling = all.slice(0, 7);
  expect(doubling).toEqual([...doubling].sort((one, other) => one - other));
  expect(doubling[0]).toBeLessThanOrEqual(200);
  expect(doubling[6]).toBeGreaterThan(5_000);
  expect(Math.max(...all)).toBeLessThanOrEqual(30_000);
});

test("a connection that has lasted begins anew", () => {
  const waits = createWaits();
  for (let attempt = 0; attempt < 5; attempt++) waits.next();
  waits.lasted(10_000);
  expect(waits.next()).toBeLessThanOrEqual(200);
});
