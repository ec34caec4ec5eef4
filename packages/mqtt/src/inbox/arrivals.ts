import { messageNameOf, type TopicName } from "../protocol/topic-name.ts";
import type { DuplicateWindow } from "./duplicates.ts";
import { type Received, readRecord, writeRecord } from "./record.ts";
import type { DeadReason, Store } from "./store.ts";
import type { Worker } from "./worker.ts";

/** A message on its way to the disk. */
export interface Arrival {
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
  /** Takes the oldest out of the queue, and of large ones fewer. */
  take(most: number): ArrivalBatch;
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
}

/** The most bytes of one transaction, if it is more than one message. */
const MOST_BYTES = 16 * 2 ** 20;

/** Makes an empty queue. */
export function createArrivals({ worker, window, comparing, store }: ArrivalsOptions): Arrivals {
  let queue: Arrival[] = [];
  let bytes = 0;
  const bytesOf = (list: readonly Arrival[]): number =>
    list.reduce((sum, { record }) => sum + record.length, 0);

  const isSame = ({ received, name }: Arrival, other: Received): boolean => {
    if (Buffer.compare(received.payload, other.payload) !== 0) return false;
    if (received.topicName === other.topicName) return true;
    const otherName = worker.nameOf(other.topicName);
    return (
      name !== undefined &&
      otherName !== undefined &&
      name.devEui === otherName.devEui &&
      name.direction === otherName.direction &&
      name.type === otherName.type
    );
  };
  /** Whether the same message is on disk. */
  const isKept = (arrival: Arrival, key: number): boolean => {
    const number = window.find(key, Date.now());
    const record = number === undefined ? undefined : store.messages.get(number);
    return record !== undefined && isSame(arrival, readRecord(record));
  };

  return {
    get waiting() {
      return queue.length;
    },
    get bytes() {
      return bytes;
    },
    add: (received, done, reason) => {
      const name = worker.nameOf(received.topicName);
      const key = comparing ? duplicateKey(received, name, worker, window) : undefined;
      const record = writeRecord(received);
      bytes += record.length;
      queue.push({ received, name, record, key, done, reason });
    },
    take: (most) => {
      let count = 0;
      for (let sum = 0; count < Math.min(most, queue.length); count++) {
        sum += (queue[count] as Arrival).record.length;
        if (sum > MOST_BYTES && count > 0) break;
      }
      const taken = queue.slice(0, count);
      queue = queue.slice(count);
      bytes -= bytesOf(taken);
      const here = new Map<number, Arrival>();
      const fresh: Arrival[] = [];
      const duplicates: Arrival[] = [];
      for (const arrival of taken) {
        const { key } = arrival;
        if (key !== undefined) {
          const other = here.get(key);
          if ((other !== undefined && isSame(arrival, other.received)) || isKept(arrival, key)) {
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
      // A duplicate stays behind what it is one of: that was written long ago, or is in front of it now.
      queue = [...fresh, ...duplicates, ...queue];
      bytes += bytesOf(fresh) + bytesOf(duplicates);
    },
    remember: (fresh, first) => {
      const now = Date.now();
      fresh.forEach(({ key }, index) => {
        if (key !== undefined) window.add(key, first + index, now);
      });
    },
  };
}

/** What the window knows a message by, where its message type has numbers. */
export function duplicateKey(
  { payload }: Pick<Received, "payload">,
  name: TopicName | undefined,
  { hasNumber }: Pick<Worker, "hasNumber">,
  window: DuplicateWindow,
): number | undefined {
  if (name === undefined || !hasNumber(messageNameOf(name))) return undefined;
  return window.keyOf(name, payload);
}
