import type { Message } from "@wirebook/codec";

/** Seconds within which a request is answered whose message type says nothing of it. */
const DEFAULT_DEADLINE = 5;

/** Seconds that the answer to a request has: those that are asked for, or else the definition's. */
export function deadlineOf(message: Pick<Message, "deadline">, asked?: number): number {
  return asked ?? message.deadline ?? DEFAULT_DEADLINE;
}
