import type { Backend, BackendOptions, Device, InboxOptions, LinkEvent } from "@wirebook/mqtt";
import { startBackend, startDevice } from "./scene.ts";

/** A backend whose retries are quick, and what it has reported. */
export interface ReportingBackend extends Backend {
  readonly events: readonly LinkEvent[];
  typesOf(type: LinkEvent["type"]): LinkEvent[];
}

/** Starts a backend that keeps its events. */
export async function startReporting(
  inbox: InboxOptions,
  options: Partial<BackendOptions> = {},
): Promise<ReportingBackend> {
  const events: LinkEvent[] = [];
  const report = (event: LinkEvent): void => void events.push(event);
  const backend = await startBackend({ inbox: { firstWait: 1, ...inbox }, report, ...options });
  return { ...backend, events, typesOf: (wanted) => events.filter(({ type }) => type === wanted) };
}

/** A device that publishes at QoS 1. */
export function connect(
  backend: Backend,
  spelling: "hex" | "urn" = "hex",
  host = backend.urls[0] as string,
): Promise<Device> {
  return startDevice(host, { spelling, qos: 1 });
}
