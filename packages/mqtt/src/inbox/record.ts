import { LinkError } from "../error.ts";

/** A message as it was received. */
export interface Received {
  readonly topicName: string;
  readonly payload: Uint8Array;
  /** When, in milliseconds of Unix time. */
  readonly receivedAt: number;
}

const VERSION = 1;
const HEAD = 11;

/** A received message as the bytes of a record: version, time, length of the topic name, topic name, payload. */
export function writeRecord({ topicName, payload, receivedAt }: Received): Buffer {
  const topicBytes = Buffer.byteLength(topicName);
  const bytes = Buffer.allocUnsafe(HEAD + topicBytes + payload.length);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeDoubleBE(receivedAt, 1);
  bytes.writeUInt16BE(topicBytes, 9);
  bytes.write(topicName, HEAD, "utf8");
  bytes.set(payload, HEAD + topicBytes);
  return bytes;
}

/**
 * Reads the bytes of a record. The payload is a copy: the bytes may be the database's own.
 *
 * @throws LinkError `storage` where another version wrote it
 */
export function readRecord(bytes: Buffer): Received {
  if (bytes[0] !== VERSION) {
    throw new LinkError(
      "storage",
      `inbox: expected records of version ${VERSION}; this inbox is from another version`,
    );
  }
  const end = HEAD + bytes.readUInt16BE(9);
  return {
    topicName: bytes.toString("utf8", HEAD, end),
    payload: Uint8Array.prototype.slice.call(bytes, end),
    receivedAt: readTime(bytes),
  };
}

/** When the message of a record was received. */
export function readTime(bytes: Buffer): number {
  return bytes.readDoubleBE(1);
}
