import type { SweepOptions, Swept } from "./retention.ts";

/** Says when old messages are to be removed, part by part. */
export interface Sweeper {
  readonly isDue: boolean;
  /** What the next transaction removes. */
  take(): SweepOptions | undefined;
  /** It could not be written. */
  putBack(taken: SweepOptions | undefined): void;
  /** What a transaction has removed: where there was anything, there may be more. */
  swept(swept: Swept | undefined): void;
  begin(): void;
  end(): void;
}

const EVERY = 60_000;

/** Lets messages go that are older than `retention` milliseconds. `onDue` is called when there may be any. */
export function createSweeper(retention: number, onDue: () => void): Sweeper {
  let isDue = false;
  let from = 0;
  let timer: NodeJS.Timeout | undefined;
  const due = (): void => {
    isDue = true;
    onDue();
  };
  return {
    get isDue() {
      return isDue;
    },
    take: () => {
      if (!isDue) return undefined;
      isDue = false;
      return { before: Date.now() - retention, from };
    },
    putBack: (taken) => {
      if (taken !== undefined) isDue = true;
    },
    swept: (swept) => {
      if (swept === undefined) return;
      from = swept.next;
      if (swept.removed > 0) isDue = true;
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
