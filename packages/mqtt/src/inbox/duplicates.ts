import { hash, randomInt } from "node:crypto";
import { messageNameOf, type TopicName } from "../protocol/topic-name.ts";
import { createCompactIndex } from "./compact-index.ts";
import type { Received } from "./record.ts";
import type { Worker } from "./worker.ts";

/** Remembers which messages came within a window of time, on the clock that nobody sets. */
export interface DuplicateWindow {
  /**
   * What makes two messages the same is the device, the message type and the payload, which holds the number.
   * The key is 53 bits of their hash: enough to find a message by, too little to tell that it is the same.
   */
  keyOf(name: Pick<TopicName, "devEui" | "direction" | "type">, payload: Uint8Array): number;
  /** The number of the message that was added under this key within the window. */
  find(key: number, now: number): number | undefined;
  add(key: number, number: number, now: number): void;
}

/** Mixes a text into 53 bits. */
function fold(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ Math.floor(seed / 2 ** 32);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (low & 0x1fffff) * 2 ** 32 + (high >>> 0);
}

/**
 * Keeps two generations of keys, each as long as the window: what is older than both is forgotten,
 * so a message is remembered for one window at least and for two at most.
 */
export function createDuplicateWindow(milliseconds: number): DuplicateWindow {
  let young = createCompactIndex();
  let old = createCompactIndex();
  let began = 0;
  // Nobody outside can aim at a key.
  const seed = randomInt(2 ** 47);
  const turn = (now: number): void => {
    if (now - began < milliseconds) return;
    old = now - began < 2 * milliseconds ? young : createCompactIndex();
    young = createCompactIndex();
    // In step, however long nothing came: a generation would else live longer than it should.
    began = now - (now % milliseconds);
  };
  return {
    keyOf: ({ devEui, direction, type }, payload) => {
      // As text, which is what the hash of Node.js is quickest at: a quarter of the time of its streams.
      const digest = hash("sha256", payload, "binary");
      return fold(digest, fold(`${devEui}/${direction}/${type}/`, seed)) || 1;
    },
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

/** What the window knows a message by, where its message type has numbers. */
export function duplicateKey(
  { payload }: Pick<Received, "payload">,
  name: TopicName | undefined,
  { hasNumber }: Pick<Worker, "hasNumber">,
  window: DuplicateWindow,
): number | undefined {
  if (name === undefined || !hasNumber(messageNameOf(name))) return undefined;
  return window.keyOf(name, payload);
}
