import { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import type { NameReader } from "../names/name-reader.ts";
import { backoff } from "../session/backoff.ts";
import { idOf } from "./administer.ts";
import { type Changes, joinRecords } from "./changes.ts";
import { type Counter, createCounter } from "./counters.ts";
import { createDuplicateWindow } from "./duplicates.ts";
import { createLanes, type Item } from "./lanes.ts";
import { type InboxOptions, resolveInboxOptions } from "./options.ts";
import { ownInbox } from "./owner.ts";
import { type Received, readRecord, readTime, readTopicName, writeRecord } from "./record.ts";
import { findOld } from "./retention.ts";
import { type DeadEntry, type DeadReason, openStore, PendingMark } from "./store.ts";
import { createWriter } from "./writer.ts";

/** A message that waits for its handler. */
export interface Entry extends Received {
  /** The same however often the message is handled: a key for effects that must not happen twice. */
  readonly id: string;
  /** Counts from 1 in this process. */
  readonly attempt: number;
  /** Whether an earlier attempt may have had effects: a retry, a replay, or a process that ended in between. */
  readonly repeated: boolean;
  readonly replayed: boolean;
}

/** What became of a message. What throws instead is tried again. */
export type Verdict =
  | { readonly done: true; readonly number?: bigint }
  | { readonly done: false; readonly reason: DeadReason };

/** What the inbox asks of whoever works from it. */
export interface Worker {
  process(entry: Entry): Promise<Verdict> | Verdict;
  /** Whether messages of this type carry a number, so that the same payload is the same message. */
  hasNumber(messageName: string): boolean;
  readonly nameOf: NameReader;
  report: Report;
}

/** Keeps what was received until it is handled. */
export interface Inbox {
  /** Resolves when the message is on disk, or known to be there already. It waits while the inbox is full or cannot be written. */
  append(received: Received): Promise<void>;
  /** Keeps a message as a dead letter at once. Rejects where too much waits in front of it. */
  bury(received: Received, reason: DeadReason): Promise<void>;
  /** Notes a number that a device sent by another way. */
  note(devEui: string, number: bigint): void;
  /** Begins to work. */
  start(): void;
  /** Finishes what runs and writes it down; what waits stays for the next time. */
  close(): Promise<void>;
}

interface Arrival {
  readonly received: Received;
  readonly record: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: LinkError) => void;
  readonly reason?: DeadReason;
}

interface Pending extends Item {
  readonly number: number;
  record: Buffer | undefined;
  readonly replayed: boolean;
  readonly before: boolean;
}

interface Completion {
  readonly item: Pending;
  readonly reason?: DeadReason;
  /** Says what has died once it is written. */
  readonly then?: () => void;
}

/** What one transaction writes. */
interface Batch {
  readonly arrivals: {
    readonly arrival: Arrival;
    readonly key: number | undefined;
    readonly number: number;
  }[];
  readonly duplicates: Arrival[];
  readonly done: Completion[];
  readonly devices: ReadonlySet<string>;
  readonly removed: readonly number[];
}

/** The most messages of one transaction. */
const MOST_IN_BATCH = 5000;
/** With more messages than this in front of it, a request that cannot be read is not kept. */
const MOST_WAITING = 20_000;
/** Milliseconds between two writes. */
const REST = 2;
/** The most handlers whose end is not written yet: they would run again after a crash. */
const MOST_UNWRITTEN = 5000;
/** Records of this many bytes stay in memory until they are handled; others are read again. */
const MOST_CACHED = 64 * 2 ** 20;
const SWEEP_EVERY = 60_000;

/**
 * Opens an inbox, and takes up what waits in it.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function openInbox(options: InboxOptions, worker: Worker): Promise<Inbox> {
  const { report } = worker;
  const settings = resolveInboxOptions(options);
  const store = openStore(settings.path);
  const writer = createWriter(store.path);
  const window = createDuplicateWindow(settings.duplicateWindow);
  const counters = new Map<string, Counter>();
  const known = new Set<number>();
  let nextNumber = store.nextNumber();
  let cached = 0;
  let full = false;
  let failures = 0;
  /** Nothing new is begun; then nothing more is written. */
  let closing = false;
  let closed = false;
  let started = false;
  let queue: Arrival[] = [];
  let completions: Completion[] = [];
  let touched = new Set<string>();
  let flushScheduled = false;
  let retryTimer: NodeJS.Timeout | undefined;
  let restUntil = 0;
  let writing: Promise<void> | undefined;
  let knocked = false;
  let toRemove: readonly number[] = [];

  const owner = await ownInbox(store.path, () => {
    if (closing) return;
    // What is being written is known here a moment later than it is on disk.
    if (writing === undefined) takeUp(false);
    else knocked = true;
  }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });

  // --- Work -------------------------------------------------------------------------------------------------------

  const counterOf = (devEui: string): Counter => {
    let counter = counters.get(devEui);
    if (counter === undefined) {
      const last = store.devices.get(devEui)?.number;
      counter = createCounter(last === undefined ? undefined : BigInt(last));
      counters.set(devEui, counter);
    }
    return counter;
  };

  const recordOf = (item: Pending): Buffer => {
    const record = item.record ?? store.messages.get(item.number);
    if (record === undefined) {
      throw new LinkError("storage", `inbox ${store.path}: a message that waits is not there any more`);
    }
    return record;
  };

  const complete = (completion: Completion): void => {
    const { item } = completion;
    if (item.record !== undefined) cached -= item.record.length;
    item.record = undefined;
    completions.push(completion);
    if (completions.length >= MOST_UNWRITTEN) lanes.pause();
    schedule();
  };

  const buryItem = (item: Pending, reason: DeadReason): void => {
    const name = worker.nameOf(readTopicName(recordOf(item)));
    const message = name === undefined ? "" : `${name.direction}/${name.type}`;
    const then = () =>
      report({
        type: "dead-letter",
        id: idOf(store, item.number),
        devEui: item.devEui,
        message,
        reason: reason.message,
      });
    complete({ item, reason, then });
  };

  const settle = (item: Pending, verdict: Verdict): void => {
    if (!verdict.done) return buryItem(item, verdict.reason);
    if (verdict.number !== undefined && !item.replayed) {
      const irregular = counterOf(item.devEui).take(verdict.number);
      touched.add(item.devEui);
      if (irregular !== undefined) report({ ...irregular, devEui: item.devEui });
    }
    complete({ item });
  };

  const lanes = createLanes<Pending>({
    concurrency: settings.concurrency,
    attempts: settings.attempts,
    firstWait: settings.firstWait,
    mostWait: settings.mostWait,
    run: (item) => {
      const { topicName, payload, format, receivedAt } = readRecord(recordOf(item));
      const verdict = worker.process({
        topicName,
        payload,
        format,
        receivedAt,
        id: idOf(store, item.number),
        attempt: item.attempt,
        repeated: item.before || item.attempt > 1,
        replayed: item.replayed,
      });
      if (verdict instanceof Promise) return verdict.then((settled) => settle(item, settled));
      settle(item, verdict);
    },
    onRetry: (item, error) => {
      const name = worker.nameOf(readTopicName(recordOf(item)));
      report({
        type: "retry",
        id: idOf(store, item.number),
        devEui: item.devEui,
        message: name === undefined ? "" : `${name.direction}/${name.type}`,
        attempt: item.attempt,
        reason: words(error),
      });
    },
    onGivenUp: (item, error) => buryItem(item, { code: "handler", message: words(error) }),
  });

  const admit = (number: number, record: Buffer, mark: { replayed: boolean; before: boolean }): void => {
    const name = worker.nameOf(readTopicName(record));
    known.add(number);
    const keep = cached + record.length <= MOST_CACHED;
    if (keep) cached += record.length;
    // What has no DevEUI shares one lane.
    lanes.add({ number, devEui: name?.devEui ?? "", attempt: 0, record: keep ? record : undefined, ...mark });
  };

  /** Takes up what waits on disk and is not known here: all of it at the start, replays later. */
  const takeUp = (before: boolean): void => {
    for (const { key, value } of store.pending.getRange({})) {
      // Numbers from the next one on are being written: they are admitted when that is done.
      if (key >= nextNumber || known.has(key)) continue;
      const record = store.messages.get(key);
      if (record === undefined) continue;
      const replayed = value[0] === PendingMark.replay;
      admit(key, Buffer.from(record), { replayed, before: before || replayed });
    }
  };

  // --- Writing ----------------------------------------------------------------------------------------------------

  /** One write at a time; what comes meanwhile shares the next. */
  const schedule = (): void => {
    if (flushScheduled || retryTimer !== undefined || writing !== undefined) return;
    flushScheduled = true;
    const run = (): void => {
      flushScheduled = false;
      if (retryTimer === undefined && writing === undefined && !closing) flush();
    };
    const wait = restUntil - performance.now();
    if (wait <= 0) setImmediate(run);
    else setTimeout(run, Math.ceil(wait));
  };

  const isSame = (one: Received, other: Received): boolean => {
    if (Buffer.compare(one.payload, other.payload) !== 0) return false;
    if (one.topicName === other.topicName) return true;
    const [a, b] = [worker.nameOf(one.topicName), worker.nameOf(other.topicName)];
    return (
      a !== undefined &&
      b !== undefined &&
      a.devEui === b.devEui &&
      a.direction === b.direction &&
      a.type === b.type
    );
  };

  /** Whether the same message is kept already. */
  const findSame = (key: number, { received }: Arrival, batch: ReadonlyMap<number, Arrival>): boolean => {
    const here = batch.get(key);
    if (here !== undefined && isSame(here.received, received)) return true;
    const number = window.find(key, Date.now());
    const record = number === undefined ? undefined : store.messages.get(number);
    return record !== undefined && isSame(readRecord(record), received);
  };

  /** Writes what has arrived and what has been done, in one transaction. */
  const flush = (): void => {
    const room = Math.min(MOST_IN_BATCH, Math.max(0, settings.capacity - known.size));
    if (room < queue.length && known.size >= settings.capacity && !full) {
      full = true;
      report({ type: "inbox-full", pending: known.size });
    } else if (known.size < settings.capacity) full = false;
    const arrivals = queue.slice(0, room);
    if (arrivals.length === 0 && completions.length === 0 && toRemove.length === 0) return;

    const here = new Map<number, Arrival>();
    const batch: Batch = {
      arrivals: [],
      duplicates: [],
      done: completions,
      devices: touched,
      removed: toRemove,
    };
    for (const arrival of arrivals) {
      const key = keyOf(arrival.received);
      if (key !== undefined && findSame(key, arrival, here)) {
        batch.duplicates.push(arrival);
        continue;
      }
      if (key !== undefined) here.set(key, arrival);
      batch.arrivals.push({ arrival, key, number: nextNumber + batch.arrivals.length });
    }
    completions = [];
    touched = new Set();
    toRemove = [];
    const { done, devices, removed } = batch;
    writing = writer.write(changesOf(batch)).then(
      () => {
        writing = undefined;
        restUntil = performance.now() + REST;
        queue = queue.slice(arrivals.length);
        written(batch);
      },
      (error: LinkError) => {
        writing = undefined;
        completions = [...done, ...completions];
        touched = new Set([...devices, ...touched]);
        toRemove = [...removed, ...toRemove];
        failed(error);
      },
    );
  };

  const changesOf = ({ arrivals, done, devices, removed }: Batch): Changes => {
    const now = Date.now();
    const dead: [number, DeadEntry][] = [];
    for (const { arrival, number } of arrivals) {
      const { reason } = arrival;
      if (reason !== undefined) dead.push([number, { reason, attempts: 0, diedAt: now }]);
    }
    for (const { item, reason } of done) {
      if (reason !== undefined) dead.push([item.number, { reason, attempts: item.attempt, diedAt: now }]);
    }
    return {
      first: nextNumber,
      ...joinRecords(arrivals.map(({ arrival }) => arrival.record)),
      dead,
      done: done.map(({ item }) => item.number),
      devices: [...devices].flatMap((devEui) => {
        const last = counters.get(devEui)?.last;
        return last === undefined ? [] : [[devEui, { number: String(last) }] as const];
      }),
      removed,
    };
  };

  /** A batch is on disk. */
  const written = ({ arrivals, duplicates, done, removed }: Batch): void => {
    // What was read before would still be seen as it was.
    store.refresh();
    if (failures > 0) {
      failures = 0;
      report({ type: "inbox-recovered" });
    }
    nextNumber += arrivals.length;
    for (const { item, then } of done) {
      known.delete(item.number);
      then?.();
    }
    for (const { arrival, key, number } of arrivals) {
      if (key !== undefined) window.add(key, number, Date.now());
      if (arrival.reason === undefined) admit(number, arrival.record, { replayed: false, before: false });
      else announceBurial(arrival.received, number, arrival.reason);
      arrival.resolve();
    }
    for (const { received, resolve } of duplicates) {
      const name = worker.nameOf(received.topicName);
      report({
        type: "duplicate",
        devEui: name?.devEui ?? "",
        message: name === undefined ? "" : `${name.direction}/${name.type}`,
      });
      resolve();
    }
    if (knocked) {
      knocked = false;
      takeUp(false);
    }
    if (closing) return;
    if (removed.length > 0) sweepNow();
    if (started) lanes.resume();
    if (completions.length > 0 || (queue.length > 0 && known.size < settings.capacity)) schedule();
  };

  const announceBurial = (received: Received, number: number, reason: DeadReason): void => {
    const name = worker.nameOf(received.topicName);
    const message = name === undefined ? "" : `${name.direction}/${name.type}`;
    report({
      type: "dead-letter",
      id: idOf(store, number),
      devEui: name?.devEui ?? "",
      message,
      reason: reason.message,
    });
  };

  /** Nothing is lost and nothing acknowledged: it all waits for the next try. */
  const failed = (error: LinkError): void => {
    if (failures++ === 0) report({ type: "inbox-failed", error });
    lanes.pause();
    if (closing) return;
    retryTimer = setTimeout(
      () => {
        retryTimer = undefined;
        if (!closing) flush();
      },
      backoff(failures, 50, 5000),
    );
  };

  const keyOf = (received: Received): number | undefined => {
    const name = worker.nameOf(received.topicName);
    if (name === undefined || settings.duplicateWindow === 0) return undefined;
    if (!worker.hasNumber(`${name.direction}/${name.type}`)) return undefined;
    return window.keyOf(name, received.payload);
  };

  const put = (received: Received, reason?: DeadReason): Promise<void> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new LinkError("closed", "inbox: it was closed"));
      const arrival = { received, record: writeRecord(received), resolve, reject };
      queue.push(reason === undefined ? arrival : { ...arrival, reason });
      schedule();
    });

  /** Remembers the messages of the last window before the inbox was left: the broker may send them again. */
  const remember = (): void => {
    let since: number | undefined;
    for (const { key, value } of store.messages.getRange({ reverse: true })) {
      const time = readTime(value);
      since ??= time - settings.duplicateWindow;
      if (time < since) break;
      const hash = keyOf(readRecord(value));
      // The latest comes first, and stays.
      if (hash !== undefined && window.find(hash, Date.now()) === undefined)
        window.add(hash, key, Date.now());
    }
  };

  let sweptTo = 0;
  /** What is too old goes with the next write. */
  const sweepNow = (): void => {
    if (closing || toRemove.length > 0) return;
    const { numbers, next } = findOld(store, { before: Date.now() - settings.retention, from: sweptTo });
    sweptTo = next;
    toRemove = numbers;
    if (numbers.length > 0) schedule();
  };
  const sweeper = setInterval(sweepNow, SWEEP_EVERY);
  sweeper.unref();

  remember();
  takeUp(true);
  sweepNow();

  return {
    append: (received) => put(received),
    bury: (received, reason) =>
      // Nobody holds back who sends these, unlike uplinks, which wait for their acknowledgement.
      queue.length < MOST_WAITING
        ? put(received, reason)
        : Promise.reject(new LinkError("storage", `inbox ${store.path}: it is full`)),
    note: (devEui, number) => counterOf(devEui).note(number),
    start: () => {
      started = true;
      lanes.resume();
    },
    close: async () => {
      if (closing) return;
      closing = true;
      clearInterval(sweeper);
      lanes.pause();
      await lanes.idle();
      clearTimeout(retryTimer);
      retryTimer = undefined;
      await writing;
      flush();
      await writing;
      closed = true;
      for (const { reject } of queue) reject(new LinkError("closed", "inbox: it was closed"));
      queue = [];
      await owner.release();
      await writer.close();
      await store.close();
    },
  };
}

const MOST_WORDS = 500;

/** What an error says of itself. */
function words(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, MOST_WORDS);
}
