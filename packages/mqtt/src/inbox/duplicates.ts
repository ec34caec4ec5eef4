import { KEPT_BYTES } from "../packets/publish-head.ts";
import { messageNameOf, type TopicName } from "../protocol/topic-name.ts";
import { createCompactIndex } from "./compact-index.ts";
import { createKeyedHash } from "./keyed-hash.ts";
import type { Received } from "./store/record.ts";
import type { Store } from "./store/store.ts";
import type { Worker } from "./worker.ts";

/** Remembers which messages came within a window of time, on the clock that nobody sets. */
export interface DuplicateWindow {
  /**
   * What makes two messages the same is the device, the message type and the payload, which holds the number. Of a payload
   * whose beginning is kept alone, `size` is how many bytes it had.
   * The key is 53 bits of their hash: enough to find a message by, too little to tell that it is the same.
   */
  keyOf(name: Pick<TopicName, "devEui" | "direction" | "type">, payload: Uint8Array, size?: number): number;
  /** The number of the message that was added under this key within the window. */
  find(key: number, now: number): number | undefined;
  add(key: number, number: number, now: number): void;
}

/**
 * Keeps two generations of keys, each as long as the window: what is older than both is forgotten,
 * so a message is remembered for one window at least and for two at most.
 */
export function createDuplicateWindow(milliseconds: number): DuplicateWindow {
  let young = createCompactIndex();
  let old = createCompactIndex();
  let began = 0;
  const hash = createKeyedHash();
  const turn = (now: number): void => {
    if (now - began < milliseconds) return;
    old = now - began < 2 * milliseconds ? young : createCompactIndex();
    young = createCompactIndex();
    // In step, however long nothing came: a generation would else live longer than it should.
    began = now - (now % milliseconds);
  };
  return {
    keyOf: ({ devEui, direction, type }, payload, size = payload.length) => {
      hash.text(devEui);
      hash.text(direction);
      hash.text(type);
      hash.bytes(payload);
      return hash.end(size);
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
  window: Pick<DuplicateWindow, "keyOf">,
  size?: number,
): number | undefined {
  if (name === undefined || !hasNumber(messageNameOf(name))) return undefined;
  return window.keyOf(name, payload, size);
}

/** How many bytes a payload on disk had, where that is not what is kept of it: its dead letter knows. */
export function wholeSize(
  { dead }: Pick<Store, "dead">,
  number: number,
  { payload }: Pick<Received, "payload">,
): number | undefined {
  return payload.length < KEPT_BYTES ? undefined : dead.get(number)?.reason.size;
}
