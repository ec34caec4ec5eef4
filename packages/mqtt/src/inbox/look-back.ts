import { steadyTime } from "../clock.ts";
import type { NameReader } from "../protocol/name-reader.ts";
import { createDuplicateWindow, type DuplicateWindow, duplicateKey, wholeSize } from "./duplicates.ts";
import { readPrevious, readRecord, readTopicName, samePayload } from "./store/record.ts";
import type { Store } from "./store/store.ts";
import type { Worker } from "./worker.ts";

/** Finds messages of one device on disk, whatever their age and whatever others have sent since. */
export interface LookBack {
  /** The number of a message that has this key, among the last of a device, which end with `latest`. */
  find(devEui: string, latest: number, key: number): number | undefined;
  /** The latest of so many messages before this one, of the same device, that is the same. */
  findCopy(record: Buffer, most: number): Buffer | undefined;
}

/** What it takes to look back. */
export interface LookBackOptions {
  readonly store: Pick<Store, "messages" | "dead">;
  readonly worker: Pick<Worker, "nameOf" | "hasNumber">;
  readonly window: Pick<DuplicateWindow, "keyOf">;
}

/** The most messages of one device that are looked at: a broker has no more of them on their way, as the examples set it. */
const MOST_BACK = 1000;
/** Milliseconds for which what was found is remembered: a broker sends again in a row, and nothing is read twice for it. */
const REMEMBERED = 600_000;

/** Follows the links from a message to the one before it of its device. */
export function createLookBack({ store, worker, window }: LookBackOptions): LookBack {
  const isSame = sameMessage(worker.nameOf);
  const known = createDuplicateWindow(REMEMBERED);
  /** Up to which message of a device all are known. */
  let recalled = new Map<string, number>();
  let since = steadyTime();

  function* back(from: number, most: number): Generator<readonly [number, Buffer]> {
    let number = from;
    for (let count = 0; number > 0 && count < most; count++) {
      const record = store.messages.get(number);
      // What is older was let go too.
      if (record === undefined) return;
      yield [number, record];
      const previous = readPrevious(record);
      // In an inbox that was put together from another, links may lead anywhere, but never round.
      number = previous < number ? previous : 0;
    }
  }

  const keyOf = (number: number, record: Buffer): number | undefined => {
    const received = readRecord(record);
    const name = worker.nameOf(received.topicName);
    return duplicateKey(received, name, worker, window, wholeSize(store, number, received));
  };
  const recall = (devEui: string, latest: number, now: number): void => {
    if (now - since >= REMEMBERED) [recalled, since] = [new Map(), now];
    const upTo = recalled.get(devEui) ?? 0;
    if (latest <= upTo) return;
    recalled.set(devEui, latest);
    /** The latest of several that are the same comes first, and stays. */
    const added = new Set<number>();
    for (const [number, record] of back(latest, MOST_BACK)) {
      if (number <= upTo) return;
      const key = keyOf(number, record);
      if (key === undefined || added.has(key)) continue;
      added.add(key);
      known.add(key, number, now);
    }
  };

  return {
    find: (devEui, latest, key) => {
      const now = steadyTime();
      recall(devEui, latest, now);
      return known.find(key, now);
    },
    findCopy: (record, most) => {
      for (const [, other] of back(readPrevious(record), Math.min(most, MOST_BACK))) {
        if (isSame(record, other)) return other;
      }
      return undefined;
    },
  };
}

/** Tells whether two records are of the same message: of one device and message type, with the same payload. */
export function sameMessage(nameOf: NameReader): (one: Buffer, other: Buffer) => boolean {
  return (one, other) => {
    if (!samePayload(one, other)) return false;
    const [topicName, otherTopicName] = [readTopicName(one), readTopicName(other)];
    if (topicName === otherTopicName) return true;
    const [name, otherName] = [nameOf(topicName), nameOf(otherTopicName)];
    return (
      name !== undefined &&
      otherName !== undefined &&
      name.devEui === otherName.devEui &&
      name.direction === otherName.direction &&
      name.type === otherName.type
    );
  };
}
