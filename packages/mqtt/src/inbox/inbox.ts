import { createAnnouncer } from "./announce.ts";
import { createArrivals } from "./arrivals.ts";
import { type Batch, changesOf } from "./batch.ts";
import { createBatches } from "./batches.ts";
import { createCapacity } from "./capacity.ts";
import { createDuplicateWindow } from "./duplicates.ts";
import { createGroupCommit } from "./group-commit.ts";
import { idOf } from "./kept.ts";
import { createDeviceNumbers } from "./numbers.ts";
import { type InboxOptions, resolveInboxOptions } from "./options.ts";
import { type OwnedStore, openOwnedStore } from "./owned-store.ts";
import { recallMessages } from "./recall.ts";
import type { Received } from "./record.ts";
import { createReplays } from "./replays.ts";
import { reportMissing } from "./report-missing.ts";
import type { DeadReason } from "./store.ts";
import { createSweeper } from "./sweeper.ts";
import { createWork } from "./work.ts";
import type { Worker } from "./worker.ts";

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
 * @throws LinkError `invalid-configuration`, or `storage` where it is damaged
 */
export async function openInbox(options: InboxOptions, worker: Worker): Promise<Inbox> {
  const settings = resolveInboxOptions(options);
  const owned = await openOwnedStore(settings.path);
  try {
    return workFrom(owned, settings, worker);
  } catch (error) {
    await owned.close();
    throw error;
  }
}

function workFrom(owned: OwnedStore, settings: Required<InboxOptions>, worker: Worker): Inbox {
  const { report, nameOf } = worker;
  const { store, check } = owned;
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
    worker: { ...worker, process: onlyAsOwner(worker.process, owned) },
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
    take: () => (owned.isLost ? undefined : batches.take()),
    write: async (batch) => sweeper.swept(await owned.write(changesOf(batch))),
    onWritten: batches.written,
    onFailed: (...failure) => {
      if (!owned.isLost) batches.failed(...failure);
    },
  });

  owned.listen({
    onKnock: batches.knock,
    onLost: (error) => {
      work.pause();
      report({ type: "inbox-lost", error });
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
      if (closed || owned.isLost) return;
      arrivals.add(received, done);
      request();
    },
    bury: (received, reason) => {
      // Nobody holds back who sends these, unlike uplinks, which wait for their acknowledgement.
      const crowded = arrivals.waiting >= MOST_WAITING || arrivals.bytes >= MOST_WAITING_BYTES;
      if (closed || owned.isLost || crowded) return false;
      arrivals.add(received, undefined, reason);
      request();
      return true;
    },
    note: numbers.note,
    lost: owned.lost,
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
      await owned.close();
    },
  };
}

/** Handlers are called while the inbox is this process's: after it stood still, not before that is known again. */
function onlyAsOwner(process: Worker["process"], owner: OwnedStore): Worker["process"] {
  return (entry) => {
    if (owner.isFresh()) return process(entry);
    // Whoever has the inbox now handles it; here its end is never written.
    return owner.confirmed().then((mine) => (mine ? process(entry) : { done: true }));
  };
}
