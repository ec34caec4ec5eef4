import { LinkError } from "../error.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import type { Connection, Qos } from "./connection.ts";
import { createExpiry } from "./expiry.ts";

/** A message as it is written for one host. */
export interface WrittenMessage {
  readonly topicName: string;
  readonly payload: Uint8Array;
}

/** What else there is to say of a message that is to be sent. */
export interface PublishOptions {
  /**
   * When it is of no use any more, in milliseconds by `performance.now()`, which no change of the clock moves. From then
   * on it is not sent, nor sent again, and rejects with `deadline` unless the broker has acknowledged it.
   */
  readonly expires?: number;
  /** How it is written for another host than that of the moment: after a failover, prefix and format may be others. */
  writtenFor?(host: HostUri): WrittenMessage;
}

interface Letter extends PublishOptions {
  topic: string;
  payload: Buffer;
  /** The host that it is written for. */
  host: HostUri;
  readonly qos: Qos;
  messageId: number;
  dup: boolean;
  expired: boolean;
  /** What it takes of the bytes that may be here; nothing once it is settled. */
  bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How many messages of QoS 1 may be on the way at once. */
const WINDOW = 512;
/** How many may wait, and how many bytes of payload may be here, those on the way among them. */
const MOST_WAITING = 100_000;
const MOST_BYTES = 64 * 2 ** 20;

const NOTHING = Buffer.alloc(0);

/** What waits to be sent, and what waits to be acknowledged. */
export interface Outbox {
  /**
   * Resolves when the broker has it (QoS 1), or when it was sent (QoS 0).
   *
   * @throws LinkError `closed`, `unreachable` where too much waits, or `deadline`
   */
  publish(topicName: string, payload: Uint8Array, qos: Qos, options?: PublishOptions): Promise<void>;
  /** An identifier for a packet that is no message. */
  reserve(): number;
  acknowledged(messageId: number): void;
  /** Sends from now on through this connection, and once more what was not acknowledged. */
  connected(connection: Connection, host: HostUri): void;
  disconnected(connection: Connection): void;
  /** Rejects what is still here. */
  close(): void;
}

/** Makes an empty outbox, which waits for a connection; until there is one, messages are written for `first`. */
export function createOutbox(first: HostUri): Outbox {
  // Sets and maps keep their order, and what expires in the midst of them is quickly taken out.
  const waiting = new Set<Letter>();
  const sent = new Map<number, Letter>();
  let connection: Connection | undefined;
  let host = first;
  let closed = false;
  let lastId = 0;
  let bytes = 0;

  const reserve = (): number => {
    do lastId = (lastId % 0xffff) + 1;
    while (sent.has(lastId));
    return lastId;
  };
  const settled = (letter: Letter): void => {
    expiry.forget(letter);
    bytes -= letter.bytes;
    letter.bytes = 0;
  };
  const expire = (letter: Letter): void => {
    if (letter.expired) return;
    letter.expired = true;
    settled(letter);
    letter.payload = NOTHING;
    const never = waiting.delete(letter);
    const what = never ? "was not connected" : "did not acknowledge it";
    letter.reject(new LinkError("deadline", `publish: ${showHost(host)} ${what} before the deadline`));
    // What was sent keeps its identifier until the connection ends: its acknowledgement may still come.
  };
  const expiry = createExpiry<Letter>(expire);
  /** Writes a message for the host of the moment, and sends it; `false` where it cannot be written for that one. */
  const send = (letter: Letter): boolean => {
    if (letter.host !== host && letter.writtenFor !== undefined) {
      try {
        const { topicName, payload } = letter.writtenFor(host);
        Object.assign(letter, { topic: topicName, payload: bufferOf(payload), host });
      } catch (error) {
        settled(letter);
        letter.reject(error);
        return false;
      }
    }
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
    return true;
  };
  const flush = (): void => {
    for (const letter of waiting) {
      if (connection === undefined || (letter.qos === 1 && sent.size >= WINDOW)) return;
      if (expiry.isPast(letter)) {
        expire(letter);
        continue;
      }
      waiting.delete(letter);
      if (letter.qos === 1) letter.messageId = reserve();
      if (!send(letter)) continue;
      if (letter.qos === 1) {
        sent.set(letter.messageId, letter);
        continue;
      }
      settled(letter);
      letter.resolve();
    }
  };

  return {
    reserve,
    publish: (topic, payload, qos, options = {}) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new LinkError("closed", "publish: the link was closed"));
        // The first is taken whatever it is: no packet of MQTT is larger than a host may be sent at once.
        const isFull = waiting.size >= MOST_WAITING || (bytes > 0 && bytes + payload.length > MOST_BYTES);
        if (isFull) return reject(full(host, waiting.size + sent.size, bytes));
        bytes += payload.length;
        const letter: Letter = {
          ...options,
          ...{ topic, payload: bufferOf(payload), host, qos, messageId: 0, dup: false, expired: false },
          bytes: payload.length,
          ...{ resolve, reject },
        };
        waiting.add(letter);
        expiry.watch(letter);
        flush();
      }),
    acknowledged: (messageId) => {
      const letter = sent.get(messageId);
      if (letter === undefined) return;
      sent.delete(messageId);
      settled(letter);
      letter.resolve();
      flush();
    },
    connected: (next, at) => {
      connection = next;
      host = at;
      for (const letter of sent.values()) {
        if (expiry.isPast(letter)) expire(letter);
        letter.dup = true;
        if (letter.expired || !send(letter)) sent.delete(letter.messageId);
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
      for (const letter of [...sent.values(), ...waiting]) {
        settled(letter);
        letter.reject(error);
      }
      sent.clear();
      waiting.clear();
    },
  };
}

function full(host: HostUri, count: number, bytes: number): LinkError {
  return new LinkError(
    "unreachable",
    `publish: expected at most ${MOST_WAITING} messages and ${MOST_BYTES} bytes to wait for ${showHost(host)}, found ${count} and ${bytes}: wait for those before, or give them a shorter time to expire`,
  );
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
