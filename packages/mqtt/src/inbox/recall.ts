import { steadyTime } from "../clock.ts";
import { type DuplicateWindow, duplicateKey, wholeSize } from "./duplicates.ts";
import { isRecord } from "./store/database-content.ts";
import { readRecord, readTime } from "./store/record.ts";
import type { Store } from "./store/store.ts";
import type { Worker } from "./worker.ts";

/** Puts the messages of the last `milliseconds` before the inbox was left into the window: the broker may send them again. */
export function recallMessages(
  store: Pick<Store, "messages" | "dead">,
  worker: Pick<Worker, "nameOf" | "hasNumber">,
  window: DuplicateWindow,
  milliseconds: number,
): void {
  const now = steadyTime();
  let latest: number | undefined;
  for (const { key: number, value } of store.messages.getRange({ reverse: true })) {
    // What cannot be read cannot come again.
    if (!isRecord(value)) continue;
    const time = readTime(value);
    latest ??= time;
    // Where the clock was set in between, either way, the window ends: what lies behind may be all that there is.
    if (Math.abs(latest - time) > milliseconds) break;
    const received = readRecord(value);
    const key = duplicateKey(
      received,
      worker.nameOf(received.topicName),
      worker,
      window,
      wholeSize(store, number, received),
    );
    // The latest comes first, and stays.
    if (key !== undefined && window.find(key, now) === undefined) window.add(key, number, now);
  }
}
