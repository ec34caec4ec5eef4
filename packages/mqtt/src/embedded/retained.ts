import type { PublishPacket } from "aedes";

/** Bounds what a broker keeps as retained. */
export interface Retained {
  /** Whether a message may be kept, in place of the one before of its topic name; counted as kept from now on. */
  admit(packet: Pick<PublishPacket, "topic" | "payload">): boolean;
}

/** The most messages that are retained, and the most bytes of them, with those of their topic names. */
const MOST = 10_000;
const MOST_BYTES = 16 * 2 ** 20;

/** Why a message is passed on and not kept. */
export const NOT_RETAINED = `expected at most ${MOST} retained messages and ${MOST_BYTES} bytes of them: it is passed on and not kept; remove some, by an empty payload`;

/** None yet. Those that are kept stay: whoever has set one relies on it. */
export function createRetained(most = MOST, mostBytes = MOST_BYTES): Retained {
  const kept = new Map<string, number>();
  let all = 0;
  return {
    admit: ({ topic, payload }) => {
      const before = kept.get(topic) ?? 0;
      const bytes = payload.length === 0 ? 0 : Buffer.byteLength(topic) + payload.length;
      const count = kept.size + (kept.has(topic) ? 0 : 1);
      // An empty payload removes, @see MQTT 3.1.1 §3.3.1.3
      if (bytes > 0 && (count > most || all - before + bytes > mostBytes)) return false;
      all += bytes - before;
      if (bytes === 0) kept.delete(topic);
      else kept.set(topic, bytes);
      return true;
    },
  };
}
