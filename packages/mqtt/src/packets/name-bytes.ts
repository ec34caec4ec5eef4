import { isUtf8 } from "node:buffer";

/**
 * Whether bytes are what a topic name may be: one character or more in UTF-8, without U+0000. A parser that puts U+FFFD in place of what is none
 * would let two names become one.
 *
 * @see {@link https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html | MQTT 3.1.1 §1.5.3}
 */
export function isTopicName(bytes: Buffer): boolean {
  return bytes.length > 0 && isUtf8(bytes) && !bytes.includes(0);
}
