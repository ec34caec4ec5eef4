/**
 * A backend in a process of its own: it handles everything, and tells its figures when it is asked.
 *
 * @module
 */
import { createBackend, type LinkEvent } from "@wirebook/mqtt";
import { createMetrics } from "@wirebook/mqtt/metrics";
import { messages, reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { devEuiOf } from "@wirebook/simulator";
import type { BackendFigures, BackendOrders } from "./backend.ts";
import { ownMemory } from "./memory.ts";

const { inbox, json, operator } = JSON.parse(process.argv[2] ?? "{}") as BackendOrders;
const inJson = new Set(json.map((index) => devEuiOf(index)));
const handled: Record<string, number> = {};
const events: Partial<Record<LinkEvent["type"], number>> = {};
const metrics = createMetrics();

const count = (name: string): void => {
  handled[name] = (handled[name] ?? 0) + 1;
};
const backend = await createBackend(
  metrics.observe({
    embedded: {
      listeners: [{ port: 0 }],
      anonymous: true,
      operators: ["operator"],
      authenticate: ({ password }) => password === operator,
    },
    messages,
    inbox,
    format: (devEui) => (inJson.has(devEui) ? "json" : undefined),
    report: ({ type }) => {
      events[type] = (events[type] ?? 0) + 1;
    },
  }),
);
for (const message of [upConfig, upData, upEnv, upStatus])
  backend.onUplink(message, () => count(message.name));
backend.onRequest(reqSync, () => {
  count(reqSync.name);
  return { d: { app: null, boot: null, mfw: null, etag: null } };
});

const tell = async (): Promise<void> => {
  const figures: BackendFigures = {
    handled,
    events,
    resident: process.memoryUsage.rss(),
    own: ownMemory(),
    scrape: await metrics.text(),
  };
  process.send?.(figures);
};
process.on("message", () => void tell());
process.on("disconnect", () => process.exit());
process.send?.({ url: backend.urls[0] });
