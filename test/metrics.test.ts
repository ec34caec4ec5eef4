import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBackend, createDevice } from "@wirebook/mqtt";
import { createMetrics } from "@wirebook/mqtt/metrics";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { simulate } from "@wirebook/simulator";
import parse from "parse-prometheus-text-format";
import { afterAll, afterEach, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "wirebook-metrics-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

interface Sample {
  readonly value?: string;
  readonly buckets?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A scrape, read by a parser that is not ours: values by name, and by message type where they have one; of a histogram, how much it holds. */
function read(text: string): Record<string, number | Record<string, number>> {
  const families = parse(text) as { name: string; type: string; metrics: Sample[] }[];
  expect(families.map(({ type }) => type).every((type) => /COUNTER|GAUGE|HISTOGRAM/.test(type))).toBe(true);
  return Object.fromEntries(
    families.map(({ name, metrics }) => {
      const values = metrics.map(({ labels, value, buckets }) => [
        labels?.message,
        Number(value ?? buckets?.["+Inf"]),
      ]);
      const short = name.replace(/^wirebook_|_total$/g, "");
      return [short, values[0]?.[0] === undefined ? (values[0]?.[1] ?? 0) : Object.fromEntries(values)];
    }),
  );
}

const nothing = { app: null, boot: null, mfw: null, etag: null };

describe("a scrape", () => {
  test("tells what a counted run did, and no device", async () => {
    const metrics = createMetrics();
    const backend = await createBackend(
      metrics.observe({
        embedded: { port: 0 },
        messages,
        inbox: { path: join(folder, "counted"), attempts: 3, firstWait: 1 },
        report: () => {},
      }),
    );
    undo.push(() => backend.close());
    /** What fails: every tenth status at its first attempt, every tenth reading each time. */
    const seen = { retries: 0, givenUp: 0, env: 0, status: 0 };
    backend.onUplink(upConfig, () => {});
    backend.onUplink(upData, () => {});
    backend.onUplink(upStatus, (_, { attempt }) => {
      if (attempt > 1 || ++seen.status % 10 !== 0) return;
      seen.retries++;
      throw new Error("not yet");
    });
    const broken = new Set<string>();
    backend.onUplink(upEnv, (_, { id, attempt }) => {
      if (attempt === 1 && ++seen.env % 10 === 0) broken.add(id);
      if (!broken.has(id)) return;
      if (attempt < 3) seen.retries++;
      else seen.givenUp++;
      throw new Error("never");
    });
    backend.onRequest(reqSync, () => ({ d: nothing }));

    const simulation = await simulate({
      hosts: backend.urls,
      devices: 40,
      rate: 800,
      qos: 1,
      faults: { duplicates: 0.05, gaps: 0.05, bad: 0.05, restarts: 0.02 },
    });
    undo.push(() => simulation.close());
    const { counts } = simulation;
    await until(() => counts.sent >= 1500);
    await simulation.settle();
    const at = async () => read(await metrics.text());
    const sum = (values: unknown): number =>
      Object.values((values ?? {}) as Record<string, number>).reduce((all, one) => all + one, 0);
    const uplinks = counts.sent - counts.requests;
    const stored = uplinks - counts.duplicates;
    await until(async () => {
      const { processed, dead, pending } = await at();
      return sum(processed) + sum(dead) >= stored && pending === 0;
    });

    const now = await at();
    const good = { ...counts.byType };
    delete good["req/sync"];
    expect(sum(now.received)).toBe(counts.sent);
    expect((now.received as Record<string, number>)["req/sync"]).toBe(counts.requests);
    expect(now.stored).toBe(stored);
    expect(now.processed).toEqual({ ...good, "up/env": (good["up/env"] ?? 0) - seen.givenUp });
    expect(sum(now.retried)).toBe(seen.retries);
    expect(sum(now.dead)).toBe(counts.bad + seen.givenUp);
    expect(sum(now.duplicates)).toBe(counts.duplicates);
    expect(now.restarts).toBe(counts.restarts);
    expect(now.answer_seconds).toBe(counts.answers);
    expect(now.unanswered).toBe(0);
    expect(now.disconnections).toBe(0);
    expect(now.connected_hosts).toBe(1);
    expect(now).toMatchObject({ pending: 0, oldest_unprocessed_seconds: 0 });
    expect(seen.givenUp).toBeGreaterThan(0);
    expect(await metrics.text()).not.toMatch(/70b3d5e0/);
  });

  test("counts the gaps and the numbers in them", async () => {
    const metrics = createMetrics();
    const backend = await createBackend(
      metrics.observe({ embedded: { port: 0 }, messages, inbox: join(folder, "gaps"), report: () => {} }),
    );
    undo.push(() => backend.close());
    for (const message of [upConfig, upData, upEnv, upStatus]) backend.onUplink(message, () => {});
    backend.onRequest(reqSync, () => ({ d: nothing }));
    const faults = { gaps: 0.2, bad: 0.05 };
    const simulation = await simulate({ hosts: backend.urls, devices: 10, rate: 800, qos: 1, faults });
    undo.push(() => simulation.close());
    await until(() => simulation.counts.sent >= 500);
    await simulation.settle();
    await until(async () => read(await metrics.text()).gaps === simulation.counts.gaps);
    const { gaps, missing } = read(await metrics.text());
    expect(missing).toBeGreaterThan(gaps as number);
  });

  test("counts the messages that are missing from the inbox", async () => {
    const metrics = createMetrics();
    const { report } = metrics.observe({ messages, inbox: false, report: () => {} });
    report?.({ type: "inbox-missing", messages: 3, waited: 1, exact: true, first: "a-1", last: "a-3" });
    expect(read(await metrics.text())).toMatchObject({ inbox_missing: 3 });
  });

  test("counts the clients of the embedded broker, and those that it did not let in", async () => {
    const metrics = createMetrics();
    const report = () => {};
    const backend = await createBackend(
      metrics.observe({ embedded: { port: 0 }, messages, inbox: false, report }),
    );
    undo.push(() => backend.close());
    const enter = (devEui: string, clientId = devEui) =>
      createDevice({ hosts: backend.urls, devEui, clientId, messages, report });
    const first = await enter("70b3d5e050020901");
    const second = await enter("70b3d5e050020902");
    undo.push(() => second.close());
    await expect(enter("70b3d5e050020903", "somebody")).rejects.toThrow(/client id/);
    await first.close();
    await until(async () => read(await metrics.text()).clients === 1);
    expect(read(await metrics.text())).toMatchObject({
      clients: 1,
      client_connections: 2,
      client_refusals: 1,
    });
  });

  test("tells how old the oldest message is that waits", async () => {
    const metrics = createMetrics();
    const backend = await createBackend(
      metrics.observe({
        embedded: { port: 0 },
        messages,
        inbox: { path: join(folder, "old"), concurrency: 1 },
        report: () => {},
      }),
    );
    undo.push(() => backend.close());
    let finish = (): void => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    backend.onUplink(upConfig, () => held);
    for (const message of [upData, upEnv, upStatus]) backend.onUplink(message, () => {});
    backend.onRequest(reqSync, () => ({ d: nothing }));
    const simulation = await simulate({ hosts: backend.urls, devices: 5, rate: 200, qos: 1 });
    undo.push(() => simulation.close());
    await until(() => simulation.counts.sent >= 20);
    await simulation.settle();
    await until(async () => (read(await metrics.text()).oldest_unprocessed_seconds as number) > 0.2);
    const waiting = read(await metrics.text());
    expect(waiting.pending).toBe(waiting.stored);
    finish();
    await until(async () => read(await metrics.text()).pending === 0);
    expect(read(await metrics.text()).oldest_unprocessed_seconds).toBe(0);
  });

  test("counts message types that are none of the backend's as one, without an inbox too", async () => {
    const metrics = createMetrics();
    const backend = await createBackend(
      metrics.observe({ embedded: { port: 0 }, messages: [upEnv], inbox: false, report: () => {} }),
    );
    undo.push(() => backend.close());
    backend.onUplink(upEnv, () => {});
    const simulation = await simulate({ hosts: backend.urls, devices: 5, rate: 200, qos: 1 });
    undo.push(() => simulation.close());
    await until(() => simulation.counts.sent >= 60);
    await simulation.settle(500);
    const { sent, byType } = simulation.counts;
    const env = byType["up/env"] ?? 0;
    const now = read(await metrics.text());
    expect(now.received).toEqual({ "up/env": env, other: sent - env });
    expect(now.processed).toEqual({ "up/env": env });
    expect(now.stored).toBe(0);
  });
});
