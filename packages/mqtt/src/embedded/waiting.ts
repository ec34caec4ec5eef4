import { Readable } from "node:stream";
import type { AedesPublishPacket } from "aedes";
import { steadyTime } from "../clock.ts";
import type { WaitingOptions } from "./options.ts";

/** A packet as aedes keeps it: by its broker's count, and by its packet identifier once it was sent. */
export type WaitingPacket = AedesPublishPacket & {
  readonly brokerId?: string;
  readonly brokerCounter?: number;
  messageId?: number;
};

/** The messages that wait for clients: for their acknowledgement, or for them to come back. In the shape that aedes asks for. */
export interface WaitingMessages {
  outgoingEnqueue(to: { readonly clientId: string }, packet: WaitingPacket): Promise<void>;
  outgoingEnqueueCombi(to: readonly { readonly clientId: string }[], packet: WaitingPacket): Promise<void>;
  outgoingUpdate(client: { readonly id: string }, packet: WaitingPacket): Promise<void>;
  outgoingClearMessageId(
    client: { readonly id: string },
    packet: Pick<WaitingPacket, "messageId">,
  ): Promise<WaitingPacket | undefined>;
  outgoingStream(client: { readonly id: string }): Readable;
  /** Forgets what has waited for too long. */
  expire(): void;
  /** Forgets all that waits for a client. */
  forget(clientId: string): void;
}

/** Is told how many messages to a client were given up, and why. */
export type OnGivenUp = (clientId: string, count: number, reason: string) => void;

interface Letter {
  packet: WaitingPacket;
  readonly bytes: number;
  /** When it was put here, in milliseconds of the steady clock. */
  readonly since: number;
}

/** Bytes that a message takes beside its topic name and its payload. */
const BESIDE = 200;

/** No message yet. Where there is no room, the oldest of the client goes; where all clients together have too many, the oldest of whoever has most. */
export function createWaitingMessages(
  { expire, count: mostCount, bytes: mostBytes, allBytes: mostAll }: Required<WaitingOptions>,
  onGivenUp: OnGivenUp,
): WaitingMessages {
  const queues = new Map<string, { letters: Letter[]; bytes: number }>();
  let all = 0;

  const queueOf = (clientId: string) => queues.get(clientId) ?? { letters: [], bytes: 0 };
  /** Takes letters out, from a place on. */
  const take = (clientId: string, at: number, count = 1): void => {
    const queue = queueOf(clientId);
    for (const { bytes } of queue.letters.splice(at, count)) {
      queue.bytes -= bytes;
      all -= bytes;
    }
    if (queue.letters.length === 0) queues.delete(clientId);
  };
  const giveUp = (clientId: string, count: number, reason: string): void => {
    take(clientId, 0, count);
    onGivenUp(clientId, count, reason);
  };
  const largest = (): string => {
    let [found, most] = ["", -1];
    for (const [clientId, { bytes }] of queues) if (bytes > most) [found, most] = [clientId, bytes];
    return found;
  };
  const enqueue = (clientId: string, packet: WaitingPacket): void => {
    const bytes = BESIDE + packet.topic.length + packet.payload.length;
    const queue = queueOf(clientId);
    queues.set(clientId, queue);
    queue.letters.push({ packet: { ...packet }, bytes, since: steadyTime() });
    queue.bytes += bytes;
    all += bytes;
    // The last one stays, however large it is: what is sent now is worth more than what was sent before.
    const full = (): boolean => queue.letters.length > mostCount || queue.bytes > mostBytes;
    while (full() && queue.letters.length > 1) {
      giveUp(
        clientId,
        1,
        `expected at most ${mostCount} messages and ${mostBytes} bytes to wait for a client`,
      );
    }
    while (all > mostAll && queues.size > 0) {
      giveUp(largest(), 1, `expected at most ${mostAll} bytes to wait for all clients`);
    }
  };

  return {
    outgoingEnqueue: async ({ clientId }, packet) => enqueue(clientId, packet),
    outgoingEnqueueCombi: async (to, packet) => {
      for (const { clientId } of to) enqueue(clientId, packet);
    },
    // What was given up meanwhile is no fault of the connection, which aedes would close.
    outgoingUpdate: async ({ id }, packet) => {
      for (const letter of queueOf(id).letters) {
        const { brokerId, brokerCounter, messageId } = letter.packet;
        if (brokerId === packet.brokerId && brokerCounter === packet.brokerCounter) {
          if (packet.messageId !== undefined) letter.packet.messageId = packet.messageId;
          return;
        }
        if (brokerId !== packet.brokerId && messageId === packet.messageId) {
          letter.packet = packet;
          return;
        }
      }
    },
    outgoingClearMessageId: async ({ id }, { messageId }) => {
      const { letters } = queueOf(id);
      const at = letters.findIndex(({ packet }) => packet.messageId === messageId);
      const found = letters[at]?.packet;
      if (at >= 0) take(id, at);
      return found;
    },
    outgoingStream: ({ id }) => Readable.from(queueOf(id).letters.map(({ packet }) => packet)),
    expire: () => {
      const oldest = steadyTime() - expire * 1000;
      for (const [clientId, { letters }] of queues) {
        const found = letters.findIndex(({ since }) => since > oldest);
        const count = found < 0 ? letters.length : found;
        if (count > 0) giveUp(clientId, count, `expected the client within ${expire} s`);
      }
    },
    forget: (clientId) => {
      const { letters } = queueOf(clientId);
      if (letters.length > 0) take(clientId, 0, letters.length);
    },
  };
}
