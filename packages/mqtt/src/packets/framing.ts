import { isTopicName } from "./name-bytes.ts";
import { type Publish, readPublish } from "./publish.ts";
import { createPublishHead, type LongPublish } from "./publish-head.ts";

/** What becomes of a packet: handed on, asked for again later, all but its beginning left out, or a fault. */
export type Admission = "pass" | "wait" | "skip" | "refuse";

/** What the framing asks and tells. */
export interface FramingEvents {
  /**
   * Once the fixed header of a packet is there; once more with each call after it was to wait.
   *
   * @param type - MQTT Control Packet type, from 1 to 15
   * @param length - remaining length: bytes of the packet behind its fixed header
   * @see MQTT 3.1.1 §2.2
   */
  admit(type: number, length: number): Admission;
  /** Bytes of packets that pass, as they came. */
  onBytes(bytes: Buffer): void;
  /** Takes a PUBLISH that passes and lies within one chunk, in place of its bytes: most do, and any other way costs more. */
  onPublish?(publish: Publish): void;
  /** A PUBLISH that was skipped has come to its end. */
  onLong(packet: LongPublish): void;
  /** What came cannot be read on from here. */
  onFault(expected: string): void;
}

/** Follows packets through chunks of bytes, before anything collects them. */
export interface Framing {
  /** Takes bytes, and answers those that have to wait: they are to be given once more. */
  take(chunk: Buffer): Buffer | undefined;
}

/** Type of an MQTT Control Packet. @see MQTT 3.1.1 §2.2.1 */
export const PUBLISH = 3;

/** What a PUBLISH has to begin with. @see MQTT 3.1.1 §3.3.2 */
const PUBLISH_HEAD =
  "a topic name in UTF-8 without U+0000, and with QoS 1 or 2 a packet identifier, within its packet";

/** The most bytes of a fixed header. */
const MOST_HEADER = 5;

/**
 * Makes a framing. MQTT lets anybody announce packets of 256 MB, and a parser would collect them: here they are seen as
 * they come, a few bytes each.
 *
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §2.2.3}
 */
export function createFraming(events: FramingEvents): Framing {
  /** The fixed header, as far as it has come and was not handed on. */
  const header = Buffer.alloc(MOST_HEADER);
  let read = 0;
  let length = 0;
  let complete = false;
  /** Bytes of the present packet that are still to come. */
  let rest = 0;
  /** The beginning of a packet that is skipped, or of one whose topic name lies across chunks. */
  let long: ReturnType<typeof createPublishHead> | undefined;
  let split: ReturnType<typeof createPublishHead> | undefined;
  let ended = false;

  const fault = (expected: string): undefined => {
    ended = true;
    events.onFault(expected);
  };
  const pass = (bytes: Buffer): void => {
    if (bytes.length > 0) events.onBytes(bytes);
  };
  /** A PUBLISH whose body begins at `at`, if all of it is here. */
  const readWhole = (chunk: Buffer, at: number): Publish | undefined =>
    events.onPublish === undefined || at + length > chunk.length
      ? undefined
      : readPublish(header[0] as number, chunk, at, at + length);
  /** Reads one byte of a header. */
  const readHeader = (byte: number): void => {
    header[read++] = byte;
    if (read === 1) return;
    length += (byte & 0x7f) * 128 ** (read - 2);
    if (byte < 0x80) complete = true;
    else if (read === MOST_HEADER) fault("a remaining length of at most four bytes");
  };
  /** Looks at the topic name of a packet that passes, whose body begins at `at`; `false` where it is none. */
  const beginName = (chunk: Buffer, at: number): boolean => {
    if (chunk.length - at >= 2) {
      const end = at + 2 + chunk.readUInt16BE(at);
      if (end <= chunk.length) {
        const qos = ((header[0] as number) >> 1) & 3;
        // A parser reads a packet identifier that has no room from beyond the packet.
        return end + (qos === 0 ? 0 : 2) <= at + length && isTopicName(chunk, at + 2, end);
      }
    }
    split = createPublishHead(header[0] as number, length, 0);
    return true;
  };
  const endLong = (): void => {
    const packet = long?.read();
    long = undefined;
    if (packet === undefined) fault(PUBLISH_HEAD);
    else events.onLong(packet);
  };

  return {
    take: (chunk) => {
      /** Where the bytes begin that are not handed on yet, and where the header began, if within this chunk. */
      let from = 0;
      let start = -1;
      let at = 0;
      while (!ended && (at < chunk.length || complete)) {
        if (complete) {
          const type = (header[0] as number) >> 4;
          const admission = events.admit(type, length);
          if (admission === "pass" && start < 0) {
            pass(Buffer.from(header.subarray(0, read)));
            from = at;
          } else if (admission !== "pass") {
            if (start >= 0) pass(chunk.subarray(from, start));
            from = at;
          }
          if (admission === "wait") return chunk.subarray(at);
          if (admission === "refuse") return fault("a shorter packet");
          const mayBeWhole = type === PUBLISH && admission === "pass" && start >= 0;
          const whole = mayBeWhole ? readWhole(chunk, at) : undefined;
          rest = length;
          if (whole !== undefined) {
            if (start > from) pass(chunk.subarray(from, start));
            at += rest;
            from = at;
            rest = 0;
          } else if (admission === "skip") long = createPublishHead(header[0] as number, length);
          else if (type === PUBLISH && !beginName(chunk, at)) {
            // What came before is whole, such as a CONNACK.
            if (start >= 0) pass(chunk.subarray(from, start));
            return fault(PUBLISH_HEAD);
          }
          [read, length, complete, start] = [0, 0, false, -1];
          if (whole !== undefined) events.onPublish?.(whole);
          else if (rest === 0 && long !== undefined) endLong();
        } else if (rest > 0) {
          const step = Math.min(rest, chunk.length - at);
          const bytes = chunk.subarray(at, at + step);
          at += step;
          rest -= step;
          if (long !== undefined) {
            from = at;
            long.add(bytes);
            if (rest === 0) endLong();
          } else if (split !== undefined) {
            split.add(bytes);
            if (split.hasName || rest === 0) {
              if (split.read() === undefined) fault(PUBLISH_HEAD);
              split = undefined;
            }
          }
        } else {
          if (read === 0) start = at;
          readHeader(chunk[at++] as number);
        }
      }
      if (ended) return undefined;
      pass(chunk.subarray(from, read === 0 ? at : start < 0 ? from : start));
      return undefined;
    },
  };
}
