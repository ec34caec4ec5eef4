import { steadyTime } from "../clock.ts";
import type { NameReader } from "../protocol/name-reader.ts";
import { type DuplicateWindow, duplicateKey, wholeSize } from "./duplicates.ts";
import { readPrevious, readRecord, readTopicName, samePayload } from "./store/record.ts";
import type { Store } from "./store/store.ts";
import type { Worker } from "./worker.ts";

/** Finds messages of one device on disk, whatever their age and whatever others have sent since. */
export interface LookBack {
  /** Lets the window know the messages of a device that end with this one, as often as it may have forgotten them. */
  recall(devEui: string, latest: number): void;
  /** The latest of so many messages before this one, of the same device, that is the same. */
  findCopy(record: Buffer, most: number): Buffer | undefined;
}

/** What it takes to look back. */
export interface LookBackOptions {
  readonly store: Pick<Store, "messages" | "dead">;
  readonly worker: Pick<Worker, "nameOf" | "hasNumber">;
  readonly window: DuplicateWindow;
  /** How long the window remembers at least, in milliseconds. */
  readonly remembered: number;
}

/** The most messages of one device that are looked at: a broker has no more of them on their way, as the examples set it. */
const MOST_BACK = 1000;

/** Follows the links from a message to the one before it of its device. */
export function createLookBack({ store, worker, window, remembered }: LookBackOptions): LookBack {
  const isSame = sameMessage(worker.nameOf);
  let recalled = new Set<string>();
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

  return {
    recall: (devEui, latest) => {
      const now = steadyTime();
      if (now - since >= remembered) [recalled, since] = [new Set(), now];
      if (recalled.has(devEui)) return;
      recalled.add(devEui);
      for (const [number, record] of back(latest, MOST_BACK)) {
        const received = readRecord(record);
        const key = duplicateKey(
          received,
          worker.nameOf(received.topicName),
          worker,
          window,
          wholeSize(store, number, received),
        );
        if (key !== undefined && window.find(key, now) === undefined) window.add(key, number, now);
      }
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
