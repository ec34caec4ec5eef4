import type { Renewal } from "../embedded/renewal.ts";
import type { HostUri } from "../hosts/host-uri.ts";
import type { Direction } from "../protocol/topic-name.ts";
import type { PublishOptions } from "../session/outbox.ts";

/** What of a host decides how messages there look: how topic names begin, and how payloads are written. */
export type SourceHost = Pick<HostUri, "prefix" | "format">;

/** Where a backend is, or is to be, connected to. */
export interface BackendHost {
  /** As it stands in `urls`. */
  readonly url: string;
  /** Whether uplinks and requests are received there now. */
  readonly connected: boolean;
}

/** A way to devices: one host's, that of several that are one broker, or that of the embedded broker. */
export interface Route {
  /** The host that a downlink would leave through now; where several are one broker, another one after a failover. */
  readonly host: SourceHost;
  /** Topic prefixes of its hosts. */
  readonly prefixes: readonly string[];
  /** How a host of it stands in `urls`; nothing where no host has to be told from another. */
  urlOf(host: SourceHost): string | undefined;
  publish(topicName: string, payload: Uint8Array, options?: PublishOptions): Promise<void>;
}

/** Where uplinks and requests come from, and where downlinks go: brokers of one's own choice, or the embedded one. */
export interface Source {
  /** Where devices connect to. */
  readonly urls: readonly string[];
  /** The same, and whether each is connected. */
  readonly hosts: readonly BackendHost[];
  readonly routes: readonly [Route, ...Route[]];
  /** The way to the devices at a host, as `urls` name it. */
  routeTo(url: string): Route | undefined;
  /** Of the embedded broker: takes over certificates, fingerprints and revoked names. */
  renew?(renewal: Renewal): void;
  close(): Promise<void>;
}

/** A message as a source hands it on. */
export interface SourceMessage {
  readonly topicName: string;
  readonly payload: Uint8Array;
  /** The host it came from. */
  readonly host: SourceHost;
  /** Whether its sender says that it may have sent it before. */
  readonly dup?: boolean;
  /** Its Packet Identifier, where the device itself has chosen it. */
  readonly packetId?: number;
}

/** A message whose packet was longer than allowed: its payload is the beginning alone. */
export interface LongMessage extends SourceMessage {
  readonly direction: Direction;
  /** Bytes of the whole payload. */
  readonly size: number;
  /** The most bytes that a packet may have. */
  readonly maxPacket: number;
}

/** What becomes of what a source receives. `route` is the way back. */
export interface SourceEvents {
  /** The broker keeps the uplink until `done` is called. */
  onUplink(message: SourceMessage, route: Route, done: () => void): void;
  onRequest(message: SourceMessage, route: Route): void;
  /** The broker keeps the message until `done` is called. */
  onLong(message: LongMessage, route: Route, done: () => void): void;
}
