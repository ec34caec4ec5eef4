import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BackendOptions, createBackend, type LinkEvent } from "@wirebook/mqtt";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { devEuiOf, type SimulationOptions, simulate } from "@wirebook/simulator";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { makeCertificates } from "wirebook-test/support/certificates";
import { embeddedOptions, type Mode, modes, protocols } from "../../mqtt/test/support/modes.ts";

const folder = mkdtempSync(join(tmpdir(), "wirebook-simulator-"));
const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A backend that counts what it handles and what it reports. */
async function countingBackend(options: Partial<BackendOptions> = {}) {
  const events: Record<string, number> = {};
  const handled: Record<string, number> = {};
  const backend = await createBackend({
    embedded: { port: 0 },
    messages,
    inbox: join(folder, `inbox-${randomBytes(4).toString("hex")}`),
    report: ({ type }: LinkEvent) => {
      // Who comes and goes is told beside what becomes of messages.
      if (type === "client-connected" || type === "client-disconnected") return;
      events[type] = (events[type] ?? 0) + 1;
    },
    ...options,
  });
  undo.push(() => backend.close());
  for (const message of [upConfig, upData, upEnv, upStatus]) {
    backend.onUplink(message, () => {
      handled[message.name] = (handled[message.name] ?? 0) + 1;
    });
  }
  backend.onRequest(reqSync, () => {
    handled[reqSync.name] = (handled[reqSync.name] ?? 0) + 1;
    return { d: { app: null, boot: null, mfw: null, etag: null } };
  });
  return { url: backend.urls[0] as string, events, handled };
}

async function start(options: SimulationOptions) {
  const simulation = await simulate({ qos: 1, ...options });
  undo.push(() => simulation.close());
  return simulation;
}

describe("what a simulation counts is what a backend sees", () => {
  test.each([
    ["nothing ordered", {}],
    ["duplicates", { duplicates: 0.1 }],
    ["gaps", { gaps: 0.1 }],
    ["bad payloads", { bad: 0.1 }],
    ["restarts", { restarts: 0.1 }],
    ["slow links", { slow: 0.5 }],
    ["all of it", { duplicates: 0.05, gaps: 0.05, bad: 0.05, restarts: 0.02, slow: 0.2 }],
  ])("%s", async (_, faults) => {
    const json = new Set(
      Array.from({ length: 30 }, (_, index) => devEuiOf(index)).filter((_, i) => i % 3 === 2),
    );
    const format = (devEui: string) => (json.has(devEui) ? ("json" as const) : undefined);
    const { url, events, handled } = await countingBackend({ format });
    const simulation = await start({ hosts: url, devices: 30, rate: 800, json: 1 / 3, seed: 3, faults });
    expect(simulation.json).toEqual(json);
    const { counts } = simulation;
    await until(() => counts.sent >= 600);
    await simulation.settle();
    const uplinks = counts.sent - counts.requests - counts.duplicates - counts.bad;
    const sum = () =>
      Object.entries(handled).reduce((all, [name, n]) => all + (name.startsWith("up/") ? n : 0), 0);
    await until(() => sum() >= uplinks && (events["dead-letter"] ?? 0) >= counts.bad);
    expect(handled).toEqual(counts.byType);
    expect(counts).toMatchObject({ acknowledged: counts.sent, answers: counts.requests, unanswered: 0 });
    expect(events).toEqual(
      Object.fromEntries(
        Object.entries({
          duplicate: counts.duplicates,
          gap: counts.gaps,
          "dead-letter": counts.bad,
          restart: counts.restarts,
        }).filter(([, count]) => count > 0),
      ),
    );
  });

  test("a storm: every device comes back, is answered, and nothing is lost", async () => {
    const { url, handled } = await countingBackend();
    const simulation = await start({ hosts: url, devices: 200, rate: 200, faults: { stormEvery: 1 } });
    const { counts } = simulation;
    await until(() => counts.storms === 1);
    await simulation.settle();
    expect(counts).toMatchObject({ connected: 200, storms: 1, reconnections: 200, unanswered: 0 });
    expect(counts.requests).toBeGreaterThanOrEqual(100);
    expect(counts.answers).toBe(counts.requests);
    const all = (of: Record<string, number>) => Object.values(of).reduce((sum, n) => sum + n, 0);
    await until(() => all(handled) >= all(counts.byType));
    expect(handled).toEqual(counts.byType);
  });
});

describe("devices get in", () => {
  const secrets = { password: `pw-${randomBytes(6).toString("hex")}`, psk: randomBytes(16).toString("hex") };
  const devices = [0, 1, 2].map((index) => devEuiOf(index));

  test.each(modes)("%s", async (mode: Mode) => {
    const place = join(folder, mode);
    mkdirSync(place);
    const certificates = makeCertificates(place);
    const { url } = await countingBackend({
      embedded: embeddedOptions(mode, devices, secrets, certificates),
    });
    const login = ["password", "tls", "websockets", "secure-websockets"].includes(mode);
    const hosts = login ? url.replace("://", `://{devEui}:${secrets.password}@`) : url;
    if (mode === "client-certificate") {
      for (const devEui of devices) certificates.issue(devEui, `urn:dev:mac:${devEui}`);
    }
    const own = join(place, "{devEui}");
    const access = {
      ...(["mqtts", "wss"].includes(protocols[mode]) && mode !== "psk" ? { ca: certificates.root } : {}),
      ...(mode === "client-certificate" ? { cert: `${own}.pem`, key: `${own}.key` } : {}),
      ...(mode === "psk" ? { psk: secrets.psk } : {}),
    };
    const simulation = await start({ hosts, devices: 3, rate: 100, ...access });
    await until(() => simulation.counts.answers >= 1);
    await simulation.settle();
    expect(simulation.counts).toMatchObject({ connected: 3, acknowledged: simulation.counts.sent });
  });

  test("and are told at once when the first of them does not", async () => {
    const { url } = await countingBackend({
      embedded: { authenticate: () => false, listeners: [{ port: 0 }] },
    });
    const hosts = url.replace("://", "://{devEui}:wrong@");
    await expect(simulate({ hosts, devices: 3 })).rejects.toMatchObject({
      name: "LinkError",
      code: "refused",
    });
  });
});
