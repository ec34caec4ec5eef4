import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Database, open } from "lmdb";
import { LinkError } from "../error.ts";

/** Why a message is dead. It holds no value from the payload. */
export interface DeadReason {
  /** A code of `CodecError` or `LinkError`; `handler` where the handler failed each time. */
  readonly code: string;
  readonly message: string;
  /** Byte offset in the payload. */
  readonly offset?: number;
  readonly instancePath?: string;
}

/** What is written of a dead letter beside its message. */
export interface DeadEntry {
  readonly reason: DeadReason;
  readonly attempts: number;
  /** When it was given up, in milliseconds of Unix time. */
  readonly diedAt: number;
}

/** What is known of a device. */
export interface DeviceEntry {
  /** The last number it sent, in decimal. */
  readonly number?: string;
}

/** The tables of an inbox. Messages are counted from 1; the number of a message is the key of its entries. */
export interface Store {
  readonly path: string;
  /** Names this inbox among others. */
  readonly id: string;
  readonly messages: Database<Buffer, number>;
  /** The messages that wait for their handler: one byte, a `PendingMark`. */
  readonly pending: Database<Buffer, number>;
  readonly dead: Database<DeadEntry, number>;
  readonly devices: Database<DeviceEntry, string>;
  /** The number that the next message gets. */
  nextNumber(): number;
  /**
   * Writes in one transaction; when it returns, it is on disk.
   *
   * @throws LinkError `storage`; then nothing of it is written
   */
  commit(write: (setNext: (next: number) => void) => void): void;
  /** Lets what another thread or process has written be seen. */
  refresh(): void;
  close(): Promise<void>;
}

/** Why a message is pending. */
export const PendingMark = { fresh: 0, replay: 1 } as const;

/**
 * Opens the database of an inbox, and makes it where there is none, unless it has to exist.
 *
 * @throws LinkError `invalid-configuration` when the folder cannot be used
 */
export function openStore(folder: string, { mustExist = false } = {}): Store {
  const path = resolve(folder);
  if (mustExist && !existsSync(join(path, "data.mdb"))) {
    throw new LinkError(
      "invalid-configuration",
      `inbox ${path}: expected the folder of an inbox, found none`,
    );
  }
  const { root, meta } = opened(path);
  const id = meta.get("id") ?? randomBytes(4).toString("hex");
  const tables = {
    messages: root.openDB<Buffer, number>("messages", { encoding: "binary" }),
    pending: root.openDB<Buffer, number>("pending", { encoding: "binary" }),
    dead: root.openDB<DeadEntry, number>("dead", { encoding: "json" }),
    devices: root.openDB<DeviceEntry, string>("devices", { encoding: "json" }),
  };
  const commit: Store["commit"] = (write) => {
    try {
      // Synchronous on purpose: its failure is one exception, and the transaction has not happened.
      root.transactionSync(() => write((next) => meta.putSync("next", String(next))));
    } catch (error) {
      throw failedCommit(path, error);
    }
  };
  if (!meta.doesExist("id")) commit(() => meta.putSync("id", id));
  return {
    path,
    id,
    ...tables,
    nextNumber: () => Number(meta.get("next") ?? 1),
    commit,
    refresh: () => root.resetReadTxn(),
    close: () => root.close(),
  };
}

function opened(path: string) {
  try {
    mkdirSync(path, { recursive: true });
    // Without `overlappingSync` a transaction that has returned is on disk.
    const root = open<Buffer, number>({
      path,
      noSubdir: false,
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
function failedCommit(path: string, error: unknown): LinkError {
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
