/** Room that a packet has in memory until it is seen to. */
export interface Reservation {
  readonly granted: boolean;
  /** So many bytes of the packet have come. */
  arrived(bytes: number): void;
  /** Gives the room back, or the place in the queue. */
  release(): void;
}

/** Who asks for room. */
export interface Applicant {
  /** Bytes of the packet. */
  readonly size: number;
  /** There is room now; not called where there was room at once. */
  onGrant(): void;
  /** Is called at each look for as long as the packet waits. */
  onWait(): void;
  /** Others wait for room that this packet has and does not fill. */
  onStall(): void;
}

/** How much of long packets a broker holds in memory at once, over all of its connections. */
export interface Budget {
  reserve(applicant: Applicant): Reservation;
  close(): void;
}

/** The most bytes of long packets in memory. */
const MOST_BYTES = 32 * 2 ** 20;
/** Milliseconds between two looks. */
const LOOK = 5000;
/** Bytes that have to come between two looks while others wait: slower than that nobody sends in earnest. */
const LEAST_BYTES = 4096;
/** Looks in a row with fewer. */
const MOST_LOOKS = 2;

interface Held extends Applicant {
  granted: boolean;
  /** Bytes that have come, all in all and since the last look. */
  all: number;
  fresh: number;
  slow: number;
}

/** Makes a budget. Whoever asked first is first: a packet that has room can always come to its end, so that none waits for ever. */
export function createBudget(most = MOST_BYTES): Budget {
  const waiting = new Set<Held>();
  const holding = new Set<Held>();
  let used = 0;

  const fits = ({ size }: Applicant): boolean => used === 0 || used + size <= most;
  const grant = (held: Held): void => {
    held.granted = true;
    holding.add(held);
    used += held.size;
  };
  const serve = (): void => {
    for (const held of waiting) {
      if (!fits(held)) return;
      waiting.delete(held);
      grant(held);
      held.onGrant();
    }
  };
  // Looks and not a time: when the process itself stands still, that is nobody's fault.
  const looking = setInterval(() => {
    for (const held of waiting) held.onWait();
    for (const held of holding) {
      const isSlow = waiting.size > 0 && held.all < held.size && held.fresh < LEAST_BYTES;
      held.slow = isSlow ? held.slow + 1 : 0;
      held.fresh = 0;
      if (held.slow >= MOST_LOOKS) held.onStall();
    }
  }, LOOK);
  looking.unref();

  return {
    reserve: (applicant) => {
      const held: Held = { ...applicant, granted: false, all: 0, fresh: 0, slow: 0 };
      if (waiting.size === 0 && fits(held)) grant(held);
      else waiting.add(held);
      return {
        get granted() {
          return held.granted;
        },
        arrived: (bytes) => {
          held.all += bytes;
          held.fresh += bytes;
        },
        release: () => {
          waiting.delete(held);
          if (holding.delete(held)) used -= held.size;
          serve();
        },
      };
    },
    close: () => clearInterval(looking),
  };
}
