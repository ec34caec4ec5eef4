import { idOf } from "./administer.ts";
import { createAnnouncer } from "./announce.ts";
import { createArrivals } from "./arrivals.ts";
import { type Batch, changesOf } from "./batch.ts";
import { createBatches } from "./batches.ts";
import { createCapacity } from "./capacity.ts";
import { createDuplicateWindow } from "./duplicates.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createDeviceNumbers } from "./numbers.ts";
import { type InboxOptions, resolveInboxOptions } from "./options.ts";
import { ownInbox } from "./owner.ts";
import { recallMessages } from "./recall.ts";
import type { Received } from "./record.ts";
import { createReplays } from "./replays.ts";
import { type DeadReason, openStore } from "./store.ts";
import { createSweeper } from "./sweeper.ts";
import { createWork } from "./work.ts";
import type { Worker } from "./worker.ts";
import { createWriter } from "./writer.ts";

/** Keeps what was received until it is handled. */
export interface Inbox {
  /**
   * Calls `done` when the message is on disk, or known to be there already. It waits while the inbox is full or cannot be
   * written; once the inbox is closed, `done` is never called. With a reason it is kept as a dead letter at once.
   */
  append(received: Received, done: () => void, reason?: DeadReason): void;
  /** Keeps a message as a dead letter at once; `false` where too much waits in front of it. */
  bury(received: Received, reason: DeadReason): boolean;
  /** Notes a number that a device sent by another way. */
  note(devEui: string, number: bigint): void;
  /** Begins to work. */
  start(): void;
  /** Finishes what runs and writes it down; what waits stays for the next time. */
  close(): Promise<void>;
}

/** With more messages than this in front of it, or more bytes of them, a request that cannot be read is not kept. */
const MOST_WAITING = 20_000;
const MOST_WAITING_BYTES = 64 * 2 ** 20;

/**
 * Opens an inbox, and takes up what waits in it.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function openInbox(options: InboxOptions, worker: Worker): Promise<Inbox> {
  const { report, nameOf } = worker;
  const settings = resolveInboxOptions(options);
  const store = openStore(settings.path);
  const writer = createWriter(store.path);
  const closeFiles = async (): Promise<void> => {
    await writer.close();
    await store.close();
  };
  const owner = await ownInbox(
    store.path,
    (run) => store.commit(run),
    () => batches.knock(),
  ).catch(async (error: unknown) => {
    await closeFiles();
    throw error;
  });
  // Not before: who left the inbox may just have written its last.
  store.refresh();

  const request = (): void => commits.request();
  const idOfNumber = (number: number): string => idOf(store, number);
  const window = createDuplicateWindow(settings.duplicateWindow);
  const comparing = settings.duplicateWindow > 0;
  const arrivals = createArrivals({ worker, window, comparing, store });
  const numbers = createDeviceNumbers(store);
  const announcer = createAnnouncer({ report, nameOf, idOf: idOfNumber });
  const work = createWork({
    store,
    settings,
    worker,
    numbers,
    announcer,
    idOf: idOfNumber,
    onEnd: request,
  });
  const replays = createReplays(store, work);
  const sweeper = createSweeper(settings.retention, request);
  const capacity = createCapacity(settings.capacity, report);
  const batches = createBatches({
    ...{ store, arrivals, work, numbers, sweeper, replays, capacity, announcer, report, request },
  });
  const commits = createGroupCommit<Batch>({
    take: batches.take,
    write: async (batch) => sweeper.swept(await writer.write(changesOf(batch))),
    onWritten: batches.written,
    onFailed: batches.failed,
  });

  if (comparing) recallMessages(store, worker, window, settings.duplicateWindow);
  replays.takeUpAll();
  sweeper.begin();

  let closing = false;
  let closed = false;
  return {
    append: (received, done, reason) => {
      if (closed) return;
      arrivals.add(received, done, reason);
      request();
    },
    bury: (received, reason) => {
      // Nobody holds back who sends these, unlike uplinks, which wait for their acknowledgement.
      const crowded = arrivals.waiting >= MOST_WAITING || arrivals.bytes >= MOST_WAITING_BYTES;
      if (closed || crowded) return false;
      arrivals.add(received, undefined, reason);
      request();
      return true;
    },
    note: numbers.note,
    start: batches.start,
    close: async () => {
      if (closing) return;
      closing = true;
      batches.end();
      sweeper.end();
      replays.end();
      work.pause();
      await work.idle();
      await commits.finish();
      closed = true;
      await owner.release();
      await closeFiles();
    },
  };
}
