import { closeSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ProcessIdentity } from "./process-identity.ts";

/** Who works from an inbox, as its folder says. */
export interface Lease extends ProcessIdentity {
  /** Another for each time that somebody begins to work. */
  readonly token: string;
  /** When it began, as an ISO time of its own clock: for people alone. */
  readonly since: string;
  /** Once it has left in order: how it left the database's file; empty where what is missing in it is not reported yet. */
  readonly left?: string;
  /** What the inbox is called. */
  readonly inbox?: string;
  /** How far the inbox went then; before, when this owner began. */
  readonly extent?: Extent;
}

/** How far an inbox goes, beside its file: of one that is cut off, this tells what is missing. */
export interface Extent {
  /** The number that the next message gets. */
  readonly next: number;
  /** From this number on, each message is there, or is missed. */
  readonly from: number;
  /** How many messages wait for their handlers. */
  readonly waiting: number;
}

/** What the folder of an inbox says of how far it goes. */
export interface NotedExtent extends Extent {
  /** What it is called. */
  readonly inbox: string | undefined;
  /** Whether its owner has left since in order: without that, more may have come after the last sign of life. */
  readonly last: boolean;
}

/** What a folder says of its owner: nobody yet, somebody, or what cannot be read, as after a power cut. */
export type LeaseState = Lease | "none" | "unreadable";

const OWNER = "owner.json";
const BEAT = "owner.beat";
const KNOCK = "owner.knock";

/** Bytes of the owner's file: it keeps its length, so that writing it takes no room on a full disk. */
const LENGTH = 2048;
const SIGN = 128;
const SHORT = 64;
const NOT_THERE: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EACCES"]);

/** Reads who works from an inbox. */
export function readLease(folder: string): LeaseState {
  const text = textIn(folder, OWNER);
  if (text === undefined) return "none";
  try {
    const lease = JSON.parse(text) as Lease;
    const { token, pid, host, kernel, pids, began, since } = lease;
    const words = [token, host, kernel, pids, began, since];
    return Number.isSafeInteger(pid) && words.every((word) => typeof word === "string")
      ? lease
      : "unreadable";
  } catch {
    return "unreadable";
  }
}

/** Writes who works from an inbox. Only within a transaction of its database: no two do it at once. */
export function writeLease(folder: string, lease: Lease): void {
  overwrite(folder, OWNER, JSON.stringify(lease), LENGTH);
}

/** The owner's last sign of life: another text after each. */
export function readBeat(folder: string): string {
  return textIn(folder, BEAT) ?? "";
}

/** Gives a sign of life, which says how far the inbox goes. */
export function writeBeat(folder: string, token: string, count: number, extent: Extent): void {
  const { next, from, waiting } = extent;
  overwrite(folder, BEAT, `${token} ${count} ${next} ${from} ${waiting}`, SIGN);
}

/** How far an inbox goes, as its last owner has said; `undefined` where nobody has, such as one of an older version. */
export function readExtent(folder: string): NotedExtent | undefined {
  const lease = readLease(folder);
  if (typeof lease === "string") return undefined;
  const { inbox } = lease;
  const last = lease.left !== undefined;
  const [token, ...numbers] = readBeat(folder).trim().split(" ");
  const [, next = 0, from = 0, waiting = 0] = numbers.map(Number);
  if (!last && token === lease.token && next >= 1) return { next, from, waiting, inbox, last };
  return lease.extent && { ...lease.extent, inbox, last };
}

/** The last knock: another text after each. */
export function readKnock(folder: string): string {
  return textIn(folder, KNOCK) ?? "";
}

/** Asks the owner to look at the inbox. */
export function writeKnock(folder: string, text: string): void {
  overwrite(folder, KNOCK, text, SHORT);
}

/** What tells the file of the database from what it is after any change. */
export function markOfDatabase(folder: string): string {
  const { size, mtimeNs, ino } = statSync(join(folder, "data.mdb"), { bigint: true });
  return `${size} ${mtimeNs} ${ino}`;
}

function textIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch (error) {
    // Whoever may not read it, or finds no folder, is told so by the database.
    if (NOT_THERE.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** In its place, not by a new file: that needs no room, and closing it lets other machines see it. */
function overwrite(folder: string, name: string, text: string, length: number): void {
  const path = join(folder, name);
  let file: number;
  try {
    file = openSync(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    file = openSync(path, "a+");
    closeSync(file);
    file = openSync(path, "r+");
  }
  try {
    const bytes = Buffer.alloc(length, " ");
    bytes.write(text, 0, "utf8");
    bytes[length - 1] = 10;
    writeSync(file, bytes, 0, length, 0);
  } finally {
    closeSync(file);
  }
}
