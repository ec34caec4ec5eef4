import type { PayloadFormat } from "../protocol/payload.ts";

/** Protocols of a Host URI. `ws` and `wss`, MQTT over WebSockets, are ours: the gateways do not know them. */
export type HostProtocol = "mqtt" | "mqtts" | "coap" | "coaps" | "ws" | "wss";

/** A Host URI in its parts. `password` is not enumerable, so that no copy, no log and no JSON text takes it along. */
export interface HostUri {
  readonly format: PayloadFormat;
  readonly protocol: HostProtocol;
  readonly user?: string;
  readonly password?: string;
  /** DNS name, IPv4 address, or IPv6 address without its brackets, which the gateways do not know. */
  readonly host: string;
  readonly port: number;
  /** Topic prefix without a slash at either end. */
  readonly prefix: string;
  /** Whether a client certificate is to be shown; `cert=0` says no. */
  readonly clientCertificate: boolean;
}

/** The protocols, each with its port where none is said. */
export const DEFAULT_PORTS: Readonly<Record<HostProtocol, number>> = {
  mqtt: 1883,
  mqtts: 8883,
  coap: 5683,
  coaps: 5684,
  ws: 80,
  wss: 443,
};

/** A Host URI for the eyes: without the user's name and password. */
export function showHost({ protocol, host, port }: Pick<HostUri, "protocol" | "host" | "port">): string {
  return `${protocol}://${bracketed(host)}:${port}`;
}

/** A host as it stands in a URI: an IPv6 address in brackets. */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host.replace("%", "%25")}]` : host;
}
