import { closeSync, openSync, realpathSync, writeSync } from "node:fs";
import { badUsage } from "../error.ts";

/** A line of a capture that could not be decoded. The hex is what was rejected, secrets included. */
export interface Reject {
  readonly line: number;
  readonly topic?: string;
  /** A code of `CodecError`; `unreadable` for a line of another form; `unknown-message` for its topic. */
  readonly code: string;
  readonly offset?: number;
  readonly message: string;
  readonly hex?: string;
}

/** The file that keeps them as NDJSON, readable by its owner alone. */
export interface RejectsFile {
  write(rejects: readonly Reject[]): void;
  close(): void;
}

/**
 * Opens the file for rejected lines.
 *
 * @throws CliError when it cannot be written, or is the capture itself
 */
export function openRejects(path: string | undefined, capture: string | undefined): RejectsFile {
  if (path === undefined) return { write: () => {}, close: () => {} };
  if (capture !== undefined && isSame(path, capture)) {
    throw badUsage(
      `--rejects ${path}: this is the capture itself`,
      "Name another file; it will be written anew.",
    );
  }
  const file = open(path);
  return {
    write: (rejects) => {
      if (rejects.length > 0)
        writeSync(file, rejects.map((reject) => `${JSON.stringify(reject)}\n`).join(""));
    },
    close: () => closeSync(file),
  };
}

function open(path: string): number {
  try {
    return openSync(path, "w", 0o600);
  } catch (error) {
    throw badUsage(`--rejects ${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false; // one of them is not there yet
  }
}
