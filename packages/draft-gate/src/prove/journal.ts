import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Changes files, and takes all of it back. Public files are not touched by that: their times stay as they are. */
export interface Journal {
  write(file: string, content: string | Buffer): void;
  /** Removes a file, and the folders that hold nothing without it. */
  remove(file: string): void;
  /** Puts everything back. */
  undo(): void;
}

/**
 * A journal in which nothing is written yet.
 *
 * @param kept - folders that stay when they are empty
 */
export function createJournal(kept: ReadonlySet<string> = new Set()): Journal {
  const before = new Map<string, Buffer | undefined>();
  const newFolders = new Set<string>();

  function remember(file: string): void {
    if (!before.has(file)) before.set(file, existsSync(file) ? readFileSync(file) : undefined);
  }

  function write(file: string, content: string | Buffer): void {
    const made = mkdirSync(path.dirname(file), { recursive: true });
    if (made !== undefined) newFolders.add(made);
    writeFileSync(file, content);
  }

  return {
    write(file, content) {
      remember(file);
      write(file, content);
    },
    remove(file) {
      remember(file);
      rmSync(file, { force: true });
      removeEmpty(path.dirname(file), kept);
    },
    undo() {
      for (const folder of newFolders) rmSync(folder, { recursive: true, force: true });
      for (const [file, content] of before) {
        if (content === undefined) rmSync(file, { force: true });
        else write(file, content);
      }
      before.clear();
      newFolders.clear();
    },
  };
}

function removeEmpty(folder: string, kept: ReadonlySet<string>): void {
  if (kept.has(folder)) return;
  try {
    rmdirSync(folder);
  } catch {
    // It holds something.
    return;
  }
  removeEmpty(path.dirname(folder), kept);
}
