import { idOf } from "./administer.ts";
import { createAges } from "./ages.ts";
import { createAnnouncer } from "./announce.ts";
import { createArrivals } from "./arrivals.ts";
import { type Batch, changesOf } from "./batch.ts";
import { createBatches } from "./batches.ts";
import { createCapacity } from "./capacity.ts";
import { createDeadLetters } from "./dead-letters.ts";
import type { LastHeard } from "./device-entry.ts";
import { createDevices } from "./devices.ts";
import { createDuplicateWindow } from "./duplicates.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createLookBack } from "./look-back.ts";
import { type InboxOptions, resolveInboxOptions } from "./options.ts";
import { ownInbox } from "./owner.ts";
import { recallMessages } from "./recall.ts";
import { recallDead } from "./recall-dead.ts";
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
  const devices = createDevices(store, request);
  const remembered = settings.duplicateWindow;
  const lookBack = createLookBack({ store, worker, window, remembered });
  const arrivals = createArrivals({ worker, window, comparing, store, lookBack, devices });
  const announcer = createAnnouncer({ report, nameOf, idOf: idOfNumber });
  const work = createWork({
    store,
    settings,
    worker,
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
    ...{
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
    },
  });
  const commits = createGroupCommit<Batch>({
    take: batches.take,
    write: async (batch) => sweeper.swept(await writer.write(changesOf(batch))),
    onWritten: batches.written,
    onFailed: batches.failed,
  });

  if (comparing) recallMessages(store, worker, window, settings.duplicateWindow);
  recallDead(store, nameOf, letters);
  replays.takeUpAll();
  sweeper.begin();

  let closing = false;
  let closed = false;
  return {
    append: (received, done) => {
      if (closed) return;
      arrivals.add(received, done);
      request();
    },
    bury: (received, reason, done) => {
      // Nobody holds back who sends requests, unlike uplinks, which wait for their acknowledgement.
      const crowded = arrivals.waiting >= MOST_WAITING || arrivals.bytes >= MOST_WAITING_BYTES;
      if (closed || (crowded && done === undefined)) return false;
      arrivals.add(received, done, reason);
      request();
      return true;
    },
    note: devices.note,
    lastHeard: devices.lastHeard,
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
      await owner.release();
      await closeFiles();
    },
  };
}
