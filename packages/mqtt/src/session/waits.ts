import { backoff } from "./backoff.ts";

/** Milliseconds of the first wait and of the longest. */
const [FIRST_WAIT, MOST_WAIT] = [200, 30_000];
/** A connection that lasted less, in milliseconds, was no success: the next wait is longer than the one before. */
const LEAST_LIFE = 10_000;

/** The waits of a session between its attempts to connect. */
export interface Waits {
  /** Milliseconds until the next attempt. */
  next(): number;
  /** A connection has lasted so many milliseconds. Answers how many in a row were no success. */
  lasted(milliseconds: number): number;
}

/** Two backends of one client id would throw each other out as fast as they can: each wait is longer, until a connection lasts. */
export function createWaits(): Waits {
  let attempt = 0;
  let short = 0;
  return {
    next: () => backoff(attempt++, FIRST_WAIT, MOST_WAIT),
    lasted: (milliseconds) => {
      if (milliseconds >= LEAST_LIFE) attempt = 0;
      short = milliseconds >= LEAST_LIFE ? 0 : short + 1;
      return short;
    },
  };
}
