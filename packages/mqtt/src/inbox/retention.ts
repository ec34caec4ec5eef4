import { readTime } from "./record.ts";
import type { Store } from "./store.ts";

/** What a sweep removes: messages that were received before, and that nobody waits for. */
export interface SweepOptions {
  /** Milliseconds of Unix time. */
  readonly before: number;
  /** Whether dead letters go as well. */
  readonly dead?: boolean;
  /** Where the last sweep came to; messages before it are passed over. */
  readonly from?: number;
  /** The most messages to remove at once. */
  readonly most?: number;
}

/** How a sweep ended. */
export interface Sweep {
  readonly removed: number;
  /** The number to go on from. */
  readonly next: number;
  /** Whether there may be more to remove. */
  readonly more: boolean;
}

/**
 * Removes messages that are done. Those that wait are kept whatever their age, and so are dead letters, unless asked for.
 *
 * @throws LinkError `storage`
 */
export function sweep(store: Store, { before, dead = false, from = 0, most = 1000 }: SweepOptions): Sweep {
  const numbers: number[] = [];
  let next = from;
  let more = false;
  for (const { key, value } of store.messages.getRange({ start: from })) {
    if (readTime(value) >= before) break;
    next = key + 1;
    if (store.pending.doesExist(key) || (!dead && store.dead.doesExist(key))) continue;
    numbers.push(key);
    if (numbers.length >= most) {
      more = true;
      break;
    }
  }
  if (numbers.length > 0) {
    store.commit(() => {
      for (const number of numbers) {
        store.messages.removeSync(number);
        store.dead.removeSync(number);
      }
    });
  }
  return { removed: numbers.length, next, more };
}
