import { steadyTime, unixTime } from "../clock.ts";

/** Tells old messages from young ones by their numbers: the time that stands in a message is worth what its clock was. */
export interface Ages {
  /** Notes that the next message has this number. */
  mark(next: number): void;
  /** Messages below this number are older than the limit; 0 where none is known to be. */
  below(): number;
  /** Milliseconds on the inbox's own clock, which begins with the inbox. */
  lived(): number;
  /** What is to be kept of it, so that it goes on after a restart. */
  text(): string;
}

/** How long an inbox has lived when its next message had a number. */
type Mark = readonly [next: number, lived: number];

interface Kept {
  readonly lived: number;
  /** When this was written, in milliseconds of Unix time. */
  readonly seen: number;
  readonly marks: readonly Mark[];
}

/**
 * Of the time between two processes, so many milliseconds count at most: the clock that says it may have been set
 * forward, and what was received a minute before must not be gone.
 */
const MOST_AWAY = 86_400_000;
/** So many marks to the limit: a message stays for the limit at least, and for a part of this more. */
const MARKS = 128;

/** Goes on from what was kept. Nothing is older than the `limit`, in milliseconds, before the inbox has lived so long. */
export function createAges(kept: string | undefined, limit: number): Ages {
  const { lived: before, seen, marks: first } = readKept(kept);
  const began = steadyTime();
  const away = Math.min(MOST_AWAY, Math.max(0, unixTime() - seen));
  let marks = [...first];
  const lived = (): number => before + away + steadyTime() - began;

  return {
    mark: (next) => {
      const now = lived();
      const last = marks.at(-1);
      if (last !== undefined && (next <= last[0] || now - last[1] < limit / MARKS)) return;
      marks.push([next, now]);
      // Of those that are past the limit, the last says what all of them do.
      const past = marks.findLastIndex(([, at]) => at <= now - limit);
      if (past > 0) marks = marks.slice(past);
    },
    below: () => {
      const until = lived() - limit;
      return marks.findLast(([, at]) => at <= until)?.[0] ?? 0;
    },
    lived,
    text: () => {
      const written: Kept = { lived: lived(), seen: unixTime(), marks };
      return JSON.stringify(written);
    },
  };
}

function readKept(text: string | undefined): Kept {
  try {
    const { lived, seen, marks } = JSON.parse(text ?? "") as Kept;
    if ([lived, seen, ...marks.flat()].every(Number.isFinite)) return { lived, seen, marks };
  } catch {
    // Nothing is taken for old that may be young.
  }
  return { lived: 0, seen: unixTime(), marks: [] };
}
