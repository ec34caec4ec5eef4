import { Worker } from "node:worker_threads";
import { steadyTime } from "../../clock.ts";
import type { Extent } from "./lease-files.ts";

/** Keeps an inbox for the process that works from it. */
export interface KeptLease {
  /** Whether this process was seen to be the owner a moment ago. It was not after it stood still. */
  isFresh(): boolean;
  /** Resolves with `true` when this process is seen to be the owner again, with `false` when it is not any more. */
  confirmed(): Promise<boolean>;
  /** Says with the next sign of life how far the inbox goes. */
  note(extent: Extent): void;
  /** Stops giving signs of life. */
  end(): Promise<void>;
}

/** What the thread is told when it begins. */
export interface LeaseData {
  readonly folder: string;
  readonly token: string;
  /** When the lease was last seen to be this process's, in nanoseconds of its monotonic clock. */
  readonly seen: BigInt64Array<SharedArrayBuffer>;
  /** How far the inbox goes: `next`, `from` and `waiting`. */
  readonly extent: BigInt64Array<SharedArrayBuffer>;
}

/** What the thread says. */
export type LeaseWord = "begun" | "knock" | "lost";

/** What becomes of a lease. */
export interface LeaseEvents {
  /** The command line has changed the inbox. */
  onKnock(): void;
  /** Another process works from the inbox now. */
  onLost(): void;
}

/** Half of what others wait for a sign, in nanoseconds: without it, this process may have stood still. */
const FRESH = 4_000_000_000n;
/** Milliseconds between two looks of who waits for a sign. */
const LOOK = 20;
/** Milliseconds before a thread that has ended by itself, such as for want of memory, begins anew. */
const ANEW = 250;

/** Gives signs of life in the folder of an inbox that goes so far, under a token. Resolves with the first. */
export async function keepLease(
  folder: string,
  token: string,
  begins: Extent,
  events: LeaseEvents,
): Promise<KeptLease> {
  const seen = new BigInt64Array(new SharedArrayBuffer(8));
  const extent = new BigInt64Array(new SharedArrayBuffer(24));
  const note = ({ next, from, waiting }: Extent): void =>
    [next, from, waiting].forEach((number, at) => void Atomics.store(extent, at, BigInt(number)));
  note(begins);
  let ended = false;
  let worker: Worker | undefined;
  const hear = (word: LeaseWord): void => {
    if (ended) return;
    if (word === "knock") events.onKnock();
    if (word !== "lost") return;
    ended = true;
    events.onLost();
  };
  const begin = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const begun = new Worker(new URL("./lease-thread.js", import.meta.url), {
        workerData: { folder, token, seen, extent } satisfies LeaseData,
        execArgv: [],
      });
      worker = begun;
      begun.on("message", hear);
      begun.once("message", () => {
        // What keeps the process is its work, not that the inbox is its own.
        begun.unref();
        resolve();
      });
      begun.on("error", reject);
      begun.on("exit", () => {
        if (!ended) setTimeout(() => ended || void begin().catch(() => {}), ANEW).unref();
      });
    });
  await begin();

  let freshUntil = 0;
  /** Asked before each handler: what was seen is looked at once it says nothing any more. */
  const isFresh = (): boolean => {
    if (ended) return false;
    const now = steadyTime();
    if (now < freshUntil) return true;
    freshUntil = now + Number(FRESH - (process.hrtime.bigint() - Atomics.load(seen, 0))) / 1e6;
    return now < freshUntil;
  };
  return {
    isFresh,
    note,
    confirmed: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (ended || isFresh()) resolve(!ended);
          else setTimeout(look, LOOK);
        };
        look();
      }),
    end: async () => {
      ended = true;
      await worker?.terminate();
    },
  };
}
