import type { LinkError } from "../error.ts";
import { idOf } from "./administer.ts";
import { createAnnouncer } from "./announce.ts";
import { createArrivals } from "./arrivals.ts";
import { type Batch, changesOf } from "./batch.ts";
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
   * written; once the inbox is closed, `done` is never called.
   */
  append(received: Received, done: () => void): void;
  /** Keeps a message as a dead letter at once; `false` where too much waits in front of it. */
  bury(received: Received, reason: DeadReason): boolean;
  /** Notes a number that a device sent by another way. */
  note(devEui: string, number: bigint): void;
  /** Begins to work. */
  start(): void;
  /** Finishes what runs and writes it down; what waits stays for the next time. */
  close(): Promise<void>;
}

/** The most messages of one transaction: the event loop makes it ready in a few milliseconds. */
const MOST_IN_BATCH = 2000;
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
  const nameIt = (number: number): string => idOf(store, number);
  const announcer = createAnnouncer({ report, nameOf, idOf: nameIt });
  const window = createDuplicateWindow(settings.duplicateWindow);
  const comparing = settings.duplicateWindow > 0;
  const arrivals = createArrivals({ worker, window, comparing, store });
  const numbers = createDeviceNumbers(store);
  const work = createWork({
    store,
    settings,
    worker,
    numbers,
    announcer,
    idOf: nameIt,
    onEnd: () => request(),
  });
  const replays = createReplays(store, work);
  const capacity = createCapacity(settings.capacity, report);
  const sweeper = createSweeper(settings.retention, () => request());
  let started = false;
  let closing = false;
  let closed = false;

  /** Whether the command line has changed the inbox. */
  let knocked = false;

  const onKnock = (): void => {
    knocked = true;
    request();
  };
  const owner = await ownInbox(store.path, (run) => store.commit(run), onKnock).catch(
    async (error: unknown) => {
      await writer.close();
      await store.close();
      throw error;
    },
  );

  // Not before: who left the inbox may just have written its last.
  store.refresh();
  let nextNumber = store.nextNumber();

  const look = (): void => {
    knocked = false;
    if (!closing) replays.look();
  };
  const take = (): Batch | undefined => {
    const most = Math.min(MOST_IN_BATCH, capacity.room(work.open, arrivals.waiting));
    const nothing = (most === 0 || arrivals.waiting === 0) && !work.hasEnds && !sweeper.isDue;
    if (nothing && knocked) look();
    if (nothing) return undefined;
    return {
      first: nextNumber,
      arrivals: arrivals.take(most),
      ends: work.takeEnds(),
      numbers: numbers.takeUnwritten(),
      sweep: sweeper.take(),
    };
  };
  const onWritten = ({ first, arrivals: { fresh, duplicates }, ends }: Batch, failures: number): void => {
    // What was read before would still be seen as it was.
    store.refresh();
    if (failures > 0) report({ type: "inbox-recovered" });
    nextNumber += fresh.length;
    work.forget(ends);
    arrivals.remember(fresh, first);
    fresh.forEach(({ received, record, reason, done }, index) => {
      if (reason === undefined) work.add(first + index, record, { replayed: false, before: false });
      else announcer.dead(received.topicName, first + index, reason);
      done?.();
    });
    for (const { received, done } of duplicates) {
      announcer.duplicate(received.topicName);
      done?.();
    }
    if (closing) return;
    if (knocked) look();
    if (started) work.resume();
    if (work.hasEnds || sweeper.isDue || (arrivals.waiting > 0 && work.open < settings.capacity)) request();
  };
  /** Nothing is lost and nothing acknowledged: it all waits for the next try. */
  const onFailed = (batch: Batch, error: LinkError, failures: number): void => {
    arrivals.putBack(batch.arrivals);
    work.putBack(batch.ends);
    numbers.putBack(batch.numbers);
    sweeper.putBack(batch.sweep);
    if (failures === 1) report({ type: "inbox-failed", error });
    work.pause();
  };
  const { request, finish } = createGroupCommit<Batch>({
    take,
    write: async (batch) => sweeper.swept(await writer.write(changesOf(batch))),
    onWritten,
    onFailed,
  });

  if (comparing) recallMessages(store, worker, window, settings.duplicateWindow);
  replays.takeUpAll();
  sweeper.begin();

  return {
    append: (received, done) => {
      if (closed) return;
      arrivals.add(received, done);
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
    start: () => {
      started = true;
      work.resume();
    },
    close: async () => {
      if (closing) return;
      closing = true;
      sweeper.end();
      replays.end();
      work.pause();
      await work.idle();
      await finish();
      closed = true;
      await owner.release();
      await writer.close();
      await store.close();
    },
  };
}
