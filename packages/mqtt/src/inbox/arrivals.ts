import { steadyTime } from "../clock.ts";
import type { TopicName } from "../protocol/topic-name.ts";
import type { Devices } from "./devices.ts";
import { type DuplicateWindow, duplicateKey } from "./duplicates.ts";
import { createFairQueue, type MayTake, type Queued } from "./fair-queue.ts";
import { type LookBack, sameMessage } from "./look-back.ts";
import { type Received, writeRecord } from "./record.ts";
import type { DeadReason, Store } from "./store.ts";
import type { Worker } from "./worker.ts";

/** A message on its way to the disk. */
export interface Arrival extends Queued {
  readonly received: Received;
  readonly name: TopicName | undefined;
  readonly record: Buffer;
  /** What the window of duplicates knows it by; `undefined` where it cannot be a duplicate. */
  readonly key: number | undefined;
  /** To be called when it is on disk. */
  readonly done: (() => void) | undefined;
  /** Why it is dead from the beginning. */
  readonly reason: DeadReason | undefined;
}

/** What of the arrivals one transaction writes. */
export interface ArrivalBatch {
  readonly fresh: readonly Arrival[];
  readonly duplicates: readonly Arrival[];
}

/** The queue of what has arrived and is not on disk yet. */
export interface Arrivals {
  readonly waiting: number;
  /** What it holds in memory. */
  readonly bytes: number;
  add(received: Received, done: (() => void) | undefined, reason?: DeadReason): void;
  /** The devices of which anything waits, and an empty text for all that are no devices. */
  readonly lanes: Iterable<string>;
  /** Takes so many out of the queue, of each device the oldest, and of large ones fewer. */
  take(most: number, mayTake?: MayTake): ArrivalBatch;
  /** They could not be written: they come first again. */
  putBack(batch: ArrivalBatch): void;
  /** They are on disk, the first under this number. */
  remember(fresh: readonly Arrival[], first: number): void;
}

/** What it takes to know a message again. */
export interface ArrivalsOptions {
  readonly worker: Pick<Worker, "nameOf" | "hasNumber">;
  readonly window: DuplicateWindow;
  /** Whether messages are compared at all. */
  readonly comparing: boolean;
  readonly store: Pick<Store, "messages">;
  readonly lookBack: Pick<LookBack, "recall">;
  readonly devices: Pick<Devices, "latest">;
}

/** The most bytes of one transaction, if it is more than one message. */
const MOST_BYTES = 16 * 2 ** 20;

/** Makes an empty queue. */
export function createArrivals(options: ArrivalsOptions): Arrivals {
  const { worker, window, comparing, store, lookBack, devices } = options;
  const isSame = sameMessage(worker.nameOf);
  const queue = createFairQueue<Arrival>();
  let places = 0;

  /** Whether the same message is on disk. */
  const isKept = (arrival: Arrival, key: number): boolean => {
    let number = window.find(key, steadyTime());
    if (number === undefined && arrival.received.dup === true && arrival.name !== undefined) {
      // Sent before, perhaps long ago: whoever sent it may have been away for longer than the window.
      const { devEui } = arrival.name;
      lookBack.recall(devEui, devices.latest(devEui));
      number = window.find(key, steadyTime());
    }
    const record = number === undefined ? undefined : store.messages.get(number);
    return record !== undefined && isSame(arrival.record, record);
  };

  return {
    get waiting() {
      return queue.size;
    },
    get bytes() {
      return queue.bytes;
    },
    get lanes() {
      return queue.lanes;
    },
    add: (received, done, reason) => {
      const name = worker.nameOf(received.topicName);
      const key = comparing ? duplicateKey(received, name, worker, window) : undefined;
      const record = writeRecord(received);
      const lane = name?.devEui ?? "";
      const place = places++;
      queue.add({ lane, place, bytes: record.length, received, name, record, key, done, reason });
    },
    take: (most, mayTake) => {
      const here = new Map<number, Arrival>();
      const fresh: Arrival[] = [];
      const duplicates: Arrival[] = [];
      for (const arrival of queue.take(most, MOST_BYTES, mayTake)) {
        const { key } = arrival;
        if (key !== undefined) {
          const other = here.get(key);
          if ((other !== undefined && isSame(arrival.record, other.record)) || isKept(arrival, key)) {
            duplicates.push(arrival);
            continue;
          }
          here.set(key, arrival);
        }
        fresh.push(arrival);
      }
      return { fresh, duplicates };
    },
    putBack: ({ fresh, duplicates }) => {
      queue.putBack([...fresh, ...duplicates]);
    },
    remember: (fresh, first) => {
      const now = steadyTime();
      fresh.forEach(({ key }, index) => {
        if (key !== undefined) window.add(key, first + index, now);
      });
    },
  };
}
