import type { HostUri } from "../hosts/host-uri.ts";
import type { Direction } from "../protocol/topic-name.ts";

/** What of a host decides how messages there look: how topic names begin, and how payloads are written. */
export type SourceHost = Pick<HostUri, "prefix" | "format">;

/** Where uplinks and requests come from, and where downlinks go: a broker of one's own choice, or the embedded one. */
export interface Source {
  /** Where devices connect to. */
  readonly urls: readonly string[];
  /** The host that a downlink would leave through now; after a failover it is another one. */
  readonly host: SourceHost;
  publish(topicName: string, payload: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** A message as a source hands it on. */
export interface SourceMessage {
  readonly topicName: string;
  readonly payload: Uint8Array;
  /** The host it came from. */
  readonly host: SourceHost;
}

/** A message whose packet was longer than allowed: its payload is the beginning alone. */
export interface LongMessage extends SourceMessage {
  readonly direction: Direction;
  /** Bytes of the whole payload. */
  readonly size: number;
  /** The most bytes that a packet may have. */
  readonly maxPacket: number;
}

/** What becomes of what a source receives. */
export interface SourceEvents {
  /** The broker keeps the uplink until `done` is called. */
  onUplink(message: SourceMessage, done: () => void): void;
  onRequest(message: SourceMessage): void;
  /** The broker keeps the message until `done` is called. */
  onLong(message: LongMessage, done: () => void): void;
}
