import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Database, open } from "lmdb";
import { LinkError } from "../error.ts";
import { createWaitingList, type WaitingList } from "./waiting.ts";

/** Why a message is dead. It holds no value from the payload. */
export interface DeadReason {
  /**
   * A code of `CodecError` or `LinkError`; `handler` where the handler failed each time; `too-large` where the packet was
   * longer than allowed, and the beginning of the payload is kept alone.
   */
  readonly code: string;
  readonly message: string;
  /** Byte offset in the payload. */
  readonly offset?: number;
  readonly instancePath?: string;
  /** Bytes of the whole payload, where its beginning is kept alone. */
  readonly size?: number;
}

/** What is written of a dead letter beside its message. */
export interface DeadEntry {
  readonly reason: DeadReason;
  readonly attempts: number;
  /** When it was given up, in milliseconds of Unix time. */
  readonly diedAt: number;
  /** The same on the inbox's own clock; inboxes of before have none. */
  readonly lived?: number;
}

/** The tables of an inbox. Messages are counted from 1; the number of a message is the key of its entries. */
export interface Store {
  readonly path: string;
  /** Names this inbox among others. */
  readonly id: string;
  readonly messages: Database<Buffer, number>;
  readonly waiting: WaitingList;
  readonly dead: Database<DeadEntry, number>;
  /** What is known of each device, by DevEUI. */
  readonly devices: Database<string, string>;
  /** How old messages are, as text. */
  ages(): string | undefined;
  /** Only within a transaction. */
  setAges(text: string): void;
  /** The number that the next message gets. */
  nextNumber(): number;
  /**
   * Writes in one transaction; when it returns, it is on disk.
   *
   * @throws LinkError `storage`; then nothing of it is written
   */
  commit<T>(write: (setNext: (next: number) => void) => T): T;
  /** Lets what another thread or process has written be seen. */
  refresh(): void;
  close(): Promise<void>;
}

/** How the tables are laid out. */
const FORMAT = "2";

/**
 * Opens the database of an inbox, and makes it where there is none, unless it has to exist.
 *
 * @throws LinkError `invalid-configuration` when the folder cannot be used, or another version made the inbox
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
  if (meta.doesExist("id") && meta.get("format") !== FORMAT) {
    root.close();
    throw new LinkError(
      "invalid-configuration",
      `inbox ${path}: another version made it; let that version empty it, or choose another folder`,
    );
  }
  const tables = {
    messages: root.openDB<Buffer, number>("messages", { encoding: "binary" }),
    waiting: createWaitingList(root.openDB<Buffer, number>("waiting", { encoding: "binary" })),
    dead: root.openDB<DeadEntry, number>("dead", { encoding: "json" }),
    devices: root.openDB<string, string>("devices", { encoding: "string" }),
  };
  const commit: Store["commit"] = (write) => {
    try {
      // Synchronous on purpose: its failure is one exception, and the transaction has not happened.
      return root.transactionSync(() => write((next) => meta.putSync("next", String(next))));
    } catch (error) {
      throw failedCommit(path, error);
    }
  };
  if (!meta.doesExist("id")) {
    commit(() => {
      meta.putSync("id", id);
      meta.putSync("format", FORMAT);
    });
  }
  return {
    path,
    id,
    ...tables,
    ages: () => meta.get("ages"),
    setAges: (text) => void meta.putSync("ages", text),
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
