import { steadyTime } from "../clock.ts";
/** What may be of no use any more from some time on, in milliseconds by `performance.now()`. */
export interface Expiring {
  readonly expires?: number;
}

/** Calls out what expires. */
export interface Expiry<One extends Expiring> {
  /** Calls it out when its time has come, unless it is forgotten before. */
  watch(one: One): void;
  forget(one: One): void;
  /** Whether its time has come: timers may be late. */
  isPast(one: One): boolean;
}

/** Nothing is watched yet. */
export function createExpiry<One extends Expiring>(onExpired: (one: One) => void): Expiry<One> {
  const timers = new Map<One, NodeJS.Timeout>();
  return {
    watch: (one) => {
      if (one.expires === undefined) return;
      const expired = (): void => {
        timers.delete(one);
        onExpired(one);
      };
      timers.set(one, setTimeout(expired, Math.max(0, one.expires - steadyTime())));
    },
    forget: (one) => {
      clearTimeout(timers.get(one));
      timers.delete(one);
    },
    isPast: ({ expires }) => expires !== undefined && expires <= steadyTime(),
  };
}
