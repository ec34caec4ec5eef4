import { LinkError } from "../error.ts";

/** The most bytes of a packet behind its fixed header, unless told otherwise. */
export const DEFAULT_MAX_PACKET = 4 * 2 ** 20;

/** The least that can be set, and the most that MQTT can say. @see MQTT 3.1.1 §2.2.3 */
const [LEAST, MOST] = [1024, 268_435_455];

/**
 * Refuses a limit that MQTT cannot say, or that nothing fits in.
 *
 * @throws LinkError `invalid-configuration`
 */
export function checkMaxPacket(maxPacket: number | undefined, option = "maxPacket"): void {
  if (maxPacket === undefined) return;
  if (!Number.isInteger(maxPacket) || maxPacket < LEAST || maxPacket > MOST) {
    throw new LinkError("invalid-configuration", `${option}: expected whole bytes from ${LEAST} to ${MOST}`);
  }
}

/** What is said of a payload that came in a packet longer than allowed. */
export function tooLargeWords(size: number, maxPacket: number): string {
  return `expected a packet of at most ${maxPacket} bytes, found a payload of ${size}; raise maxPacket, or let the device send less at once`;
}
