/** Tells the first of a kind at once, and those that follow together. */
export interface Tallies<Told> {
  /** So many more of a kind; `told` is what is said of the last. */
  add(kind: string, told: Told, count?: number): void;
  /** Tells what was not told yet. */
  close(): void;
}

/** Milliseconds in which those that follow are told together. */
const TOGETHER = 10_000;
/** The most kinds that are told apart. */
const MOST_KINDS = 100;
const OTHERS = "";

/** What happens all the time fills no log: each kind is told once, and then with how many there were. */
export function createTallies<Told>(
  tell: (told: Told, count: number) => void,
  together = TOGETHER,
): Tallies<Told> {
  const tallies = new Map<string, { count: number; last: Told; readonly timer: NodeJS.Timeout }>();

  const begin = (kind: string, last: Told): void => {
    const timer = setTimeout(() => {
      const tally = tallies.get(kind);
      tallies.delete(kind);
      if (tally === undefined || tally.count === 0) return;
      begin(kind, tally.last);
      tell(tally.last, tally.count);
    }, together);
    timer.unref();
    tallies.set(kind, { count: 0, last, timer });
  };

  return {
    add: (given, told, count = 1) => {
      const kind = tallies.size >= MOST_KINDS && !tallies.has(given) ? OTHERS : given;
      const tally = tallies.get(kind);
      if (tally === undefined) {
        begin(kind, told);
        return tell(told, count);
      }
      tally.count += count;
      tally.last = told;
    },
    close: () => {
      for (const { timer, count, last } of tallies.values()) {
        clearTimeout(timer);
        if (count > 0) tell(last, count);
      }
      tallies.clear();
    },
  };
}
