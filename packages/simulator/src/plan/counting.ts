import type { Message } from "@wirebook/codec";
import { type Counter, createCounter, type Irregularity } from "@wirebook/mqtt/protocol";

/** How one device counts, and what whoever receives its messages makes of it. */
export interface Counting {
  /** The number of the next message. */
  next: bigint;
  /** What a receiver has seen so far. */
  readonly seen: Counter;
  /** Whether the last message was the first one after a restart. */
  fresh: boolean;
}

/** A device that has sent nothing yet. */
export function createCounting(): Counting {
  return { next: 0n, seen: createCounter(), fresh: false };
}

/** Takes the number of a message that can be read as its receiver does, and answers what that one notices. */
export function receive(
  { seen }: Counting,
  message: Message,
  number: bigint,
): Irregularity["type"] | undefined {
  if (message.direction !== "req") return seen.take(number)?.type;
  seen.note(number);
  return undefined;
}
