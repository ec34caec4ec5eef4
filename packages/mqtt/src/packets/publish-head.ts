import { isTopicName } from "./name-bytes.ts";
import type { Publish } from "./publish.ts";

/** What is left of a PUBLISH that was longer than allowed. @see MQTT 3.1.1 §3.3 */
export interface LongPublish extends Omit<Publish, "payload"> {
  /** The first bytes of its payload. */
  readonly head: Buffer;
  /** Bytes of the whole payload. */
  readonly size: number;
}

/** The beginning of a PUBLISH, collected as it comes. */
export interface PublishHead {
  add(bytes: Buffer): void;
  /** Whether its topic name is there. */
  readonly hasName: boolean;
  /** What it says; `undefined` where that is no MQTT. */
  read(): LongPublish | undefined;
}

/** Bytes of a payload that are kept where it is longer than allowed. */
export const KEPT_BYTES = 64 * 1024;

/** Bytes of a topic name and of what stands around it, at most. */
const MOST_NAME_BYTES = 2 + 65_535 + 2;

/**
 * Begins to collect, from the byte behind the fixed header on.
 *
 * @param first - first byte of the fixed header, with QoS, DUP and RETAIN
 * @param length - remaining length of the packet
 * @param keep - how many bytes of the payload are kept
 */
export function createPublishHead(first: number, length: number, keep = KEPT_BYTES): PublishHead {
  // All of it at once: views of the chunks would keep the chunks.
  const room = Buffer.allocUnsafeSlow(Math.min(length, MOST_NAME_BYTES + keep));
  let collected = 0;
  return {
    add: (bytes) => {
      collected += bytes.copy(room, collected);
    },
    get hasName() {
      return collected >= 2 && collected >= 2 + room.readUInt16BE(0);
    },
    read: () => {
      const bytes = room.subarray(0, collected);
      if (bytes.length < 2) return undefined;
      const nameEnd = 2 + bytes.readUInt16BE(0);
      const qos = (first >> 1) & 3;
      const start = nameEnd + (qos === 0 ? 0 : 2);
      const name = bytes.subarray(2, nameEnd);
      if (start > length || nameEnd > bytes.length || qos === 3 || !isTopicName(name)) return undefined;
      return {
        topicName: name.toString(),
        qos: qos as 0 | 1 | 2,
        dup: (first & 8) !== 0,
        retain: (first & 1) !== 0,
        messageId: qos === 0 || start > bytes.length ? undefined : bytes.readUInt16BE(nameEnd),
        head: Buffer.from(bytes.subarray(start, start + keep)),
        size: length - start,
      };
    },
  };
}
