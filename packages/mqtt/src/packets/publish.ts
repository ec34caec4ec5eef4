import { isTopicName } from "./name-bytes.ts";

/** A PUBLISH in its parts. @see MQTT 3.1.1 §3.3 */
export interface Publish {
  readonly topicName: string;
  readonly qos: 0 | 1 | 2;
  readonly dup: boolean;
  readonly retain: boolean;
  /** Packet identifier; with QoS 0 there is none. */
  readonly messageId: number | undefined;
  /** It may share its memory with the bytes that it was read from. */
  readonly payload: Uint8Array;
}

/**
 * Takes a PUBLISH apart, of which all bytes behind the fixed header are there; `undefined` where that is no MQTT.
 *
 * @param first - first byte of the fixed header, with QoS, DUP and RETAIN
 */
export function readPublish(first: number, bytes: Buffer, start: number, end: number): Publish | undefined {
  const qos = (first >> 1) & 3;
  if (end - start < 2 || qos === 3) return undefined;
  const nameStart = start + 2;
  const nameEnd = nameStart + bytes.readUInt16BE(start);
  const payloadStart = nameEnd + (qos === 0 ? 0 : 2);
  if (payloadStart > end || !isTopicName(bytes, nameStart, nameEnd)) return undefined;
  return {
    topicName: bytes.toString("utf8", nameStart, nameEnd),
    qos: qos as 0 | 1 | 2,
    dup: (first & 8) !== 0,
    retain: (first & 1) !== 0,
    messageId: qos === 0 ? undefined : bytes.readUInt16BE(nameEnd),
    payload: bytes.subarray(payloadStart, end),
  };
}
