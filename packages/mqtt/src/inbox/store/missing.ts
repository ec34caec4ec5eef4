import type { NotedExtent } from "../lease/lease-files.ts";
import { ON_PAGE, waitingOn } from "./waiting.ts";

/** Messages that should be there and are not. */
export interface Missing {
  readonly count: number;
  /** How many of them wait for their handlers. */
  readonly waited: number;
  /** Whether both are as many as there are: where the file does not tell it any more, and its owner did not end in order, there may be more. */
  readonly exact: boolean;
  /** The number that the next message gets. */
  readonly next: number;
  /** Their numbers, from and to, both included: the first hundred ranges. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** What is known of a rescued inbox, and stands in none of its tables. */
export interface Gone {
  /** How many waited, at least, of the messages that are missing. */
  readonly waited: number;
  readonly exact: boolean;
}

/** Finds them: what waits has a record, and from where old ones were removed up to the next, each number has one. */
export interface MissingFinder {
  meta(name: string, value: string): void;
  waiting(page: number, bits: Buffer): void;
  dead(number: number): void;
  /** A message is there. They come in order, after all others. */
  has(number: number): void;
  readonly pending: number;
  /** `unsure`: of some messages it could not be read whether they wait. */
  result(unsure: boolean): Missing;
}

const MOST_RANGES = 100;

/**
 * Compares who waits with what is there, both in order: it holds no more than the list of who waits. How far the inbox goes
 * is read beside its file, too.
 */
export function createMissing(extent?: NotedExtent): MissingFinder {
  const meta = new Map<string, string>();
  const pages: [number, Buffer][] = [];
  const ranges: [number, number][] = [];
  let pending = 0;
  let count = 0;
  let waited = 0;
  let expected = 0;
  let [present, deadOnes] = [0, 0];
  let waits: Iterator<number> | undefined;
  let nextWaiting: number | undefined;

  const note = (from: number, to: number): void => {
    count += to - from + 1;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === from - 1) last[1] = to;
    else if (ranges.length < MOST_RANGES) ranges.push([from, to]);
  };
  /** All that should be there below a number and was not met. */
  const passTo = (number: number): void => {
    waits ??= numbersOn(pages);
    if (nextWaiting === undefined) nextWaiting = waits.next().value ?? Number.POSITIVE_INFINITY;
    while ((nextWaiting as number) < number) {
      waited++;
      // Below what is looked at number by number, those that wait alone should be there.
      if ((nextWaiting as number) < begin()) note(nextWaiting as number, nextWaiting as number);
      nextWaiting = waits.next().value ?? Number.POSITIVE_INFINITY;
    }
    const from = Math.max(expected, begin());
    if (from < number) note(from, number - 1);
  };
  const begin = (): number => {
    // What is said of all was not read.
    if (!meta.has("next") && extent !== undefined) return extent.from;
    const numbers = ["swept", "checked"].map((name) => Number(meta.get(name) ?? 1));
    // The format before did not say how far old messages were removed.
    if (meta.get("format") !== "3") numbers.push(next());
    return Math.max(...numbers);
  };
  // Beyond what the file says where an older copy of it was put in its place.
  const next = (): number => Math.max(Number(meta.get("next") ?? 1), extent?.next ?? 1);
  const goneBefore = (): Gone => JSON.parse(meta.get("gone") ?? '{"waited":0,"exact":true}');

  return {
    meta: (name, value) => void meta.set(name, value),
    waiting: (page, bits) => {
      pages.push([page, Buffer.from(bits)]);
      pending += waitingOn(bits).length;
    },
    get pending() {
      return pending;
    },
    dead: () => void deadOnes++,
    has: (number) => {
      present++;
      passTo(number);
      if (nextWaiting === number) nextWaiting = waits?.next().value ?? Number.POSITIVE_INFINITY;
      expected = number + 1;
    },
    result: (unsure) => {
      passTo(next());
      const before = goneBefore();
      const gone = goneFrom({ next: meta.get("next"), extent, unsure, mayWait: present - deadOnes });
      const atLeast = Math.max(waited, before.waited, gone.waited);
      const exact = before.exact && gone.exact;
      return { count, waited: Math.min(count, atLeast), exact, next: next(), ranges };
    },
  };
}

/** What was read of an inbox. */
export interface Read {
  /** The number that the next message gets, as its file says. */
  readonly next: string | undefined;
  readonly extent: NotedExtent | undefined;
  /** Whether it could not be read of all messages whether they wait. */
  readonly unsure: boolean;
  /** How many of the messages that are there may wait. */
  readonly mayWait: number;
}

/** What can be told of messages whose bits are gone. */
export function goneFrom({ next, extent, unsure, mayWait }: Read): Gone {
  const isWhole = next !== undefined && Number(next) >= (extent?.next ?? 1);
  if (isWhole && !unsure) return { waited: 0, exact: true };
  const { waiting = 0, last = false } = extent ?? {};
  return { waited: Math.max(0, waiting - mayWait), exact: last && waiting === 0 };
}

function* numbersOn(pages: readonly (readonly [number, Buffer])[]): Generator<number, undefined> {
  for (const [page, bits] of pages) {
    for (const at of waitingOn(bits)) yield page * ON_PAGE + at;
  }
  return undefined;
}
