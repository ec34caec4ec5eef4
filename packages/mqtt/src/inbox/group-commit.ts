import { steadyTime } from "../clock.ts";
import type { LinkError } from "../error.ts";
import { backoff } from "../session/backoff.ts";

/** What is written, and what becomes of it. */
export interface GroupCommitOptions<Batch> {
  /** All that is to be written now; `undefined` where there is nothing. */
  take(): Batch | undefined;
  /** Whether so much waits that nothing is gained by waiting for more. */
  isMuch(): boolean;
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

/**
 * Milliseconds between two writes, so that messages share one: a write costs as much as the handling of ten messages, and
 * takes the processor from whoever answers requests. It is the most where more keeps coming, and the least where nothing
 * does: then those who send may wait for their acknowledgements first.
 */
const [LEAST_REST, MOST_REST] = [3, 20];
/** Milliseconds before the first attempt after a failure, and the most. */
const [FIRST_WAIT, MOST_WAIT] = [50, 5000];

/** Decides when to write. */
export function createGroupCommit<Batch>(options: GroupCommitOptions<Batch>): GroupCommit {
  let writing: Promise<void> | undefined;
  let busy = false;
  /** Calls the next write off. */
  let cancel: (() => void) | undefined;
  /** Whether the next write waits for nothing but more to write. */
  let resting = false;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let requestedAt = 0;
  let failures = 0;
  let finishing = false;

  const plan = (next: () => void, wait: number): void => {
    if (wait <= 0) {
      const immediate = setImmediate(next);
      cancel = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(next, Math.ceil(wait));
      cancel = () => clearTimeout(timer);
    }
  };
  const rest = (): void => {
    const now = steadyTime();
    const wait = Math.min(Math.max(writtenAt, requestedAt) + LEAST_REST, writtenAt + MOST_REST) - now;
    resting = wait > 0;
    plan(resting ? rest : write, wait);
  };
  const write = (): void => {
    cancel = undefined;
    resting = false;
    const batch = options.take();
    if (batch === undefined) return;
    // Before it begins: what it calls may request the next.
    busy = true;
    writing = options.write(batch).then(
      () => {
        busy = false;
        writtenAt = steadyTime();
        const before = failures;
        failures = 0;
        options.onWritten(batch, before);
      },
      (error: LinkError) => {
        busy = false;
        options.onFailed(batch, error, ++failures);
        if (!finishing) plan(write, backoff(failures, FIRST_WAIT, MOST_WAIT));
      },
    );
  };

  return {
    request: () => {
      if (busy || finishing || (cancel !== undefined && !resting)) return;
      requestedAt = steadyTime();
      if (options.isMuch()) {
        cancel?.();
        resting = false;
        plan(write, 0);
      } else if (!resting) rest();
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
