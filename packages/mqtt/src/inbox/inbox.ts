import { resolve } from "node:path";
import { idOf } from "./administer.ts";
import { createAnnouncer } from "./announce.ts";
import { createArrivals } from "./arrivals.ts";
import { type Batch, changesOf } from "./batch.ts";
import { createBatches } from "./batches.ts";
import { createCapacity } from "./capacity.ts";
import { checkBeforeOpening } from "./check.ts";
import { createDuplicateWindow } from "./duplicates.ts";
import { lostTo } from "./fence.ts";
import { createGroupCommit } from "./group-commit.ts";
import { readLease } from "./lease-files.ts";
import { createDeviceNumbers } from "./numbers.ts";
import { type InboxOptions, resolveInboxOptions } from "./options.ts";
import { isHeldBy, type Ownership, ownInbox } from "./owner.ts";
import { recallMessages } from "./recall.ts";
import type { Received } from "./record.ts";
import { createReplays } from "./replays.ts";
import { reportMissing } from "./report-missing.ts";
import { type DeadReason, openStore } from "./store.ts";
import { createSweeper } from "./sweeper.ts";
import { refuseSameId, waitUntilFree } from "./watch-owner.ts";
import { createWork } from "./work.ts";
import type { Worker } from "./worker.ts";
import { createWriter } from "./writer.ts";

/** Keeps what was received until it is handled. */
export interface Inbox {
  /**
   * Calls `done` when the message is on disk, or known to be there already. It waits while the inbox is full or cannot be
   * written; once the inbox is closed, `done` is never called.
   */
  append(received: Received, done: () => void): void;
  /** Keeps a message as a dead letter at once; `false` where too much waits in front of it. */
  bury(received: Received, reason: DeadReason): boolean;
  /** Notes a number that a device sent by another way. */
  note(devEui: string, number: bigint): void;
  /** Resolves when another process has taken the inbox over: nothing more is written or acknowledged here. */
  readonly lost: Promise<void>;
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
  const folder = resolve(settings.path);
  // Before the database is touched: another container's process may have this one's id, and an old owner's lock.
  await waitUntilFree(folder);
  refuseSameId(folder);
  const check = checkBeforeOpening(folder);
  const store = openStore(folder);
  let lost = false;
  let tellLost = (): void => {};
  const whenLost = new Promise<void>((resolve) => {
    tellLost = resolve;
  });
  const lose = (): void => {
    if (lost) return;
    lost = true;
    work.pause();
    report({ type: "inbox-lost", error: lostTo(store.path, readLease(store.path)) });
    tellLost();
  };
  const owner = await ownInbox(
    store.path,
    (run) => store.commit(run),
    () => batches.knock(),
    lose,
  ).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const writer = createWriter(store.path, owner.token);
  const write = async (batch: Batch): Promise<void> => {
    try {
      sweeper.swept(await writer.write(changesOf(batch)));
    } catch (error) {
      if (!isHeldBy(readLease(store.path), owner.token)) lose();
      throw error;
    }
  };
  store.migrate();
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
    worker: { ...worker, process: onlyAsOwner(worker.process, owner) },
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
    take: () => (lost ? undefined : batches.take()),
    write,
    onWritten: batches.written,
    onFailed: (...failure) => {
      if (!lost) batches.failed(...failure);
    },
  });

  if (comparing) recallMessages(store, worker, window, settings.duplicateWindow);
  if (check !== undefined) reportMissing(store, check.missing, report);
  replays.takeUpAll();
  sweeper.begin();

  let closing = false;
  let closed = false;
  return {
    append: (received, done) => {
      if (closed || lost) return;
      arrivals.add(received, done);
      request();
    },
    bury: (received, reason) => {
      // Nobody holds back who sends these, unlike uplinks, which wait for their acknowledgement.
      const crowded = arrivals.waiting >= MOST_WAITING || arrivals.bytes >= MOST_WAITING_BYTES;
      if (closed || lost || crowded) return false;
      arrivals.add(received, undefined, reason);
      request();
      return true;
    },
    note: numbers.note,
    lost: whenLost,
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
      await writer.close();
      // After the last write: how the owner leaves the files is how the next expects to find them.
      await owner.release();
      await store.close();
    },
  };
}

/** Handlers are called while the inbox is this process's: after it stood still, not before that is known again. */
function onlyAsOwner(process: Worker["process"], owner: Ownership): Worker["process"] {
  return (entry) => {
    if (owner.isFresh()) return process(entry);
    // Whoever has the inbox now handles it; here its end is never written.
    return owner.confirmed().then((mine) => (mine ? process(entry) : { done: true }));
  };
}
