import { steadyTime } from "../clock.ts";
import { backoff } from "../session/backoff.ts";

/** One message in its lane. */
export interface Item {
  readonly number: number;
  readonly devEui: string;
  /** How often its handler was called, in this process. */
  attempt: number;
}

/** How lanes work. */
export interface LaneOptions<One extends Item> {
  /** How many lanes may work at once. */
  readonly concurrency: number;
  /** How often a handler is tried. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; each further wait is twice as long. */
  readonly firstWait: number;
  readonly mostWait: number;
  /** Does the work; what it throws, or rejects with, is tried again. */
  run(item: One): Promise<void> | void;
  onRetry(item: One, error: unknown): void;
  /** The last attempt failed. */
  onGivenUp(item: One, error: unknown): void;
}

/** Lanes of work: within one, in order and one by one; across them, at once. */
export interface Lanes<One extends Item> {
  add(item: One): void;
  /** How many of a device have no end yet. */
  count(devEui: string): number;
  /** Starts to work, or goes on. */
  resume(): void;
  /** Begins nothing new; what runs is finished. */
  pause(): void;
  /** Resolves when nothing runs. To be called after `pause`. */
  idle(): Promise<void>;
}

interface Lane<One> {
  readonly items: One[];
  /** The first item that is not done. */
  next: number;
}

/** Makes lanes. They are paused until they are told to go on. */
export function createLanes<One extends Item>(options: LaneOptions<One>): Lanes<One> {
  const lanes = new Map<string, Lane<One>>();
  let ready: Lane<One>[] = [];
  let running = 0;
  let paused = true;
  let waiters: (() => void)[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const finish = (lane: Lane<One>, item: One): void => {
    lane.next++;
    if (lane.next === lane.items.length) lanes.delete(item.devEui);
    else {
      if (lane.next > 1000) {
        lane.items.splice(0, lane.next);
        lane.next = 0;
      }
      ready.push(lane);
    }
  };

  const fail = (lane: Lane<One>, item: One, error: unknown): void => {
    if (item.attempt >= options.attempts) {
      options.onGivenUp(item, error);
      finish(lane, item);
      return;
    }
    options.onRetry(item, error);
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        ready.push(lane);
        work();
      },
      backoff(item.attempt - 1, options.firstWait, options.mostWait),
    );
    timers.add(timer);
  };

  const stopped = (): void => {
    running--;
    if (running > 0) return;
    const called = waiters;
    waiters = [];
    for (const resolve of called) resolve();
  };

  const begin = (lane: Lane<One>): void => {
    const item = lane.items[lane.next] as One;
    item.attempt++;
    running++;
    try {
      const result = options.run(item);
      if (result === undefined) {
        finish(lane, item);
        stopped();
        return;
      }
      result
        .then(
          () => finish(lane, item),
          (error: unknown) => fail(lane, item, error),
        )
        .then(() => {
          stopped();
          work();
        });
    } catch (error) {
      fail(lane, item, error);
      stopped();
    }
  };

  /** Runs what is ready. Handlers that do not wait could keep the process busy for long: it breathes in between. */
  const work = (): void => {
    const until = steadyTime() + 5;
    let at = 0;
    while (!paused && running < options.concurrency && at < ready.length) {
      begin(ready[at++] as Lane<One>);
      if ((at & 7) === 0 && steadyTime() > until) break;
    }
    if (at > 0) ready = ready.slice(at);
    if (!paused && ready.length > 0 && running < options.concurrency) schedule();
  };

  let scheduled = false;
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      work();
    });
  };

  return {
    add: (item) => {
      const lane = lanes.get(item.devEui);
      if (lane !== undefined) {
        lane.items.push(item);
        return;
      }
      const added = { items: [item], next: 0 };
      lanes.set(item.devEui, added);
      ready.push(added);
      schedule();
    },
    count: (devEui) => {
      const lane = lanes.get(devEui);
      return lane === undefined ? 0 : lane.items.length - lane.next;
    },
    resume: () => {
      paused = false;
      schedule();
    },
    pause: () => {
      paused = true;
    },
    idle: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      return running === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve));
    },
  };
}
