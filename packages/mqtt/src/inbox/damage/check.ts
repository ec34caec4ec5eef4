import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { LinkError } from "../../error.ts";
import { markOfDatabase, readExtent, readLease } from "../lease/lease-files.ts";
import { waitUntilFree } from "../lease/watch-owner.ts";
import { createMissing, type Missing } from "../store/missing.ts";
import { openDatabaseFile } from "./database-file.ts";
import { readTables, saysNotWhoWaits } from "./read-tables.ts";

/** What is in the file of an inbox, and what is wrong with it. */
export interface InboxCheck {
  /** What is wrong, a sentence each, the first twenty; no sentence holds anything of a message. */
  readonly faults: readonly string[];
  readonly faultCount: number;
  readonly messages: number;
  /** How many of them cannot be read: they are kept, and become dead letters when they are handled. */
  readonly unreadable: number;
  readonly waiting: number;
  readonly dead: number;
  /** Messages that should be there and are not. */
  readonly missing: Missing;
}

const MOST_SENTENCES = 20;
const MOST_TRIES = 5;

/** Reads the whole file of an inbox, as bytes. Nobody may write to it meanwhile. */
function checkInbox(folder: string, onProgress: (messages: number) => void = () => {}): InboxCheck {
  const faults: string[] = [];
  let faultCount = 0;
  let unsure = false;
  const fault = (sentence: string): void => {
    faultCount++;
    unsure ||= saysNotWhoWaits(sentence);
    if (faults.length < MOST_SENTENCES) faults.push(sentence);
  };
  const missing = createMissing(readExtent(folder));
  let [messages, unreadable, dead] = [0, 0, 0];
  const message = (number: number): void => {
    if (++messages % 10_000 === 0) onProgress(messages);
    missing.has(number);
  };
  const file = openDatabaseFile(folder);
  if (typeof file === "string") {
    fault(file);
    unsure = true;
  } else {
    try {
      readTables(file, {
        fault,
        meta: missing.meta,
        waiting: missing.waiting,
        dead: (number) => {
          dead++;
          missing.dead(number);
        },
        message,
        unreadable: (number) => {
          unreadable++;
          message(number);
        },
      });
    } finally {
      file.close();
    }
  }
  return {
    faults,
    faultCount,
    messages,
    unreadable,
    dead,
    waiting: missing.pending,
    missing: missing.result(unsure),
  };
}

/**
 * Checks an inbox before its database is opened, which would end the process where it is damaged; not, where the last
 * owner left in order and nothing has touched the file since. Answers what was found, if it was looked for.
 *
 * @throws LinkError `storage` when the file is damaged
 */
export function checkBeforeOpening(
  folder: string,
  { onProgress }: CheckOptions = {},
): InboxCheck | undefined {
  refuseGone(folder);
  if (isNew(folder) || isAsItWasLeft(folder)) return undefined;
  const check = checkInQuiet(folder, onProgress);
  if (check.faultCount > 0) throw damaged(folder, check);
  return check;
}

/** The command line may write at any time: what was read meanwhile is of two versions, and read once more. */
function checkInQuiet(folder: string, onProgress?: (messages: number) => void): InboxCheck {
  for (let tries = 1; ; tries++) {
    const before = markOfDatabase(folder);
    const check = checkInbox(folder, onProgress);
    if (tries === MOST_TRIES || markOfDatabase(folder) === before) return check;
  }
}

/** How a check is made. */
export interface CheckOptions {
  /** Is called now and then with how many messages were read. */
  onProgress?(messages: number): void;
}

/**
 * Reads all of an inbox that no backend works from, and tells what is there and what is wrong with it. It reads the file
 * alone, and changes nothing.
 *
 * @throws LinkError `invalid-configuration` where there is none, or a backend works from it
 */
export async function checkInboxFiles(path: string, { onProgress }: CheckOptions = {}): Promise<InboxCheck> {
  const folder = resolve(path);
  if (!existsSync(join(folder, "data.mdb"))) {
    throw new LinkError(
      "invalid-configuration",
      `inbox ${folder}: expected the folder of an inbox, found none`,
    );
  }
  await waitUntilFree(folder);
  return checkInQuiet(folder, onProgress);
}

function damaged(folder: string, { faults, faultCount }: InboxCheck): LinkError {
  const more = faultCount > 1 ? ` (and ${faultCount - 1} more)` : "";
  return new LinkError(
    "storage",
    `inbox ${folder}: its file is damaged: ${faults[0]}${more}. Write what can be read to a new folder: wirebook inbox rescue --path ${folder} --to ${folder}-rescued`,
  );
}

/** An inbox whose file is gone is no new one: what waited in it would be missed by nobody. */
function refuseGone(folder: string): void {
  if (existsSync(join(folder, "data.mdb")) || readLease(folder) === "none") return;
  throw new LinkError(
    "storage",
    `inbox ${folder}: expected its file data.mdb, found owner.json alone: a backend has worked here. Put the file back, or remove owner.json to begin with nothing`,
  );
}

/** Whether nobody has ever worked from an inbox: a process that ended as it made the file leaves an empty one. */
function isNew(folder: string): boolean {
  const file = join(folder, "data.mdb");
  return !existsSync(file) || (statSync(file).size === 0 && readLease(folder) === "none");
}

function isAsItWasLeft(folder: string): boolean {
  const lease = readLease(folder);
  return typeof lease !== "string" && lease.left === markOfDatabase(folder);
}
