import type { Message } from "@wirebook/codec";

/** Seconds within which a request is answered whose message type says nothing of it. */
const DEFAULT_DEADLINE = 5;

/** A timer of Node.js cannot be set for longer: it would go off at once. */
const MOST_SECONDS = 2_147_483;

/** What seconds are expected to be, in words. */
export const SECONDS = `more than 0 and at most ${MOST_SECONDS}`;

/** Whether somebody can wait for so many seconds. */
export function isSeconds(seconds: unknown): boolean {
  return typeof seconds === "number" && seconds > 0 && seconds <= MOST_SECONDS;
}

/** Seconds that the answer to a request has: those that are asked for, or else the definition's. */
export function deadlineOf(message: Pick<Message, "deadline">, asked?: number): number {
  return asked ?? message.deadline ?? DEFAULT_DEADLINE;
}
