import type { Report } from "../events.ts";
import { readHosts } from "../hosts/host-list.ts";
import { DEFAULT_MAX_PACKET } from "../packets/limit.ts";
import { DEFAULT_KEEPALIVE } from "../session/keep-alive.ts";
import { openMqttSource } from "./mqtt-source.ts";
import type { BackendOptions } from "./options.ts";
import type { Source, SourceEvents } from "./source.ts";

const DEFAULT_CLIENT_ID = "wirebook-backend";

/**
 * Opens where a backend's messages come from.
 *
 * @throws LinkError `invalid-configuration`, `invalid-host`, `refused` or `unreachable`
 */
export async function openSource(
  options: BackendOptions,
  events: SourceEvents,
  report: Report,
): Promise<Source> {
  const { tls, clientId = DEFAULT_CLIENT_ID, keepalive = DEFAULT_KEEPALIVE, embedded } = options;
  const { maxPacket = DEFAULT_MAX_PACKET } = options;
  const hosts = options.url ?? options.hosts;
  if (hosts !== undefined) {
    const read = readHosts(hosts, report);
    return openMqttSource({ hosts: read, tls, clientId, keepalive, maxPacket, report }, events);
  }
  // The broker is loaded where there is one alone: nobody else waits for it.
  const { openEmbeddedSource } = await import("./embedded-source.ts");
  const broker = typeof embedded === "object" ? embedded : {};
  return openEmbeddedSource({ ...broker, maxPacket: broker.maxPacket ?? maxPacket }, events, report);
}
