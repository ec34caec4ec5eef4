import { steadyTime } from "../clock.ts";
import type { LinkError } from "../error.ts";
import { backoff } from "../session/backoff.ts";

/** What is written, and what becomes of it. */
export interface GroupCommitOptions<Batch> {
  /** All that is to be written now; `undefined` where there is nothing. */
  take(): Batch | undefined;
  write(batch: Batch): Promise<void>;
  /** It is on disk. `failures` is how often the write before it failed in a row. */
  onWritten(batch: Batch, failures: number): void;
  /** Nothing of it is on disk: it has to be taken again. `failures` counts from 1. */
  onFailed(batch: Batch, error: LinkError, failures: number): void;
}

/** One write at a time; what comes meanwhile shares the next. */
export interface GroupCommit {
  /** There is something to write. */
  request(): void;
  /** Waits for the write that runs, writes what is left, once, and stops. */
  finish(): Promise<void>;
}

/** Milliseconds between two writes, so that many messages share one. */
const REST = 2;
/** Milliseconds before the first attempt after a failure, and the most. */
const [FIRST_WAIT, MOST_WAIT] = [50, 5000];

/** Decides when to write. */
export function createGroupCommit<Batch>(options: GroupCommitOptions<Batch>): GroupCommit {
  let writing: Promise<void> | undefined;
  let busy = false;
  /** Calls the next write off. */
  let cancel: (() => void) | undefined;
  let restUntil = 0;
  let failures = 0;
  let finishing = false;

  const plan = (wait: number): void => {
    if (wait <= 0) {
      const immediate = setImmediate(write);
      cancel = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(write, Math.ceil(wait));
      cancel = () => clearTimeout(timer);
    }
  };
  const write = (): void => {
    cancel = undefined;
    const batch = options.take();
    if (batch === undefined) return;
    // Before it begins: what it calls may request the next.
    busy = true;
    writing = options.write(batch).then(
      () => {
        busy = false;
        restUntil = steadyTime() + REST;
        const before = failures;
        failures = 0;
        options.onWritten(batch, before);
      },
      (error: LinkError) => {
        busy = false;
        options.onFailed(batch, error, ++failures);
        if (!finishing) plan(backoff(failures, FIRST_WAIT, MOST_WAIT));
      },
    );
  };

  return {
    request: () => {
      if (cancel === undefined && !busy && !finishing) plan(restUntil - steadyTime());
    },
    finish: async () => {
      finishing = true;
      cancel?.();
      await writing;
      write();
      await writing;
    },
  };
}
