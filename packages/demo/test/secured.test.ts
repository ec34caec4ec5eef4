import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { letsAnybodyIn } from "../src/live/lets-in.ts";
import { GATEWAYS, type System, startSystem } from "../src/system.ts";

const run = promisify(execFile);

let system: System;
beforeAll(async () => {
  system = await startSystem(0, true);
});
afterAll(() => system?.close());

test("the gateways come in with certificates of their own, and are answered", async () => {
  expect(system.broker).toMatch(/^mqtts:/);
  await expect.poll(() => system.counts.connected).toBe(GATEWAYS);
  await expect.poll(() => system.counts.answers).toBeGreaterThan(0);
});

test("nobody comes in without one", async () => {
  expect(await letsAnybodyIn(system.broker)).toBe(false);
});

test("whoever does as the screen says looks on", async () => {
  const [npx = "", ...words] = system.tail.split(" ");
  expect(npx).toBe("npx");
  const { stdout } = await run("npx", [...words, "--count", "3"]);
  expect(stdout.trim().split("\n").length).toBeGreaterThanOrEqual(3);
});
