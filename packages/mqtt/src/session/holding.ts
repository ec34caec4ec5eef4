import type { Connection } from "./connection.ts";
import type { Unacknowledged } from "./unacknowledged.ts";

/** Holds back what a session is sent, over all of its connections: what one of before brought may still be unacknowledged. */
export interface Holding {
  /** Whether nothing is read for now. */
  readonly isPaused: boolean;
  /** A connection takes the place of any before. */
  begin(connection: Connection): void;
  /** A message with so many bytes of payload waits to be acknowledged. */
  opened(bytes: number): void;
  closed(bytes: number): void;
}

/** How many messages may be unacknowledged before nothing more is read: two transactions of the inbox, of which one is on its way. */
const MOST_OPEN = 8192;
/** Bytes that a message takes beside its payload. */
const BESIDE = 500;
/** With fewer bytes of its own, a session is read whatever others hold: one that floods holds no other up. */
const LEAST = 2 ** 20;

/** Reads no more of a session than is acknowledged. */
export function createHolding(unacknowledged: Unacknowledged, least = LEAST): Holding {
  let [open, own] = [0, 0];
  let current: Connection | undefined;
  let paused = false;

  const goOn = (): void => {
    if (!paused || open >= MOST_OPEN / 2 || (own >= least && !unacknowledged.hasRoom)) return;
    paused = false;
    unacknowledged.forget(goOn);
    current?.resume();
  };
  const look = (): void => {
    if (paused || current === undefined || (open < MOST_OPEN && (own < least || !unacknowledged.isFull)))
      return;
    paused = true;
    current.pause();
    unacknowledged.await(goOn);
  };

  return {
    get isPaused() {
      return paused;
    },
    begin: (connection) => {
      current = connection;
      paused = false;
      unacknowledged.forget(goOn);
      look();
    },
    opened: (bytes) => {
      open++;
      own += bytes + BESIDE;
      unacknowledged.add(bytes + BESIDE);
      look();
    },
    closed: (bytes) => {
      open--;
      own -= bytes + BESIDE;
      unacknowledged.remove(bytes + BESIDE);
      goOn();
    },
  };
}
