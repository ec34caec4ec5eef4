import type { Ages } from "./ages.ts";
import type { Changes } from "./write/changes.ts";
import type { Swept } from "./write/retention.ts";

/** Says when old messages are to be removed, part by part. */
export interface Sweeper {
  readonly isDue: boolean;
  /** What the next transaction removes, where the next message has this number. */
  take(nextNumber: number): Changes["sweep"];
  /** It could not be written. */
  putBack(taken: Changes["sweep"]): void;
  /** What a transaction has removed: there may be more. */
  swept(swept: Swept | undefined): void;
  begin(): void;
  end(): void;
}

const EVERY = 60_000;

/** Lets messages go that are too old. `onDue` is called when there may be any. */
export function createSweeper(ages: Ages, onDue: () => void): Sweeper {
  let isDue = false;
  let from = 0;
  let below = 0;
  let timer: NodeJS.Timeout | undefined;
  const due = (): void => {
    isDue = true;
    onDue();
  };
  return {
    get isDue() {
      return isDue;
    },
    take: (nextNumber) => {
      if (!isDue) return undefined;
      isDue = false;
      ages.mark(nextNumber);
      const now = ages.below();
      // From the beginning: what waited when a sweep came by may be done.
      if (now !== below) [from, below] = [0, now];
      return { below, from, ages: ages.text() };
    },
    putBack: (taken) => {
      if (taken !== undefined) isDue = true;
    },
    swept: (swept) => {
      if (swept === undefined) return;
      from = swept.next;
      if (swept.more) isDue = true;
    },
    begin: () => {
      timer = setInterval(due, EVERY);
      timer.unref();
      due();
    },
    end: () => {
      clearInterval(timer);
    },
  };
}
