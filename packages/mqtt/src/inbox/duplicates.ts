import { createHash } from "node:crypto";
import type { TopicName } from "../names/topic-name.ts";

/** Remembers which messages came within a window of time. */
export interface DuplicateWindow {
  /**
   * What makes two messages the same is the device, the message type and the payload, which holds the number.
   * The key is 48 bits of their hash: enough to find a message by, too little to tell that it is the same.
   */
  keyOf(name: Pick<TopicName, "devEui" | "direction" | "type">, payload: Uint8Array): number;
  /** The number of the message that was added under this key within the window. */
  find(key: number, now: number): number | undefined;
  add(key: number, number: number, now: number): void;
}

/**
 * Keeps two generations of keys, each as long as the window: what is older than both is forgotten,
 * so a message is remembered for one window at least and for two at most.
 */
export function createDuplicateWindow(milliseconds: number): DuplicateWindow {
  let young = new Map<number, number>();
  let old = new Map<number, number>();
  let began = 0;
  const turn = (now: number): void => {
    if (now - began < milliseconds) return;
    old = now - began < 2 * milliseconds ? young : new Map();
    young = new Map();
    began = now;
  };
  return {
    keyOf: ({ devEui, direction, type }, payload) =>
      createHash("sha256")
        .update(`${devEui}/${direction}/${type}/`)
        .update(payload)
        .digest()
        .readUIntBE(0, 6),
    find: (key, now) => {
      turn(now);
      return young.get(key) ?? old.get(key);
    },
    add: (key, number, now) => {
      turn(now);
      young.set(key, number);
    },
  };
}
