/**
 * The thread that gives the signs of life of an inbox's owner, however busy the others are, and looks whether the
 * command line has knocked.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import type { LeaseData, LeaseWord } from "./lease.ts";
import { readKnock, readLease, writeBeat } from "./lease-files.ts";
import { BEAT } from "./watch-owner.ts";

const { folder, token, seen, extent } = workerData as LeaseData;
const say = (word: LeaseWord): void => parentPort?.postMessage(word);
let count = 0;
let knock = readKnock(folder);

const told = (at: number): number => Number(Atomics.load(extent, at));
const beat = (): void => {
  try {
    const lease = readLease(folder);
    if (typeof lease !== "string" && lease.token !== token) {
      clearInterval(timer);
      say("lost");
      return;
    }
    Atomics.store(seen, 0, process.hrtime.bigint());
    writeBeat(folder, token, ++count, { next: told(0), from: told(1), waiting: told(2) });
    const now = readKnock(folder);
    if (now !== knock) say("knock");
    knock = now;
  } catch {
    // A disk that fails for a moment: what is written meanwhile fails as well, and is reported there.
  }
};
const timer = setInterval(beat, BEAT);
beat();
say("begun");
