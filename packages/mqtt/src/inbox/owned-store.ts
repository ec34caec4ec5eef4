import { resolve } from "node:path";
import type { LinkError } from "../error.ts";
import { checkBeforeOpening, type InboxCheck } from "./damage/check.ts";
import { readLease } from "./lease/lease-files.ts";
import { isHeldBy, type Ownership, ownInbox } from "./lease/owner.ts";
import { refuseHeldLock } from "./lease/probe-lock.ts";
import { refuseSameId, waitUntilFree } from "./lease/watch-owner.ts";
import { openStore, type Store } from "./store/store.ts";
import type { Changes } from "./write/changes.ts";
import { lostTo } from "./write/fence.ts";
import type { Swept } from "./write/retention.ts";
import { createWriter, type Writer } from "./write/writer.ts";

/** The database of an inbox in the hands of the one process that works from it. */
export interface OwnedStore extends Pick<Ownership, "isFresh" | "confirmed"> {
  /** Notes beside the database how far it goes, and how many wait. */
  note(waiting: number): void;
  readonly store: Store;
  /** What was found in its file, where that was looked at before it was opened. */
  readonly check: InboxCheck | undefined;
  /** Whether another process has taken it over: nothing is written any more. */
  readonly isLost: boolean;
  /** Resolves when it has. */
  readonly lost: Promise<void>;
  /** Says who is called when the command line has changed the inbox, and when the inbox is lost. */
  listen(events: OwnedStoreEvents): void;
  /**
   * Writes changes; one call at a time.
   *
   * @throws LinkError `storage`; then nothing of them is written, or they may be written once more
   */
  write(changes: Changes): Promise<Swept | undefined>;
  close(): Promise<void>;
}

/** What becomes of an owned inbox. */
export interface OwnedStoreEvents {
  onKnock(): void;
  onLost(error: LinkError): void;
}

/**
 * Opens the database of an inbox as its owner, and makes it where there is none.
 *
 * @throws LinkError `invalid-configuration` when another process works from it or the folder cannot be used, `storage`
 * when it is damaged
 */
export async function openOwnedStore(path: string): Promise<OwnedStore> {
  const folder = resolve(path);
  // Before the database is touched: whoever works from it may have this process's id, or a lock that holds up all.
  const found = await waitUntilFree(folder);
  refuseSameId(folder);
  if (found.life === "silent") await refuseHeldLock(folder, found.lease);
  const check = checkBeforeOpening(folder);
  const store = openStore(folder);

  let events: OwnedStoreEvents | undefined;
  let isLost = false;
  let tellLost = (): void => {};
  const lost = new Promise<void>((resolve) => {
    tellLost = resolve;
  });
  const lose = (): void => {
    if (isLost) return;
    isLost = true;
    events?.onLost(lostTo(store.path, readLease(store.path)));
    tellLost();
  };
  /** Whether nothing is missing, or that is reported: its owner goes on from there. */
  let isMet = check === undefined;
  let owner: Ownership | undefined;
  let writer: Writer | undefined;
  const close = async (): Promise<void> => {
    await writer?.close();
    // After the last write: how the owner leaves the files is how the next expects to find them.
    await owner?.release(isMet);
    await store.close();
  };
  const reach = store.reach();
  // What is missing is to be found until it is reported, also where this process ends before.
  const next = Math.max(reach.next, check?.missing.next ?? 1);
  try {
    owner = await ownInbox(
      store.path,
      (run) => store.commit(run),
      { inbox: store.id, ...reach, next, waiting: store.waiting.count() },
      () => events?.onKnock(),
      lose,
      found,
    );
    const { token, isFresh, confirmed, note } = owner;
    const begun = createWriter(store.path, token);
    writer = begun;
    store.migrate();
    // Not before: who left the inbox may just have written its last.
    store.refresh();
    return {
      ...{ store, check, isFresh, confirmed, lost, close },
      get isLost() {
        return isLost;
      },
      note: (waiting) => {
        isMet = true;
        note({ ...store.reach(), waiting });
      },
      listen: (given) => {
        events = given;
      },
      write: async (changes) => {
        try {
          return await begun.write(changes);
        } catch (error) {
          if (!isHeldBy(readLease(store.path), token)) lose();
          throw error;
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
