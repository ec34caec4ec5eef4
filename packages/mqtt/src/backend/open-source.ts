import type { Report } from "../events.ts";
import { distinctHosts, readHosts } from "../hosts/host-list.ts";
import { DEFAULT_MAX_PACKET } from "../packets/limit.ts";
import { checkCredentials } from "../session/credentials.ts";
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
  const { cluster = false, user, password, webSocket, maxPacket = DEFAULT_MAX_PACKET } = options;
  const given = options.url ?? options.hosts;
  if (given !== undefined) {
    const hosts = distinctHosts(readHosts(given, report), report);
    checkCredentials(hosts, options);
    const access = { tls, user, password, webSocket };
    return openMqttSource({ hosts, cluster, ...access, maxPacket, clientId, keepalive, report }, events);
  }
  // The broker is loaded where there is one alone: nobody else waits for it.
  const { openEmbeddedSource } = await import("./embedded-source.ts");
  const broker = typeof embedded === "object" ? embedded : {};
  return openEmbeddedSource({ ...broker, maxPacket: broker.maxPacket ?? maxPacket }, events, report);
}
