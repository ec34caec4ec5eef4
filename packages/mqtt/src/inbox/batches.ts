import type { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import type { Ages } from "./ages.ts";
import type { Announcer } from "./announce.ts";
import type { Arrivals } from "./arrivals.ts";
import type { Batch } from "./batch.ts";
import type { Capacity } from "./capacity.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Devices } from "./devices.ts";
import type { MayTake } from "./fair-queue.ts";
import type { Replays } from "./replays.ts";
import type { Store } from "./store/store.ts";
import type { Sweeper } from "./sweeper.ts";
import type { Work } from "./work.ts";

/** Puts together what is to be written, and sees to it once it is. */
export interface Batches {
  /** All that is to be written now; `undefined` where there is nothing. */
  take(): Batch | undefined;
  /** It is on disk. `failures` is how often the write before it failed in a row. */
  written(batch: Batch, failures: number): void;
  /** Nothing is lost and nothing acknowledged: it all waits for the next try. `failures` counts from 1. */
  failed(batch: Batch, error: LinkError, failures: number): void;
  /** The command line has changed the inbox: it is looked at when nothing is being written. */
  knock(): void;
  /** Handlers are called from now on. */
  start(): void;
  /** Nothing new is begun. */
  end(): void;
}

/** What batches are made of, and what becomes of them. */
export interface BatchesOptions {
  readonly store: Pick<Store, "refresh">;
  readonly arrivals: Arrivals;
  readonly work: Work;
  readonly devices: Devices;
  readonly letters: DeadLetters;
  readonly ages: Pick<Ages, "lived">;
  readonly sweeper: Sweeper;
  readonly replays: Replays;
  readonly capacity: Capacity;
  readonly announcer: Announcer;
  readonly report: Report;
  /** There is something to write. */
  request(): void;
}

/** The most messages of one transaction: the event loop makes it ready in a few milliseconds. */
const MOST_IN_BATCH = 4000;

/** How messages are marked that have just come. */
const FRESH = { replayed: false, before: false };

/** Makes batches, one at a time. */
export function createBatches(options: BatchesOptions): Batches {
  const {
    store,
    arrivals,
    work,
    devices,
    letters,
    ages,
    sweeper,
    replays,
    capacity,
    announcer,
    report,
    request,
  } = options;
  let started = false;
  let ending = false;
  let knocked = false;
  /** Whether anything waits because the inbox has no room for it. */
  let held = false;

  const look = (): void => {
    knocked = false;
    if (!ending) replays.look();
  };
  /** As many as there is room for, and of no device so many that there is none for the others. */
  const takeArrivals = (): Batch["arrivals"] => {
    const room = capacity.room(work.open);
    const mayTake = capacity.shares(work.open, arrivals.waiting, work.heldBy);
    let refused = false;
    const ask: MayTake | undefined =
      mayTake &&
      ((...asked) => {
        const may = mayTake(...asked);
        refused ||= !may;
        return may;
      });
    const taken = arrivals.take(Math.min(MOST_IN_BATCH, room), ask);
    const count = taken.fresh.length + taken.duplicates.length;
    held = refused || (count === room && room < MOST_IN_BATCH);
    return taken;
  };
  const account = ({ arrivals: { first, fresh }, ends, letGo, lived }: Batch): void => {
    fresh.forEach(({ lane, bytes, reason }, index) => {
      if (reason !== undefined) letters.add({ number: first + index, lane, bytes, lived });
    });
    for (const { task, bytes } of ends.deaths) {
      letters.add({ number: task.number, lane: task.devEui, bytes, lived });
    }
    letters.letGo(letGo);
    letters.tell();
    if (ends.deaths.length > 0 || fresh.some(({ reason }) => reason !== undefined)) request();
  };
  const lookAtRoom = (): void => capacity.look(work.open, held ? arrivals.lanes : [], work.heldBy);
  /** They are on disk: they may be acknowledged, and wait for their handlers. */
  const settle = ({ first, fresh, duplicates }: Batch["arrivals"]): void => {
    fresh.forEach(({ topicName, record, reason, done }, index) => {
      if (reason === undefined) work.add(first + index, record, FRESH, topicName);
      else announcer.dead(topicName, first + index, reason);
      done?.();
    });
    for (const { topicName, done } of duplicates) {
      announcer.duplicate(topicName);
      done?.();
    }
  };

  return {
    take: () => {
      const taken = takeArrivals();
      const letGo = letters.surplus();
      const none = taken.fresh.length === 0 && taken.duplicates.length === 0 && letGo.length === 0;
      if (none && !work.hasEnds && !sweeper.isDue && !devices.hasUnwritten) {
        lookAtRoom();
        if (knocked) look();
        return undefined;
      }
      const latest = devices.link(taken.fresh, taken.first);
      return {
        arrivals: taken,
        ends: work.takeEnds(),
        latest,
        devices: devices.takeUnwritten(latest),
        letGo,
        lived: ages.lived(),
        sweep: sweeper.take(taken.first),
      };
    },
    written: (batch, failures) => {
      // What was read before would still be seen as it was.
      store.refresh();
      if (failures > 0) report({ type: "inbox-recovered" });
      arrivals.written(batch.arrivals);
      devices.written(batch.latest);
      work.forget(batch.ends);
      settle(batch.arrivals);
      account(batch);
      lookAtRoom();
      if (ending) return;
      if (knocked) look();
      if (started) work.resume();
      if (work.hasEnds || sweeper.isDue || devices.hasUnwritten || arrivals.waiting > 0) request();
    },
    failed: (batch, error, failures) => {
      arrivals.putBack(batch.arrivals);
      work.putBack(batch.ends);
      devices.putBack();
      sweeper.putBack(batch.sweep);
      if (failures === 1) report({ type: "inbox-failed", error });
      work.pause();
    },
    knock: () => {
      knocked = true;
      request();
    },
    start: () => {
      started = true;
      work.resume();
    },
    end: () => {
      ending = true;
    },
  };
}
