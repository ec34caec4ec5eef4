import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { LinkError } from "../../error.ts";
import { readExtent } from "../lease/lease-files.ts";
import { waitUntilFree } from "../lease/watch-owner.ts";
import { isDeadEntry, isRecord, numberOfKey } from "../store/database-content.ts";
import { openDatabaseFile } from "./database-file.ts";
import { readTables, saysNotWhoWaits } from "./read-tables.ts";
import { createRescued, type Rescued } from "./rescued.ts";

/** What was read of a damaged inbox, and written to a new folder. */
export interface InboxRescue extends Rescued {
  /** What was wrong, how often. */
  readonly faultCount: number;
  /** Whether the messages have the ids that they had. */
  readonly sameIds: boolean;
}

/**
 * Writes what can be read of an inbox, damaged or not, to a new folder; the old one stays as it is. Messages keep their
 * ids, their order and their state; those of which it cannot be read whether they wait, wait. What is missing, the next
 * backend reports.
 *
 * @throws LinkError `invalid-configuration` where there is no inbox, a backend works from it, or the new folder has
 * something in it; `storage` where the new one cannot be written
 */
export async function rescueInbox(from: string, to: string): Promise<InboxRescue> {
  const [source, target] = [resolve(from), resolve(to)];
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new LinkError(
      "invalid-configuration",
      `${target}: expected a new folder, found one with something in it`,
    );
  }
  if (!existsSync(`${source}/data.mdb`)) {
    throw new LinkError(
      "invalid-configuration",
      `inbox ${source}: expected the folder of an inbox, found none`,
    );
  }
  await waitUntilFree(source);
  const file = openDatabaseFile(source, true);
  const rescued = createRescued(target, readExtent(source));
  const damagedTables = new Set<string>();
  let faultCount = 0;
  let unsure = false;
  try {
    const walk = readTables(file, {
      fault: (sentence) => {
        faultCount++;
        unsure ||= saysNotWhoWaits(sentence);
        damagedTables.add(sentence.slice(0, sentence.indexOf(":")));
      },
      meta: rescued.meta,
      waiting: rescued.waiting,
      dead: rescued.dead,
      device: rescued.device,
      message: rescued.message,
      unreadable: rescued.message,
    });
    rescued.flush();
    // Pages that no tree leads to any more: cut off by the damage, or older copies of what it took.
    for (let page = 2; faultCount > 0 && page < file.pages; page++) {
      if (walk.isUsed(page)) continue;
      for (const { key, value } of walk.leftover(page)) {
        const number = numberOfKey(key);
        if (number === undefined) continue;
        if (isRecord(value)) rescued.leftover(number, value);
        else if (damagedTables.has("dead") && isDeadEntry(value)) rescued.dead(number, value);
      }
    }
    const result = rescued.finish(unsure);
    return { ...result, faultCount, sameIds: rescued.sameIds };
  } finally {
    file.close();
    await rescued.close();
  }
}
