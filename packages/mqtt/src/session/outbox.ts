import { LinkError } from "../error.ts";
import type { Connection, Qos } from "./connection.ts";

interface Letter {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: Qos;
  messageId: number;
  dup: boolean;
  readonly resolve: () => void;
  readonly reject: (error: LinkError) => void;
}

/** How many messages of QoS 1 may be on the way at once. */
const WINDOW = 512;
/** How many may wait. */
const MOST_WAITING = 100_000;

/** What waits to be sent, and what waits to be acknowledged. */
export interface Outbox {
  /** Resolves when the broker has it (QoS 1), or when it was sent (QoS 0). */
  publish(topicName: string, payload: Uint8Array, qos: Qos): Promise<void>;
  /** An identifier for a packet that is no message. */
  reserve(): number;
  acknowledged(messageId: number): void;
  /** Sends from now on through this connection, and once more what was not acknowledged. */
  connected(connection: Connection): void;
  disconnected(connection: Connection): void;
  /** Rejects what is still here. */
  close(): void;
}

/** Makes an empty outbox, which waits for a connection. */
export function createOutbox(): Outbox {
  const waiting: Letter[] = [];
  const sent = new Map<number, Letter>();
  let connection: Connection | undefined;
  let closed = false;
  let lastId = 0;

  const reserve = (): number => {
    do lastId = (lastId % 0xffff) + 1;
    while (sent.has(lastId));
    return lastId;
  };
  const send = (letter: Letter): void => {
    const { topic, payload, qos, messageId, dup } = letter;
    connection?.send({
      cmd: "publish",
      topic,
      payload,
      qos,
      dup,
      retain: false,
      ...(qos === 0 ? {} : { messageId }),
    });
  };
  const flush = (): void => {
    let taken = 0;
    for (const letter of waiting) {
      if (connection === undefined || (letter.qos === 1 && sent.size >= WINDOW)) break;
      taken++;
      if (letter.qos === 1) {
        letter.messageId = reserve();
        sent.set(letter.messageId, letter);
      }
      send(letter);
      if (letter.qos === 0) letter.resolve();
    }
    if (taken > 0) waiting.splice(0, taken);
  };

  return {
    reserve,
    publish: (topic, payload, qos) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new LinkError("closed", "publish: the link was closed"));
        if (waiting.length >= MOST_WAITING) {
          return reject(
            new LinkError("unreachable", `publish: ${MOST_WAITING} messages wait for the broker already`),
          );
        }
        const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
        waiting.push({ topic, payload: bytes, qos, messageId: 0, dup: false, resolve, reject });
        flush();
      }),
    acknowledged: (messageId) => {
      const letter = sent.get(messageId);
      if (letter === undefined) return;
      sent.delete(messageId);
      letter.resolve();
      flush();
    },
    connected: (next) => {
      connection = next;
      for (const letter of sent.values()) {
        letter.dup = true;
        send(letter);
      }
      flush();
    },
    disconnected: (ended) => {
      if (ended === connection) connection = undefined;
    },
    close: () => {
      closed = true;
      connection = undefined;
      const error = new LinkError("closed", "publish: the link was closed before the broker acknowledged it");
      for (const letter of [...sent.values(), ...waiting.splice(0)]) letter.reject(error);
      sent.clear();
    },
  };
}
