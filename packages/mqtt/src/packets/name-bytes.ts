import { isUtf8 } from "node:buffer";

/**
 * Whether bytes are what a topic name may be: one character or more in UTF-8, without U+0000. A parser that puts U+FFFD in place of what is none
 * would let two names become one.
 *
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §1.5.3}
 */
export function isTopicName(bytes: Buffer, start = 0, end = bytes.length): boolean {
  let at = start;
  // Nearly all are ASCII, and each message has one: what is native costs more than it saves here.
  while (at < end && isPlain(bytes[at] as number)) at++;
  if (at === end) return end > start;
  const rest = bytes.subarray(at, end);
  return isUtf8(rest) && !rest.includes(0);
}

function isPlain(byte: number): boolean {
  return byte > 0 && byte < 0x80;
}
