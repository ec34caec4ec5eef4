/** Acknowledgements of messages of QoS 1, many in one write. */
export interface Acknowledgements {
  add(messageId: number): void;
  /** Writes at once what there is. */
  flush(): void;
}

const PUBACK = 0x4002;
const BYTES = 4;

/**
 * Collects acknowledgements.
 *
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §3.4}
 */
export function createAcknowledgements(write: (bytes: Buffer) => void): Acknowledgements {
  const waiting: number[] = [];
  const flush = (): void => {
    if (waiting.length === 0) return;
    const bytes = Buffer.allocUnsafe(waiting.length * BYTES);
    waiting.forEach((messageId, index) => {
      bytes.writeUInt16BE(PUBACK, index * BYTES);
      bytes.writeUInt16BE(messageId, index * BYTES + 2);
    });
    waiting.length = 0;
    write(bytes);
  };
  return {
    add: (messageId) => {
      // Not before the next round of reading: if the broker has died, a write that fails would close the socket, and
      // what it had delivered before, and has perhaps forgotten, would go unread. The first turn may end this round.
      if (waiting.push(messageId) === 1) setImmediate(() => setImmediate(flush));
    },
    flush,
  };
}
