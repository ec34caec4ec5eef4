import { createBackend } from "@wirebook/mqtt";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { simulate } from "@wirebook/simulator";
import { expect, test } from "vitest";
import { upTick } from "./fixtures/questions.mjs";
import { embedded, openDevice, quiet, startTail, tick, visitor } from "./support/looking.ts";
import { undo, until } from "./support/undo.ts";

test("tail misses none of 15,000 messages that come at 5,000 a second", async () => {
  const backend = await createBackend({ embedded, messages, inbox: false, ...quiet });
  undo(() => backend.close());
  for (const message of [upConfig, upData, upEnv, upStatus]) backend.onUplink(message, () => {});
  backend.onRequest(reqSync, () => ({ d: { app: null, boot: null, mfw: null, etag: null } }));
  const url = backend.urls[0] as string;
  const tail = await startTail(url);
  const knocking = await openDevice(url, visitor);
  await until(() => {
    knocking.publish(upTick, tick).catch(() => {});
    return tail.lines().length > 0;
  });
  await knocking.close();
  const faults = { gaps: 0.02, bad: 0.02, duplicates: 0.02 };
  const simulation = await simulate({ hosts: url, devices: 100, rate: 5000, qos: 1, faults });
  undo(() => simulation.close());
  const { counts } = simulation;
  await until(() => counts.sent >= 15_000);
  await simulation.settle();
  const ofSimulation = () =>
    tail.lines().filter((line) => line.includes("70b3d5e05f") && !line.includes("has no answer"));
  await until(() => ofSimulation().length >= counts.sent + counts.answers);
  const lines = ofSimulation();
  const having = (words: string) => lines.filter((line) => line.includes(words)).length;
  expect(lines.length).toBe(counts.sent + counts.answers);
  expect(having(" rejected: ")).toBe(counts.bad);
  expect(having(" down/")).toBe(counts.answers);
  // A machine that does other things as well may let one overtake another.
  for (const [words, count] of [
    [" repeat ", counts.duplicates],
    [" answer after ", counts.answers],
  ] as const) {
    expect(having(words)).toBeGreaterThan(count * 0.9);
    expect(having(words)).toBeLessThanOrEqual(count);
  }
});
