import { steadyTime } from "../clock.ts";
import type { TopicName } from "../protocol/topic-name.ts";
import type { Devices } from "./devices.ts";
import { type DuplicateWindow, duplicateKey } from "./duplicates.ts";
import { createFairQueue, type MayTake, type Queued } from "./fair-queue.ts";
import { type LookBack, sameMessage } from "./look-back.ts";
import { type Received, writeRecord } from "./store/record.ts";
import type { DeadReason, Store } from "./store/store.ts";
import type { Worker } from "./worker.ts";

/** A message on its way to the disk. Its payload stands in the record alone: as it came, it would keep all of its chunk. */
export interface Arrival extends Queued {
  readonly topicName: string;
  readonly host: string | undefined;
  readonly dup: boolean;
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
  /** The number of the first fresh one; the others follow it. */
  readonly first: number;
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
  /** Takes so many out of the queue, of each device the oldest, and of large ones fewer. One batch at a time. */
  take(most: number, mayTake?: MayTake): ArrivalBatch;
  /** They could not be written: they come first again. */
  putBack(batch: ArrivalBatch): void;
  /** They are on disk. */
  written(batch: ArrivalBatch): void;
}

/** What it takes to know a message again. */
export interface ArrivalsOptions {
  readonly worker: Pick<Worker, "nameOf" | "hasNumber">;
  readonly window: DuplicateWindow;
  /** Whether messages are compared at all. */
  readonly comparing: boolean;
  readonly store: Pick<Store, "messages" | "nextNumber">;
  readonly lookBack: Pick<LookBack, "find">;
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
  // Not asked for anew: a write of which nothing was heard may have happened, and is done once more.
  let first = store.nextNumber();

  /** The number under which the window knows a message. */
  const find = ({ dup, name }: Arrival, key: number, now: number): number | undefined => {
    const number = window.find(key, now);
    if (number !== undefined || !dup || name === undefined) return number;
    // Sent before, perhaps long ago: whoever sent it may have been away for longer than the window.
    return lookBack.find(name.devEui, devices.latest(name.devEui), key);
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
      const key = comparing ? duplicateKey(received, name, worker, window, reason?.size) : undefined;
      const record = writeRecord(received);
      const lane = name?.devEui ?? "";
      const place = places++;
      const { topicName, host, dup = false } = received;
      const bytes = record.length;
      queue.add({ lane, place, bytes, topicName, host, dup, name, record, key, done, reason });
    },
    take: (most, mayTake) => {
      const now = steadyTime();
      const fresh: Arrival[] = [];
      const duplicates: Arrival[] = [];
      // What could not be written is known as well, by numbers that others get now: then the records differ.
      const recordOf = (number: number): Buffer | undefined =>
        number < first ? store.messages.get(number) : fresh[number - first]?.record;
      for (const arrival of queue.take(most, MOST_BYTES, mayTake)) {
        const { key, record } = arrival;
        if (key !== undefined) {
          const number = find(arrival, key, now);
          const other = number === undefined ? undefined : recordOf(number);
          if (other !== undefined && isSame(record, other)) {
            duplicates.push(arrival);
            continue;
          }
          window.add(key, first + fresh.length, now);
        }
        fresh.push(arrival);
      }
      return { first, fresh, duplicates };
    },
    putBack: ({ fresh, duplicates }) => {
      queue.putBack([...fresh, ...duplicates]);
    },
    written: ({ fresh }) => {
      first += fresh.length;
    },
  };
}
