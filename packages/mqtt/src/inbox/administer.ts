import { resolve } from "node:path";
import { LinkError } from "../error.ts";
import { type CheckOptions, checkBeforeOpening } from "./damage/check.ts";
import { findOwner, knock } from "./lease/owner.ts";
import { isAtWork, refuseSameId } from "./lease/watch-owner.ts";
import { isRecord } from "./store/database-content.ts";
import { type DeadLetter, deadLetters, idOf, type KeptMessage, keptMessages } from "./store/kept.ts";
import { readTime } from "./store/record.ts";
import { openStore, type Store } from "./store/store.ts";
import { sweep } from "./write/retention.ts";

/** How full an inbox is. */
export interface InboxStatus {
  readonly path: string;
  /** All messages that are kept: those that wait, those that are done, the dead ones. */
  readonly messages: number;
  readonly pending: number;
  readonly dead: number;
  /** When the oldest message that waits was received. */
  readonly oldestPending?: Date;
  /** Messages that should have been there and were not, so far. */
  readonly missing: number;
  /** Whether a backend works from it. */
  readonly atWork: boolean;
  /** Which process does. */
  readonly owner?: InboxOwner;
}

/** The process that works from an inbox. */
export interface InboxOwner {
  /** Name of its host; of a container, often one that was made up. */
  readonly host: string;
  readonly pid: number;
  /** Since when, by its own clock. */
  readonly since: Date;
}

/** Which messages to handle once more. */
export type ReplayChoice =
  /** All dead letters, or those with these ids. */
  | { readonly dead: true | readonly string[] }
  /** All that were received in a range of time, its end left out. */
  | { readonly from: Date; readonly to: Date };

/** Which messages to remove. Those that wait are never removed. */
export interface PurgeChoice {
  /** Received before this time. */
  readonly before: Date;
  /** Whether dead letters go as well. */
  readonly dead?: boolean;
}

/** An inbox in the hands of its administrator, whether a backend works from it or not. */
export interface InboxFiles {
  status(): Promise<InboxStatus>;
  /** How many messages wait, and since when: without asking whether a backend works. */
  waiting(): Pick<InboxStatus, "pending" | "oldestPending">;
  dead(): Iterable<DeadLetter>;
  /** All messages that are kept, the oldest first. */
  messages(): Iterable<KeptMessage>;
  /**
   * Hands messages to their handlers once more, and answers how many: by the backend at work, or else by the next.
   *
   * @throws LinkError `invalid-configuration` where a range of time does not begin before it ends
   */
  replay(choice: ReplayChoice): Promise<number>;
  /**
   * Removes messages, and answers how many.
   *
   * @throws LinkError `invalid-configuration` where `before` is no time
   */
  purge(choice: PurgeChoice): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens the folder of an inbox. Where it can only be read, what reads works.
 *
 * @throws LinkError `invalid-configuration` where there is none, `storage` where it is damaged
 */
export function openInboxFiles(path: string, options: CheckOptions = {}): InboxFiles {
  const folder = resolve(path);
  refuseSameId(folder);
  // Its owner has checked it, and writes to it now.
  if (!isAtWork(folder)) checkBeforeOpening(folder, options);
  const store = openStore(path, { mustExist: true });
  return {
    status: () => statusOf(store),
    waiting: () => {
      store.refresh();
      return waitingIn(store);
    },
    dead: () => deadLetters(store),
    messages: () => keptMessages(store),
    replay: async (choice) => {
      if ("from" in choice && !(choice.from < choice.to)) {
        throw invalid("replay: expected { from, to }, from before to");
      }
      const count = markForReplay(store, [...chosen(store, choice)]);
      await knock(store.path);
      return count;
    },
    purge: async ({ before, dead = false }) => {
      if (Number.isNaN(before.getTime())) throw invalid("purge: expected { before }, a time");
      let all = 0;
      for (let from = 0; ; ) {
        const { removed, next, more } = store.commit(() =>
          sweep(store, { before: before.getTime(), dead, from }),
        );
        all += removed;
        if (!more) return all;
        from = next;
      }
    },
    close: () => store.close(),
  };
}

/** Lets messages wait once more, those that do not wait anyway, and answers how many; dead letters among them are none any more. */
function markForReplay(store: Store, numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  return store.commit(() => {
    // Asked within the transaction: by now the backend may have begun with them, or removed them.
    const chosen = numbers.filter(
      (number) => store.messages.doesExist(number) && !store.waiting.has(number) && !isCut(store, number),
    );
    store.waiting.change(({ replay }) => chosen.forEach(replay));
    for (const number of chosen) store.dead.removeSync(number);
    return chosen.length;
  });
}

/** Whether the beginning of a payload is all there is: handed to a handler, it would pass for the whole. */
function isCut(store: Store, number: number): boolean {
  return store.dead.get(number)?.reason.size !== undefined;
}

function invalid(message: string): LinkError {
  return new LinkError("invalid-configuration", message);
}

async function statusOf(store: Store): Promise<InboxStatus> {
  const lease = await findOwner(store.path);
  return {
    path: store.path,
    messages: store.messages.getCount(),
    ...waitingIn(store),
    dead: store.dead.getCount(),
    missing: store.missing(),
    atWork: lease !== undefined,
    ...(lease && { owner: { host: lease.host, pid: lease.pid, since: new Date(lease.since) } }),
  };
}

function waitingIn(store: Store): Pick<InboxStatus, "pending" | "oldestPending"> {
  const [oldest] = store.waiting.numbers();
  const record = oldest === undefined ? undefined : store.messages.get(oldest.number);
  return {
    pending: store.waiting.count(),
    ...(record === undefined || !isRecord(record) ? {} : { oldestPending: new Date(readTime(record)) }),
  };
}

function* chosen(store: Store, choice: ReplayChoice): Generator<number> {
  if ("from" in choice) {
    for (const { key, value } of store.messages.getRange({})) {
      const time = readTime(value);
      if (time >= choice.from.getTime() && time < choice.to.getTime()) yield key;
    }
    return;
  }
  for (const key of store.dead.getKeys({})) {
    if (choice.dead === true || choice.dead.includes(idOf(store, key))) yield key;
  }
}
