import type { Report } from "../events.ts";

/** Whom the broker does not let in. */
export interface Refused {
  /** Where it came from. */
  readonly address: string;
  /** The client id that it said; empty where it said none. */
  readonly client: string;
  readonly reason: string;
}

/** Tells of those who are not let in, however many they are. */
export interface Refusals {
  refuse(refused: Refused): void;
  /** Tells what was not told yet. */
  close(): void;
}

/** Milliseconds in which refusals of one reason are told together. */
const TOGETHER = 10_000;
/** The most reasons that are told apart, and the most characters of a client id that a stranger has said. */
const [MOST_REASONS, MOST_CHARACTERS] = [32, 100];

interface Tally {
  count: number;
  last: Refused;
  readonly timer: NodeJS.Timeout;
}

/** Tells the first refusal of a reason at once, and those that follow together: whoever fails all the time fills no log. */
export function createRefusals(report: Report, together = TOGETHER): Refusals {
  const tallies = new Map<string, Tally>();

  const tell = (refused: Refused, count: number): void =>
    report({ type: "client-refused", ...refused, client: refused.client.slice(0, MOST_CHARACTERS), count });
  const begin = (refused: Refused): void => {
    const { reason } = refused;
    const timer = setTimeout(() => {
      const tally = tallies.get(reason);
      tallies.delete(reason);
      if (tally === undefined || tally.count === 0) return;
      begin(tally.last);
      tell(tally.last, tally.count);
    }, together);
    timer.unref();
    tallies.set(reason, { count: 0, last: refused, timer });
  };

  return {
    refuse: (given) => {
      const crowded = tallies.size >= MOST_REASONS && !tallies.has(given.reason);
      const refused = crowded ? { ...given, reason: "another reason" } : given;
      const tally = tallies.get(refused.reason);
      if (tally === undefined) {
        begin(refused);
        return tell(refused, 1);
      }
      tally.count++;
      tally.last = refused;
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
