import { randomBytes } from "node:crypto";
import { realpathSync } from "node:fs";
import { keepLease } from "./lease.ts";
import {
  type Extent,
  type Lease,
  type LeaseState,
  markOfDatabase,
  readBeat,
  readLease,
  writeKnock,
  writeLease,
} from "./lease-files.ts";
import { identifyThisProcess } from "./process-identity.ts";
import { isGone, type OwnerState, waitUntilFree, watchOwner } from "./watch-owner.ts";

/** The one process that works from an inbox. */
export interface Ownership {
  /** Names this ownership among all that the inbox had. */
  readonly token: string;
  /** Whether this process was seen to be the owner a moment ago; at once `false` after it stood still. */
  isFresh(): boolean;
  /** Resolves with `true` when this process is seen to be the owner again, with `false` when it is not any more. */
  confirmed(): Promise<boolean>;
  /** Notes beside the inbox's file how far it goes. */
  note(extent: Extent): void;
  /** Leaves it in order; without `isMet`, whoever comes next is to look at the database's file before it opens it. */
  release(isMet?: boolean): Promise<void>;
}

/** Looks without a sign of life after which the command line says that nobody is at work: 2 s. */
const MOST_LOOKS = 40;

/**
 * Makes this process the owner of an inbox: its name stands in the inbox's folder, where whoever shares the folder sees
 * it, and a thread of its own gives signs of life there. `onKnock` is called when the command line has changed the inbox,
 * `onLost` when another process has taken the inbox over, since this one gave no sign: it may have stood still. What it is
 * called and how far it goes stands there, too. `found` is what a wait for the last owner has shown, where there was one
 * just now. `alone` runs something while no other process runs anything of the kind.
 *
 * @throws LinkError `invalid-configuration` when another process is the owner
 */
export async function ownInbox(
  path: string,
  alone: (run: () => void) => void,
  { inbox, ...begins }: Extent & { readonly inbox: string },
  onKnock: () => void,
  onLost: () => void = () => {},
  found?: OwnerState,
): Promise<Ownership> {
  const folder = realpathSync(path);
  const token = randomBytes(8).toString("hex");
  const since = new Date().toISOString();
  let extent = begins;
  const own = { token, ...identifyThisProcess(), since, inbox, extent };
  let state = found;
  for (let mine = false; !mine; ) {
    state ??= await waitUntilFree(folder);
    const { lease, beat } = state;
    state = undefined;
    alone(() => {
      // Of several that find the inbox free, one may have taken it by now; or its owner goes on.
      if (!isSame(readLease(folder), lease) || readBeat(folder) !== beat) return;
      writeLease(folder, own);
      // All files are there from now on: on a full disk, none could be made.
      writeKnock(folder, token);
      mine = true;
    });
  }
  const kept = await keepLease(folder, token, begins, { onKnock, onLost });
  return {
    token,
    isFresh: kept.isFresh,
    confirmed: kept.confirmed,
    note: (given) => {
      extent = given;
      kept.note(given);
    },
    release: async (isMet = true) => {
      await kept.end();
      alone(() => {
        if (!isHeldBy(readLease(folder), token)) return;
        writeLease(folder, { ...own, left: isMet ? markOfDatabase(folder) : "", extent });
      });
    },
  };
}

/** Whether nobody else has taken an inbox since it was owned under this token. */
export function isHeldBy(lease: LeaseState, token: string): boolean {
  return typeof lease === "string" || lease.token === token;
}

/** Tells the owner that the inbox has changed; `false` where there is none. */
export async function knock(path: string): Promise<boolean> {
  const folder = realpathSync(path);
  if (isGone(readLease(folder))) return false;
  writeKnock(folder, randomBytes(8).toString("hex"));
  return (await findOwner(folder)) !== undefined;
}

/** Who works from an inbox, if anybody does. */
export async function findOwner(path: string): Promise<Lease | undefined> {
  const { life, lease } = await watchOwner(realpathSync(path), MOST_LOOKS);
  return life === "alive" && typeof lease !== "string" ? lease : undefined;
}

function isSame(one: LeaseState, other: LeaseState): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  return one.token === other.token;
}
