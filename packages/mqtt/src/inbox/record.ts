import { LinkError } from "../error.ts";
import type { PayloadFormat } from "../protocol/payload.ts";

/** A message as it was received. */
export interface Received {
  readonly topicName: string;
  readonly payload: Uint8Array;
  readonly format: PayloadFormat;
  /** When, in milliseconds of Unix time. */
  readonly receivedAt: number;
}

const VERSION = 1;
const HEAD = 12;
/** By their place. */
const FORMATS: readonly PayloadFormat[] = ["cbor", "json"];

/** A received message as the bytes of a record: version, format, time, length of the topic name, topic name, payload. */
export function writeRecord({ topicName, payload, format, receivedAt }: Received): Buffer {
  const topicBytes = Buffer.byteLength(topicName);
  const bytes = Buffer.allocUnsafe(HEAD + topicBytes + payload.length);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeUInt8(FORMATS.indexOf(format), 1);
  bytes.writeDoubleBE(receivedAt, 2);
  bytes.writeUInt16BE(topicBytes, 10);
  bytes.write(topicName, HEAD, "utf8");
  bytes.set(payload, HEAD + topicBytes);
  return bytes;
}

/**
 * Reads the bytes of a record. The payload is a copy: the bytes may be the database's own.
 *
 * @throws LinkError `storage` where another version wrote it, or it is damaged
 */
export function readRecord(bytes: Buffer): Received {
  if (bytes[0] !== VERSION || bytes.length < HEAD) {
    throw new LinkError(
      "storage",
      `inbox: expected a record of version ${VERSION}, found ${bytes.length} bytes of another kind: another version wrote it, or it is damaged`,
    );
  }
  return {
    topicName: readTopicName(bytes),
    payload: Uint8Array.prototype.slice.call(bytes, HEAD + bytes.readUInt16BE(10)),
    format: FORMATS[bytes[1] as number] ?? "cbor",
    receivedAt: readTime(bytes),
  };
}

/** When the message of a record was received; 0 where the record is cut off. */
export function readTime(bytes: Buffer): number {
  return bytes.length < HEAD ? 0 : bytes.readDoubleBE(2);
}

/** The topic name of a record; empty where the record is cut off. */
export function readTopicName(bytes: Buffer): string {
  return bytes.length < HEAD ? "" : bytes.toString("utf8", HEAD, HEAD + bytes.readUInt16BE(10));
}
