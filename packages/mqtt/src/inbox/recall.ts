import { duplicateKey } from "./arrivals.ts";
import { isRecord } from "./database-content.ts";
import type { DuplicateWindow } from "./duplicates.ts";
import { readRecord, readTime } from "./record.ts";
import type { Store } from "./store.ts";
import type { Worker } from "./worker.ts";

/** Puts the messages of the last `milliseconds` before the inbox was left into the window: the broker may send them again. */
export function recallMessages(
  store: Pick<Store, "messages">,
  worker: Pick<Worker, "nameOf" | "hasNumber">,
  window: DuplicateWindow,
  milliseconds: number,
): void {
  const now = Date.now();
  let since: number | undefined;
  for (const { key: number, value } of store.messages.getRange({ reverse: true })) {
    // What cannot be read cannot come again.
    if (!isRecord(value)) continue;
    const time = readTime(value);
    since ??= time - milliseconds;
    if (time < since) break;
    const received = readRecord(value);
    const key = duplicateKey(received, worker.nameOf(received.topicName), worker, window);
    // The latest comes first, and stays.
    if (key !== undefined && window.find(key, now) === undefined) window.add(key, number, now);
  }
}
