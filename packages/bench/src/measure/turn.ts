import type { Task } from "../peers/peer.ts";

/** What a process of a peer is asked to do, again and again. */
export interface Turn {
  /** Messages by name: of several, each gets its short turn, one after the other, over and over. */
  readonly messages: readonly string[];
  readonly task: Task;
  /** Name of the spelling of what is read. */
  readonly spelling: string;
  /** Milliseconds for each message. */
  readonly turn: number;
  /** What the milliseconds are counted by: the processor's while a process gets warm. */
  readonly clock: "wall" | "processor";
}

/** Which class the payloads are of: a process sees one of them. */
export type Container = "Buffer" | "Uint8Array";

/** What a process is started with. */
export interface Start {
  readonly peer: string;
  readonly messages: readonly string[];
  readonly container: Container;
}

/** Seconds for one call with each message; nothing for one that the peer has no form for. */
export type Answer = readonly (number | null)[];
