import { Worker } from "node:worker_threads";
import { LinkError } from "../../error.ts";
import { type Changes, memoryOf } from "./changes.ts";
import type { Swept } from "./retention.ts";

/** Writes an inbox in a thread of its own: a disk may take its time, and requests must not wait for it. */
export interface Writer {
  /**
   * Resolves when the changes are on disk, with what was swept. One call at a time.
   *
   * @throws LinkError `storage`; then nothing of them is written, or they may be written once more
   */
  write(changes: Changes): Promise<Swept | undefined>;
  close(): Promise<void>;
}

/** What the thread says of each write. */
export interface Written {
  readonly swept?: Swept | undefined;
  readonly failure?: { readonly message: string; readonly cause: unknown };
}

/** What the thread is told when it begins. */
export interface WriterData {
  readonly path: string;
  /** Under which the inbox is owned; without it, whoever writes does not ask. */
  readonly token: string | undefined;
  /** One number: 1 from the moment that something is to be written until it is. */
  readonly busy: Int32Array<SharedArrayBuffer>;
}

/** Milliseconds that the end of the process waits for the disk. */
const MOST_AT_EXIT = 10_000;

/** What a write is told beside its changes. */
export interface WriteOrder {
  readonly changes: Changes;
  /** Whether the write before may have happened, though nothing was heard of it. */
  readonly again: boolean;
}

/** Makes a writer for the inbox in a folder; with a token, it writes nothing once the inbox is another process's. */
export function createWriter(path: string, token?: string): Writer {
  const busy = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | undefined;
  let settle: ((written: Written) => void) | undefined;
  let again = false;

  // A thread that is stopped within a transaction waits for itself, and the process never ends.
  const waitAtExit = (): void => {
    if (worker === undefined || Atomics.wait(busy, 0, 1, MOST_AT_EXIT) !== "timed-out") return;
    process.kill(process.pid, "SIGKILL");
  };
  process.on("exit", waitAtExit);

  const begin = (): Worker => {
    const begun = new Worker(new URL("./writer-thread.js", import.meta.url), {
      workerData: { path, token, busy } satisfies WriterData,
      // What the process was started with, such as `--import` and `--input-type`, is not for this thread.
      execArgv: [],
    });
    const gone = (cause?: unknown): void => {
      // Only the first word of its end counts: by the next, another thread may be at work.
      if (worker !== begun) return;
      worker = undefined;
      again = true;
      settle?.({ failure: { message: `inbox ${path}: the thread that writes it has ended`, cause } });
    };
    begun.on("message", (written: Written) => {
      if (worker !== begun) return;
      again &&= written.failure !== undefined;
      settle?.(written);
    });
    begun.on("error", gone);
    begun.on("exit", () => gone());
    return begun;
  };

  return {
    write: (changes) =>
      new Promise((resolve, reject) => {
        worker ??= begin();
        const writing = worker;
        // The process stays for as long as something is being written.
        writing.ref();
        settle = ({ failure, swept }) => {
          settle = undefined;
          writing.unref();
          if (failure === undefined) resolve(swept);
          else reject(new LinkError("storage", failure.message, { cause: failure.cause }));
        };
        Atomics.store(busy, 0, 1);
        writing.postMessage({ changes, again } satisfies WriteOrder, memoryOf(changes));
      }),
    close: async () => {
      process.off("exit", waitAtExit);
      const last = worker;
      worker = undefined;
      if (last === undefined) return;
      last.ref();
      const ended = new Promise<void>((resolve) => last.once("exit", () => resolve()));
      last.postMessage("close");
      await ended;
    },
  };
}
