import type { Received } from "../inbox/record.ts";

/** Where uplinks and requests come from, and where downlinks go: a broker of one's own choice, or the embedded one. */
export interface Source {
  /** Where devices connect to. */
  readonly urls: readonly string[];
  /** The prefix of downlinks to a device that was not heard yet. */
  readonly prefix: string;
  publish(topicName: string, payload: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** What a source does with what it receives. */
export interface SourceEvents {
  /** The broker keeps the uplink until `done` is called. */
  onUplink(received: Received, done: () => void): void;
  onRequest(received: Received): void;
}
