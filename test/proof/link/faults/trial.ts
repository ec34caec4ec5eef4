import type { InboxOptions } from "@wirebook/mqtt";
import type { LargeOutcome } from "./large.ts";

/** How a consumer is started: at a broker, or with the embedded one, which then listens at `port`. */
export type ConsumerOptions = (
  | { readonly url: string; readonly clientId: string }
  | { readonly url?: undefined; readonly port: number }
) &
  ConsumerFiles;

/** Where a consumer writes, and what its handler does. */
export interface ConsumerFiles {
  readonly inbox: string;
  /** The file that the handler writes a line into: device, number, id, whether it may be a repetition. */
  readonly effects: string;
  readonly events: string;
  /** Whether the handler fails for 1 % of the messages. */
  readonly failing: boolean;
  /** Options of the inbox that are other ones than for most trials. */
  readonly inboxOptions?: InboxOptions;
  /** Milliseconds that the handler takes for a message. */
  readonly slow?: number;
}

/** What goes wrong. */
export type Fault = "consumer" | "broker" | "network" | "handler" | "poison" | "disk" | "large" | InboxFault;

/** What goes wrong for the inbox alone: a cut longer than what it remembers, clocks that are set, a device that floods. */
export type InboxFault = "late" | "clock" | "flood";

/** All of them. */
export const FAULTS: readonly Fault[] = [
  "consumer",
  "broker",
  "network",
  "handler",
  "poison",
  "disk",
  "large",
  "late",
  "clock",
  "flood",
];

/** One trial. */
export interface Trial {
  readonly fault: Fault;
  readonly broker: "embedded" | "mosquitto";
  readonly qos: 0 | 1;
  readonly messages: number;
  readonly devices: number;
  /** How long the network is cut, in milliseconds. */
  readonly cut: number;
  /** A folder for this trial alone. */
  readonly folder: string;
}

/** What a trial has shown. */
export interface Outcome {
  /** What the publisher has sent, and of it what the broker is known to have taken. */
  readonly sent: number;
  readonly taken: number;
  readonly processed: number;
  /** Taken, but neither processed nor a dead letter, as `device number`. */
  readonly lost: readonly string[];
  /** Handled again after it was handled, without the handler being told that it may be a repetition, or under another id. */
  readonly twice: readonly string[];
  /** Handled again with the handler being told: what was in work when the process was killed. */
  readonly repeated: number;
  /** Handled before an earlier message of the same device, which the inbox had taken before. */
  readonly disordered: readonly string[];
  /** Handled before an earlier message of the same device, which came after it from the broker. */
  readonly reordered: readonly string[];
  /** Dead letters by the code of their reason. */
  readonly dead: Readonly<Record<string, number>>;
  /** Dead letters that stand there more than once, or that should not be dead. */
  readonly wrongDead: readonly string[];
  /** How many should be dead, by the code of their reason. */
  readonly expectedDead: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  /** What a message that is too large has done, where there was one. */
  readonly large?: LargeOutcome;
}
