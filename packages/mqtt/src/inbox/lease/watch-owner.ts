import { LinkError } from "../../error.ts";
import { type Lease, type LeaseState, readBeat, readLease } from "./lease-files.ts";
import { hasEnded, identifyThisProcess } from "./process-identity.ts";

/** Milliseconds between two signs of life of an owner, and between two looks of who waits for one. */
export const BEAT = 250;
const LOOK = 50;

/**
 * So many looks without a sign of life, and the owner is taken for dead: 8 s. Looks are counted and not time, and no
 * clocks of two machines compared: who waits may itself have stood still.
 */
const MOST_LOOKS = 160;

/** What is known of an owner, and how: `gone` once it has left or has surely ended, `silent` when it gives no sign. */
export interface OwnerState {
  readonly lease: LeaseState;
  readonly life: "alive" | "gone" | "silent";
  /** The sign of life that was there first. */
  readonly beat: string;
}

/** Finds out whether anybody works from an inbox: at once where nobody does, after a look or two where somebody is at work. */
export async function watchOwner(folder: string, mostLooks = MOST_LOOKS): Promise<OwnerState> {
  const lease = readLease(folder);
  const beat = readBeat(folder);
  if (isGone(lease)) return { lease, beat, life: "gone" };
  for (let look = 0; look < mostLooks; look++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    if (readBeat(folder) !== beat) return { lease: readLease(folder), beat, life: "alive" };
    const now = readLease(folder);
    if (isGone(now)) return { lease: now, beat, life: "gone" };
  }
  return { lease: readLease(folder), beat, life: "silent" };
}

/** Looks of who cannot wait for long: 1 s. */
const FEW_LOOKS = 20;

/** Whether an owner is at work, found out at once: where only its signs of life tell, this thread stands still for them. */
export function isAtWork(folder: string): boolean {
  const lease = readLease(folder);
  if (isGone(lease)) return false;
  const { kernel, pids, pid } = identifyThisProcess();
  if (typeof lease !== "string" && lease.pid === pid && lease.kernel === kernel && lease.pids === pids)
    return true;
  const before = readBeat(folder);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let look = 0; look < FEW_LOOKS; look++) {
    Atomics.wait(pause, 0, 0, LOOK);
    if (readBeat(folder) !== before) return true;
  }
  return false;
}

/** Whether an inbox has no owner for sure. */
export function isGone(lease: LeaseState): boolean {
  if (typeof lease === "string") return lease === "none";
  return lease.left !== undefined || hasEnded(lease);
}

/**
 * Resolves when nobody works from an inbox any more, with what its folder said of the last who did.
 *
 * @throws LinkError `invalid-configuration` when somebody works from it
 */
export async function waitUntilFree(folder: string): Promise<OwnerState> {
  const state = await watchOwner(folder);
  if (state.life !== "alive") return state;
  throw new LinkError(
    "invalid-configuration",
    `inbox ${folder}: another process works from it${whoIs(state.lease)}; expected a folder of its own for each backend`,
  );
}

/**
 * Refuses to open the database where that cannot be: it knows its readers by their process ids alone, and the owner may
 * have this process's in another container.
 *
 * @throws LinkError `invalid-configuration`
 */
export function refuseSameId(folder: string): void {
  if (!hasSameId(folder)) return;
  throw new LinkError(
    "invalid-configuration",
    `inbox ${folder}: expected a process id other than ${process.pid}, which is also that of its owner, in another container: end that one first, or start this program by a shell or with an init process`,
  );
}

/** Whether the owner of an inbox has the same process id as this process, where other processes count. */
export function hasSameId(folder: string): boolean {
  const lease = readLease(folder);
  if (isGone(lease) || typeof lease === "string") return false;
  const here = identifyThisProcess();
  return lease.pid === here.pid && !(lease.kernel === here.kernel && lease.pids === here.pids);
}

/** Who an owner is, in words. */
export function whoIs(lease: LeaseState): string {
  return typeof lease === "string" ? "" : `: ${nameOf(lease)}, since ${lease.since}`;
}

/** A process, in words. */
function nameOf({ pid, host }: Lease): string {
  return `process ${pid} on ${host}`;
}
