import { accessSync, constants, existsSync, mkdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { open, type RootDatabase } from "lmdb";
import { LinkError } from "../../error.ts";

/**
 * Refuses a database that another process has open: it knows them, also those in other containers of this machine. An
 * older version said nowhere else that it was at work.
 *
 * @throws LinkError `invalid-configuration`
 */
export function refuseOtherReaders(path: string, root: RootDatabase<Buffer, number>): void {
  // Those that have ended are forgotten first.
  root.readerCheck();
  const list = root.readerList();
  const others =
    list
      .match(/^ *\d+/gm)
      ?.map(Number)
      .filter((pid) => pid !== process.pid) ?? [];
  if (others.length === 0) return;
  throw new LinkError(
    "invalid-configuration",
    `inbox ${path}: an older version of Wirebook made it, and process ${others[0]} still has it open; end that process first`,
  );
}

/** Whether a folder can be written: it may be mounted to be read alone. */
export function canWrite(path: string): boolean {
  try {
    for (const name of ["", "data.mdb", "lock.mdb"]) {
      if (existsSync(join(path, name))) accessSync(join(path, name), constants.W_OK);
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Opens the database in a folder, with its table of what is said of all of it.
 *
 * @throws LinkError `invalid-configuration` when the folder cannot be used
 */
export function openDatabase(path: string, readOnly: boolean) {
  try {
    if (!readOnly) mkdirSync(path, { recursive: true });
    // Without `overlappingSync` a transaction that has returned is on disk.
    const root = open<Buffer, number>({
      path,
      noSubdir: false,
      readOnly,
      overlappingSync: false,
      cache: false,
      maxDbs: 8,
      encoding: "binary",
    });
    return { root, meta: root.openDB<string, string>("meta", { encoding: "string" }) };
  } catch (error) {
    throw new LinkError(
      "invalid-configuration",
      `inbox ${path}: expected a folder that can be written, with room on its disk`,
      { cause: error },
    );
  }
}

/** LMDB says EIO where the disk took less than it was given. */
export function failedCommit(path: string, error: unknown): LinkError {
  const { code } = error as { code?: string | number };
  if (error instanceof LinkError) return error;
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  const advice =
    free < 16 * 2 ** 20
      ? `its disk has ${Math.floor(free / 1024)} KiB left; make room, or purge`
      : "check its disk and the rights on it";
  return new LinkError(
    "storage",
    `inbox ${path}: could not be written${code === undefined ? "" : ` (${code})`}: ${advice}`,
    { cause: error },
  );
}
