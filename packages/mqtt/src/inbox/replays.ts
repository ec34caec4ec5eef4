import type { Store } from "./store/store.ts";
import type { Work } from "./work.ts";

/** Takes up what waits on disk and is not known here. */
export interface Replays {
  /** All of it, when the inbox is opened. */
  takeUpAll(): void;
  /** Whatever the command line has asked for since. Not while something is being written: what became of that is not known yet. */
  look(): void;
  end(): void;
}

/** Messages that are taken up before the event loop goes on. */
const AT_ONCE = 200;

/** Finds replays. Requests go on meanwhile, however many there are. */
export function createReplays(store: Store, work: Work): Replays {
  let found: number[] = [];
  let next = 0;
  let running = false;
  let ended = false;

  const takeUp = (number: number, replayed: boolean): void => {
    const record = store.messages.get(number);
    if (record !== undefined) work.add(number, Buffer.from(record), { replayed, before: true });
  };
  const run = (): void => {
    running = !ended && next < found.length;
    if (!running) return;
    for (const number of found.slice(next, next + AT_ONCE)) takeUp(number, true);
    next += AT_ONCE;
    setImmediate(run);
  };

  return {
    takeUpAll: () => {
      for (const { number, replay } of store.waiting.numbers()) takeUp(number, replay);
    },
    look: () => {
      store.refresh();
      // All others that wait are known: they were taken up at the start, or as they were written.
      found = store.waiting.replays().filter((number) => !work.isReplaying(number));
      next = 0;
      if (!running) run();
    },
    end: () => {
      ended = true;
    },
  };
}
