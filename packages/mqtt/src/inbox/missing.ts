import { ON_PAGE, waitingOn } from "./waiting.ts";

/** Messages that should be there and are not. */
export interface Missing {
  readonly count: number;
  /** How many of them wait for their handlers. */
  readonly waited: number;
  /** Their numbers, from and to, both included: the first hundred ranges. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** Finds them: what waits has a record, and from where old ones were removed up to the next, each number has one. */
export interface MissingFinder {
  meta(name: string, value: string): void;
  waiting(page: number, bits: Buffer): void;
  /** A message is there. They come in order, after all others. */
  has(number: number): void;
  readonly pending: number;
  result(): Missing;
}

const MOST_RANGES = 100;

/** Compares who waits with what is there, both in order: it holds no more than the list of who waits. */
export function createMissing(): MissingFinder {
  const meta = new Map<string, string>();
  const pages: [number, Buffer][] = [];
  const ranges: [number, number][] = [];
  let pending = 0;
  let count = 0;
  let waited = 0;
  let expected = 0;
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
    const numbers = ["swept", "checked"].map((name) => Number(meta.get(name) ?? 1));
    // The format before did not say how far old messages were removed.
    if (meta.get("format") !== "3") numbers.push(next());
    return Math.max(...numbers);
  };
  const next = (): number => Number(meta.get("next") ?? 1);

  return {
    meta: (name, value) => void meta.set(name, value),
    waiting: (page, bits) => {
      pages.push([page, Buffer.from(bits)]);
      pending += waitingOn(bits).length;
    },
    get pending() {
      return pending;
    },
    has: (number) => {
      passTo(number);
      if (nextWaiting === number) nextWaiting = waits?.next().value ?? Number.POSITIVE_INFINITY;
      expected = number + 1;
    },
    result: () => {
      passTo(next());
      return { count, waited, ranges };
    },
  };
}

function* numbersOn(pages: readonly (readonly [number, Buffer])[]): Generator<number, undefined> {
  for (const [page, bits] of pages) {
    for (const at of waitingOn(bits)) yield page * ON_PAGE + at;
  }
  return undefined;
}
