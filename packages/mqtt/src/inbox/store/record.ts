import { LinkError } from "../../error.ts";
import type { PayloadFormat } from "../../protocol/payload.ts";

/** A message as it was received. */
export interface Received {
  readonly topicName: string;
  readonly payload: Uint8Array;
  readonly format: PayloadFormat;
  /** When, in milliseconds of Unix time. */
  readonly receivedAt: number;
  /** The host it came from, without a password. It is kept with the device, not with each message. */
  readonly host?: string;
  /** Whether its sender says that it may have sent it before: the flag DUP of MQTT. It is not kept. */
  readonly dup?: boolean;
  /** Its Packet Identifier, where it has one: a message that is sent again has the same. */
  readonly packetId?: number;
}

/** Version 1 had neither a link to the message before nor a Packet Identifier. */
const [UNLINKED, VERSION] = [1, 2];
const UNLINKED_HEAD = 12;
const PACKET_ID_AT = UNLINKED_HEAD + 8;
const HEAD = PACKET_ID_AT + 2;
/** By their place. */
const FORMATS: readonly PayloadFormat[] = ["cbor", "json"];

/**
 * A received message as the bytes of a record: version, format, time, length of the topic name, number of the message
 * before it of the same device, Packet Identifier, topic name, payload.
 */
export function writeRecord({ topicName, payload, format, receivedAt, packetId = 0 }: Received): Buffer {
  const topicBytes = Buffer.byteLength(topicName);
  const bytes = Buffer.allocUnsafe(HEAD + topicBytes + payload.length);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeUInt8(FORMATS.indexOf(format), 1);
  bytes.writeDoubleBE(receivedAt, 2);
  bytes.writeUInt16BE(topicBytes, 10);
  linkRecord(bytes, 0);
  bytes.writeUInt16BE(packetId, PACKET_ID_AT);
  bytes.write(topicName, HEAD, "utf8");
  bytes.set(payload, HEAD + topicBytes);
  return bytes;
}

/** Says in a new record which message came before it from the same device; 0 where none is known. */
export function linkRecord(bytes: Buffer, previous: number): void {
  bytes.writeDoubleBE(previous, UNLINKED_HEAD);
}

/**
 * Reads the bytes of a record. The payload is a copy: the bytes may be the database's own.
 *
 * @throws LinkError `storage` where another version wrote it, or it is damaged
 */
export function readRecord(bytes: Buffer): Received {
  const received = viewRecord(bytes);
  return { ...received, payload: Uint8Array.prototype.slice.call(received.payload) };
}

/**
 * The same without a copy: the payload is a part of the record's own memory. Where the topic name is known, it is not
 * read again.
 *
 * @throws LinkError `storage`
 */
export function viewRecord(bytes: Buffer, topicName?: string): Received {
  if (!hasHead(bytes)) {
    throw new LinkError(
      "storage",
      `inbox: expected a record of version ${UNLINKED} or ${VERSION}, found ${bytes.length} bytes of another kind: another version wrote it, or it is damaged`,
    );
  }
  return {
    topicName: topicName ?? readTopicName(bytes),
    payload: bytes.subarray(payloadAt(bytes)),
    format: FORMATS[bytes[1] as number] ?? "cbor",
    receivedAt: readTime(bytes),
  };
}

/** When the message of a record was received; 0 where the record is cut off. */
export function readTime(bytes: Buffer): number {
  return hasHead(bytes) ? bytes.readDoubleBE(2) : 0;
}

/** The topic name of a record; empty where the record is cut off. */
export function readTopicName(bytes: Buffer): string {
  if (!hasHead(bytes)) return "";
  const head = headOf(bytes);
  return bytes.toString("utf8", head, head + bytes.readUInt16BE(10));
}

/** The number of the message before it of the same device; 0 where none is known. */
export function readPrevious(bytes: Buffer): number {
  return bytes[0] === VERSION ? bytes.readDoubleBE(UNLINKED_HEAD) : 0;
}

/** The Packet Identifier of a record; 0 where it has none. */
export function readPacketId(bytes: Buffer): number {
  return bytes[0] === VERSION ? bytes.readUInt16BE(PACKET_ID_AT) : 0;
}

/** Whether two records have the same payload. */
export function samePayload(one: Buffer, other: Buffer): boolean {
  const [at, otherAt] = [payloadAt(one), payloadAt(other)];
  return one.length - at === other.length - otherAt && one.compare(other, otherAt, other.length, at) === 0;
}

/** Where the topic name of a record begins; `undefined` where the bytes are cut off before, or no record. */
export function topicNameAt(bytes: Buffer): number | undefined {
  return hasHead(bytes) ? headOf(bytes) : undefined;
}

/** Whether bytes begin like a record, and go on to its topic name. */
function hasHead(bytes: Buffer): boolean {
  return (bytes[0] === VERSION || bytes[0] === UNLINKED) && bytes.length >= headOf(bytes);
}

function payloadAt(bytes: Buffer): number {
  return headOf(bytes) + bytes.readUInt16BE(10);
}

function headOf(bytes: Buffer): number {
  return bytes[0] === UNLINKED ? UNLINKED_HEAD : HEAD;
}
