import { createAges } from "./ages.ts";
import { createAnnouncer } from "./announce.ts";
import { createArrivals } from "./arrivals.ts";
import { type Batch, changesOf } from "./batch.ts";
import { createBatches } from "./batches.ts";
import { createCapacity } from "./capacity.ts";
import { reportMissing } from "./damage/report-missing.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createDevices } from "./devices.ts";
import { createDuplicateWindow } from "./duplicates.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createLookBack } from "./look-back.ts";
import { type InboxOptions, resolveInboxOptions } from "./options.ts";
import { type OwnedStore, openOwnedStore } from "./owned-store.ts";
import { recallMessages } from "./recall.ts";
import { recallDead } from "./recall-dead.ts";
import { createReplays } from "./replays.ts";
import type { LastHeard } from "./store/device-entry.ts";
import { idOf } from "./store/kept.ts";
import type { Received } from "./store/record.ts";
import type { DeadReason } from "./store/store.ts";
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
  /**
   * Keeps a message as a dead letter at once; `false` where too much waits in front of it. With `done` it waits like one
   * that is appended, however much that is; `false` says that the inbox is closed, and that `done` is never called.
   */
  bury(received: Received, reason: DeadReason, done?: () => void): boolean;
  /** Notes a number that a device sent by another way, and where it was heard. */
  note(devEui: string, number: bigint, heard?: LastHeard): void;
  /** Where a device was last heard, also by a backend of before; `undefined` where it never was. */
  lastHeard(devEui: string): LastHeard | undefined;
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

/** With so many messages, nothing is gained by waiting for more: what a write costs beside them is next to nothing. */
const MUCH = 64;

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
  const devices = createDevices(store, request);
  const lookBack = createLookBack({ store, worker, window });
  // Before anything counts on from the last number: those of what is missing are not given to others.
  if (check !== undefined) reportMissing(store, check.missing, report);
  const arrivals = createArrivals({ worker, window, comparing, store, lookBack, devices });
  const announcer = createAnnouncer({ report, nameOf, idOf: idOfNumber });
  const work = createWork({
    store,
    settings,
    worker: { ...worker, process: onlyAsOwner(worker.process, owned) },
    devices,
    lookBack: comparing ? lookBack : { findCopy: () => undefined },
    announcer,
    idOf: idOfNumber,
    onEnd: request,
  });
  const replays = createReplays(store, work);
  const ages = createAges(store.ages(), settings.retention);
  const { deadCapacity, deadBytes, deadRetention } = settings;
  const letters = createDeadLetters({
    limits: { capacity: deadCapacity, bytes: deadBytes, retention: deadRetention },
    lived: ages.lived,
    isDead: (number) => store.dead.doesExist(number),
    count: () => (store.dead.getStats() as { readonly entryCount: number }).entryCount,
    report,
  });
  const sweeper = createSweeper(ages, request);
  const capacity = createCapacity(settings.capacity, report);
  const batches = createBatches({
    store,
    arrivals,
    work,
    devices,
    letters,
    ages,
    sweeper,
    replays,
    capacity,
    announcer,
    report,
    request,
  });
  const commits = createGroupCommit<Batch>({
    take: () => (owned.isLost ? undefined : batches.take()),
    isMuch: () => arrivals.waiting >= MUCH,
    write: async (batch) => sweeper.swept(await owned.write(changesOf(batch))),
    onWritten: (...written) => {
      batches.written(...written);
      owned.note(work.open);
    },
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
  recallDead(store, nameOf, letters);
  letters.tell();
  replays.takeUpAll();
  owned.note(work.open);
  sweeper.begin();

  let closing = false;
  let closed = false;
  return {
    append: (received, done) => {
      if (closed || owned.isLost) return;
      arrivals.add(received, done);
      request();
    },
    bury: (received, reason, done) => {
      // Nobody holds back who sends requests, unlike uplinks, which wait for their acknowledgement.
      const crowded = arrivals.waiting >= MOST_WAITING || arrivals.bytes >= MOST_WAITING_BYTES;
      if (closed || owned.isLost || (crowded && done === undefined)) return false;
      arrivals.add(received, done, reason);
      request();
      return true;
    },
    note: devices.note,
    lastHeard: devices.lastHeard,
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
      letters.tell(true);
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
