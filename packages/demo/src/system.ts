import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBackend, type LinkEvent, reportToStandardError } from "@wirebook/mqtt";
import { createMetrics } from "@wirebook/mqtt/metrics";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { devEuiOf, type Simulation, simulate } from "@wirebook/simulator";
import { type Feed, openFeed } from "./live/feed.ts";

/** Gateways, a broker with a backend behind it, and what the live page is fed with. */
export interface System {
  /** Where the broker listens. */
  readonly broker: string;
  /** Who may look on at the broker, with `wirebook tail`. */
  readonly operator: { readonly user: string; readonly password: string };
  readonly feed: Feed;
  readonly counts: Simulation["counts"];
  close(): Promise<void>;
}

/** How many gateways report, and how many messages a second they send together. */
export const GATEWAYS = 20;
const RATE = 3;
/** A few faults, as there always are; each fifth gateway writes JSON. */
const FAULTS = { duplicates: 0.02, gaps: 0.02, bad: 0.02, restarts: 0.005 };
const JSON_EVERY = 5;

/** What is worth a line; gaps, duplicates and bad payloads are part of the show. */
const TROUBLES = new Set<LinkEvent["type"]>(["inbox-failed", "inbox-full", "denied", "dropped"]);

/**
 * Starts everything but the site.
 *
 * @throws LinkError when the port is in use
 */
export async function startSystem(port: number): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-demo-inbox-"));
  const operator = { user: "dashboard", password: randomBytes(6).toString("base64url") };
  const metrics = createMetrics();
  const feed = await openFeed(metrics);
  const inJson = new Set(
    Array.from({ length: GATEWAYS }, (_, index) => index)
      .filter((index) => index % JSON_EVERY === JSON_EVERY - 1)
      .map((index) => devEuiOf(index)),
  );
  const backend = await createBackend(
    metrics.observe({
      embedded: {
        listeners: [{ port }],
        anonymous: true,
        operators: [operator.user],
        authenticate: ({ user, password }) => user === operator.user && password === operator.password,
      },
      messages,
      inbox: folder,
      format: (devEui) => (inJson.has(devEui) ? "json" : undefined),
      report: (event) => TROUBLES.has(event.type) && reportToStandardError(event),
    }),
  ).catch(async (error: unknown) => {
    await feed.close();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  for (const message of [upConfig, upData, upEnv, upStatus]) {
    backend.onUplink(message, (value, { devEui }) => feed.add(message, value, devEui));
  }
  backend.onRequest(reqSync, (value, { devEui }) => {
    feed.add(reqSync, value, devEui);
    return { d: { app: null, boot: null, mfw: null, etag: null } };
  });
  const [broker = ""] = backend.urls;
  const simulation = await simulate({
    hosts: broker,
    devices: GATEWAYS,
    rate: RATE,
    seed: 20,
    json: 1 / JSON_EVERY,
    faults: FAULTS,
  });
  return {
    broker,
    operator,
    feed,
    counts: simulation.counts,
    close: async () => {
      await simulation.close();
      await backend.close();
      await feed.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
