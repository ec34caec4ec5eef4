import type { NotedExtent } from "../lease/lease-files.ts";
import { goneFrom } from "../store/missing.ts";
import type { DeadEntry } from "../store/store.ts";
import { openStore, type Store } from "../store/store.ts";
import { ON_PAGE, waitingOn } from "../store/waiting.ts";

/** What a rescued inbox has. */
export interface Rescued {
  readonly messages: number;
  readonly waiting: number;
  readonly dead: number;
  /** Messages that were read from pages that nothing led to any more. */
  readonly found: number;
  /** Messages that wait because it could not be read whether they do: some may have been handled. */
  readonly unsure: number;
}

/** Takes what is read of a damaged inbox: first `meta`, who waits and what is dead, then the messages. */
export interface RescuedInbox {
  meta(name: string, value: string): void;
  waiting(page: number, bits: Buffer): void;
  dead(number: number, entry: Buffer): void;
  device(devEui: string, last: string): void;
  message(number: number, record: Buffer): void;
  /** A message that may be one of those that are missing. */
  leftover(number: number, record: Buffer): void;
  /** Writes down what was taken so far. */
  flush(): void;
  /** Writes down who waits; `unsure`, all do of which it was not read. */
  finish(unsure: boolean): Rescued;
  readonly sameIds: boolean;
  close(): Promise<void>;
}

/** Messages of one transaction. */
const AT_ONCE = 2000;

/** Begins an inbox in a new folder, in place of one that went as far as its owner has noted. */
export function createRescued(folder: string, extent?: NotedExtent): RescuedInbox {
  const meta = new Map<string, string>();
  const pages = new Map<number, Buffer>();
  const dead = new Map<number, DeadEntry>();
  const devices = new Map<string, string>();
  let records: [number, Buffer][] = [];
  let store: Store | undefined;
  let next = extent?.next ?? 1;
  let found = 0;
  const idBefore = (): string | undefined => meta.get("id") ?? extent?.inbox;
  const opened = (): Store => {
    store ??= openStore(folder, { id: idBefore() ?? "" });
    return store;
  };
  const waits = (number: number): boolean => {
    const page = pages.get(Math.floor(number / ON_PAGE));
    return page !== undefined && waitingOn(page).includes(number % ON_PAGE);
  };
  const flush = (): void => {
    const { commit, messages } = opened();
    commit(() => {
      for (const [number, record] of records) messages.putSync(number, record);
    });
    records = [];
    opened().refresh();
  };
  const message = (number: number, record: Buffer): void => {
    records.push([number, Buffer.from(record)]);
    next = Math.max(next, number + 1);
    if (records.length >= AT_ONCE) flush();
  };
  /** Old copies tell of messages that were removed since, and of some that were never acknowledged. */
  const mayBeMissing = (number: number): boolean => {
    const end = Math.max(Number(meta.get("next") ?? 1), extent?.next ?? 1);
    if ((meta.has("next") || extent?.last === true) && number >= end) return false;
    return number >= from() || dead.has(number) || waits(number);
  };
  /** From where on each message is there, or is missed. */
  const from = (): number => {
    if (!meta.has("next")) return extent?.from ?? 1;
    const names = meta.get("format") === "3" ? ["swept", "checked"] : ["next"];
    return Math.max(...names.map((name) => Number(meta.get(name) ?? 1) || 1));
  };

  return {
    meta: (name, value) => void meta.set(name, value),
    waiting: (page, bits) => void pages.set(page, Buffer.from(bits)),
    dead: (number, entry) => void dead.set(number, JSON.parse(entry.toString())),
    device: (devEui, last) => void devices.set(devEui, last),
    message,
    leftover: (number, record) => {
      if (!mayBeMissing(number) || opened().messages.doesExist(number)) return;
      found++;
      records.push([number, Buffer.from(record)]);
      flush();
      next = Math.max(next, number + 1);
    },
    flush,
    finish: (unsure) => {
      const { commit, messages, waiting, dead: letters, devices: lasts } = opened();
      const unknown: number[] = [];
      if (unsure) {
        for (const number of messages.getKeys({})) {
          if (!pages.has(Math.floor(number / ON_PAGE)) && !dead.has(number)) unknown.push(number);
        }
      }
      commit((setNext) => {
        setNext(Math.max(next, Number(meta.get("next") ?? 1) || 1));
        opened().noteSwept(from());
        const mayWait = messages.getCount() - dead.size;
        opened().noteGone(goneFrom({ next: meta.get("next"), extent, unsure, mayWait }));
        waiting.change(({ add, replay }) => {
          for (const [page, bits] of pages) {
            const replays = waitingOn(bits.subarray(bits.length / 2));
            for (const at of waitingOn(bits)) (replays.includes(at) ? replay : add)(page * ON_PAGE + at);
          }
          unknown.forEach(add);
        });
        for (const [number, entry] of dead) letters.putSync(number, entry);
        for (const [devEui, last] of devices) lasts.putSync(devEui, last);
      });
      opened().refresh();
      return {
        messages: messages.getCount(),
        waiting: waiting.count(),
        dead: letters.getCount(),
        found,
        unsure: unknown.length,
      };
    },
    get sameIds() {
      return idBefore() !== undefined;
    },
    close: async () => {
      await store?.close();
    },
  };
}
