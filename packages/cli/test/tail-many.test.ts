import { createBackend } from "@wirebook/mqtt";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { simulate } from "@wirebook/simulator";
import { expect, test } from "vitest";
import { upTick } from "./fixtures/questions.mjs";
import { embedded, openDevice, quiet, startTail, tick, visitor } from "./support/looking.ts";
import { undo, until } from "./support/undo.ts";

/** How many messages of a device `tail` compares the next one with. */
const REMEMBERED = 32;

// 5,000 a second, which want a machine of their own, are the proof's.
test("tail misses none of 5,000 messages of a hundred devices, and marks what belongs together", async () => {
  const backend = await createBackend({ embedded, messages, inbox: false, ...quiet });
  undo(() => backend.close());
  for (const message of [upConfig, upData, upEnv, upStatus]) backend.onUplink(message, () => {});
  backend.onRequest(reqSync, () => ({ d: { app: null, boot: null, mfw: null, etag: null } }));
  const url = backend.urls[0] as string;
  const tail = await startTail(url, ["--json"]);
  const knocking = await openDevice(url, visitor);
  await until(() => {
    knocking.publish(upTick, tick).catch(() => {});
    return tail.lines().length > 0;
  });
  await knocking.close();
  const faults = { gaps: 0.02, bad: 0.02, duplicates: 0.02 };
  const simulation = await simulate({ hosts: url, devices: 100, rate: 1000, qos: 1, faults });
  undo(() => simulation.close());
  const { counts } = simulation;
  await until(() => counts.sent >= 5000);
  await simulation.settle();
  const ofSimulation = () =>
    tail.lines().filter((line) => line.includes("70b3d5e05f") && !line.includes('"overdue"'));
  // Cut off, it says so, and the rest would never come.
  await until(() => ofSimulation().length >= counts.sent + counts.answers || tail.err() !== "");
  expect(tail.err()).toBe("");
  const seen: Seen[] = ofSimulation().map((line) => JSON.parse(line));
  expect(seen.length).toBe(counts.sent + counts.answers);
  expect(seen.filter(({ rejected }) => rejected).length).toBe(counts.bad);
  expect(seen.filter(({ message }) => message.startsWith("down/")).length).toBe(counts.answers);
  expect(seen.filter(({ repeat }) => repeat).length).toBeLessThanOrEqual(counts.duplicates);
  expect(unmarkedRepeats(seen)).toEqual([]);
  expect(unpairedAnswers(seen)).toEqual([]);
});

/** What this test looks at in a line of `wirebook tail --json`. */
interface Seen {
  readonly devEui: string;
  readonly message: string;
  readonly number?: number;
  readonly json?: unknown;
  readonly rejected?: object;
  readonly repeat?: true;
  readonly restart?: true;
  readonly answers?: number;
  readonly latency?: number;
}

/** Messages of a device that stand twice, within as many as are remembered, without a word of it. */
function unmarkedRepeats(seen: readonly Seen[]): Seen[] {
  return byDevice(seen.filter(({ message }) => !message.startsWith("down/"))).flatMap((own) =>
    own.filter((one, index) => {
      if (one.number === undefined || one.repeat) return false;
      const before = own.slice(Math.max(0, index - REMEMBERED), index);
      // Where a device counts from anew, what came before is forgotten.
      const since = before.slice(before.findLastIndex(({ restart }) => restart) + 1);
      const text = JSON.stringify(one.json);
      return since.some(({ number, json }) => number === one.number && JSON.stringify(json) === text);
    }),
  );
}

/** Answers that stand below their request, within as many as are remembered, and do not say how long they took. */
function unpairedAnswers(seen: readonly Seen[]): Seen[] {
  return byDevice(seen).flatMap((own) =>
    own.filter(({ answers, latency }, index) => {
      if (answers === undefined || latency !== undefined) return false;
      const asked = own.slice(0, index).filter(({ message }) => message.startsWith("req/"));
      return asked.slice(-REMEMBERED / 2).some(({ number }) => number === answers);
    }),
  );
}

function byDevice(seen: readonly Seen[]): Seen[][] {
  return [...new Set(seen.map(({ devEui }) => devEui))].map((device) =>
    seen.filter(({ devEui }) => devEui === device),
  );
}
