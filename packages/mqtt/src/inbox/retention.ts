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

/** What a sweep has found. */
export interface Old {
  readonly numbers: readonly number[];
  /** The number to go on from. */
  readonly next: number;
}

/** Finds messages that are done. Those that wait are kept whatever their age, and so are dead letters, unless asked for. */
export function findOld(store: Store, { before, dead = false, from = 0, most = 1000 }: SweepOptions): Old {
  const numbers: number[] = [];
  let next = from;
  for (const { key, value } of store.messages.getRange({ start: from })) {
    if (readTime(value) >= before || numbers.length >= most) break;
    next = key + 1;
    if (store.pending.doesExist(key) || (!dead && store.dead.doesExist(key))) continue;
    numbers.push(key);
  }
  return { numbers, next };
}
