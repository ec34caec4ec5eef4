import { readTime } from "../store/record.ts";
import type { Store } from "../store/store.ts";
import { pruneDevices } from "./prune-devices.ts";

/** What a sweep removes: messages that nobody waits for. */
export interface SweepOptions {
  /** Those below this number. */
  readonly below?: number;
  /** Those that say that they were received before, in milliseconds of Unix time. */
  readonly before?: number;
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
  /** Whether there is anything to go on with. */
  readonly more: boolean;
}

/** The most messages that one transaction removes, and the most that it looks at. */
const [MOST, MOST_VISITED] = [1000, 10_000];

/**
 * Removes messages that are done. Those that wait are kept whatever their age, and so are dead letters, unless asked for.
 * Only within a transaction.
 */
export function sweep(store: Store, options: SweepOptions): Swept {
  const { below, before, dead = false, from } = options;
  const range = { start: from, ...(below === undefined ? {} : { end: below }) };
  const numbers: number[] = [];
  let [next, visited, more] = [from, 0, false];
  const consider = (number: number, isOld: boolean): boolean => {
    more = numbers.length >= MOST || visited++ >= MOST_VISITED;
    if (more) return false;
    next = number + 1;
    const wanted = isOld && !store.waiting.has(number) && (dead || !store.dead.doesExist(number));
    if (wanted) numbers.push(number);
    return true;
  };
  if (before === undefined) {
    for (const key of store.messages.getKeys(range)) if (!consider(key, true)) break;
  } else {
    // To the end: the clock may have been set back, and younger messages say that they are older.
    for (const { key, value } of store.messages.getRange(range)) {
      if (!consider(key, readTime(value) < before)) break;
    }
  }
  for (const number of numbers) {
    store.messages.removeSync(number);
    store.dead.removeSync(number);
  }
  store.noteSwept(next);
  if (!more) pruneDevices(store);
  return { removed: numbers.length, next, more };
}
