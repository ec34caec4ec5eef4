import { readTime } from "./record.ts";
import type { Store } from "./store.ts";

/** What a sweep removes: messages that were received before, and that nobody waits for. */
export interface SweepOptions {
  /** Milliseconds of Unix time. */
  readonly before: number;
  /** Whether dead letters go as well. */
  readonly dead?: boolean;
  /** Where the last sweep came to; messages before it are passed over. */
  readonly from: number;
}

/** What a sweep has done. */
export interface Swept {
  readonly removed: number;
  /** The number to go on from. */
  readonly next: number;
}

/** The most messages that one transaction removes. */
const MOST = 1000;

/**
 * Removes messages that are done. Those that wait are kept whatever their age, and so are dead letters, unless asked for.
 * Only within a transaction.
 */
export function sweep(store: Store, { before, dead = false, from }: SweepOptions): Swept {
  const numbers: number[] = [];
  let next = from;
  for (const { key, value } of store.messages.getRange({ start: from })) {
    if (readTime(value) >= before || numbers.length >= MOST) break;
    next = key + 1;
    if (store.waiting.has(key) || (!dead && store.dead.doesExist(key))) continue;
    numbers.push(key);
  }
  for (const number of numbers) {
    store.messages.removeSync(number);
    store.dead.removeSync(number);
  }
  store.noteSwept(next);
  return { removed: numbers.length, next };
}
