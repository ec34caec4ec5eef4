import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBackend, type LinkEvent, reportToStandardError } from "@wirebook/mqtt";
import { createMetrics } from "@wirebook/mqtt/metrics";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { devEuiOf, type Simulation, simulate } from "@wirebook/simulator";
import { type Feed, openFeed } from "./live/feed.ts";
import { secure } from "./secured.ts";

/** Gateways, a broker with a backend behind it, and what the live page is fed with. */
export interface System {
  /** Where the broker listens. */
  readonly broker: string;
  /** The command that looks on at the broker. */
  readonly tail: string;
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

/** Whether clients come to a broker by TLS. */
export function isSecure(broker: string): boolean {
  return broker.startsWith("mqtts:");
}

/**
 * Starts everything but the site.
 *
 * @param withCertificates - whether gateways, broker and operators show certificates, which are made first
 *
 * @throws LinkError when the port is in use
 */
export async function startSystem(port: number, withCertificates: boolean): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-demo-"));
  const devEuis = Array.from({ length: GATEWAYS }, (_, index) => devEuiOf(index));
  const secured = withCertificates ? await secure(join(folder, "certificates"), devEuis) : undefined;
  const operator = { user: secured?.operator ?? "dashboard", password: randomBytes(6).toString("base64url") };
  const metrics = createMetrics();
  const feed = await openFeed(metrics);
  const inJson = new Set(devEuis.filter((_, index) => index % JSON_EVERY === JSON_EVERY - 1));
  const backend = await createBackend(
    metrics.observe({
      embedded: {
        listeners: [{ ...secured?.listener, port }],
        operators: [operator.user],
        ...(secured === undefined && {
          anonymous: true,
          authenticate: ({ user, password }) => user === operator.user && password === operator.password,
        }),
      },
      messages,
      inbox: join(folder, "inbox"),
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
    ...secured?.access,
    devices: GATEWAYS,
    rate: RATE,
    seed: 20,
    json: 1 / JSON_EVERY,
    faults: FAULTS,
  });
  return {
    broker,
    tail:
      secured === undefined
        ? `npx wirebook tail --url ${broker.replace("://", `://${operator.user}:${operator.password}@`)}`
        : `npx wirebook tail --url ${broker} ${secured.options}`,
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
