import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Database } from "lmdb";
import { LinkError } from "../../error.ts";
import type { Extent } from "../lease/lease-files.ts";
import type { Gone } from "./missing.ts";
import { canWrite, failedCommit, openDatabase, refuseOtherReaders } from "./open-database.ts";
import { createRoom } from "./room.ts";
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
  /** The same, and from which number on each message is there or is missed. */
  reach(): Omit<Extent, "waiting">;
  /**
   * Writes in one transaction; when it returns, it is on disk. `bytes` is how many it adds, so that room is found before.
   *
   * @throws LinkError `storage`; then nothing of it is written
   */
  commit<T>(write: (setNext: (next: number) => void) => T, bytes?: number): T;
  /** Notes that messages below a number were removed where nobody waits for them. Only within a transaction. */
  noteSwept(next: number): void;
  /** Notes that so many messages are missing below a number, and that this was reported. Only within a transaction. */
  noteMissing(count: number, below: number): void;
  /** Notes of an inbox that was rescued what can be read of it no more. Only within a transaction. */
  noteGone(gone: Gone): void;
  /** How many messages were found missing so far. */
  missing(): number;
  /**
   * Makes an inbox of an older format one of this version's, in one transaction. Only for its owner.
   *
   * @throws LinkError `invalid-configuration` when another process has it open: one of that older version may be at work
   */
  migrate(): void;
  /** Lets what another thread or process has written be seen. */
  refresh(): void;
  close(): Promise<void>;
}

/** How the tables are laid out. The second is as the third, but for who owns the inbox: its versions look elsewhere. */
const FORMAT = "3";
const READABLE: readonly (string | undefined)[] = ["2", FORMAT];

/**
 * Opens the database of an inbox, and makes it where there is none, unless it has to exist.
 *
 * @throws LinkError `invalid-configuration` when the folder cannot be used, or another version made the inbox
 */
export function openStore(folder: string, options: StoreOptions = {}): Store {
  const path = resolve(folder);
  try {
    return openTables(path, options);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    // Such as where two processes of one id, in two containers, begin at once: neither could know of the other.
    throw new LinkError(
      "storage",
      `inbox ${path}: its database could not be opened by process ${process.pid} (${(error as Error).message}); try again, and see that no process of the same id has it open in another container`,
      { cause: error },
    );
  }
}

/** How a store is opened. */
interface StoreOptions {
  readonly mustExist?: boolean;
  /** What a new one is called, where it takes the place of another. */
  readonly id?: string;
}

function openTables(path: string, { mustExist = false, id: givenId = "" }: StoreOptions): Store {
  if (mustExist && !existsSync(join(path, "data.mdb"))) {
    throw new LinkError(
      "invalid-configuration",
      `inbox ${path}: expected the folder of an inbox, found none`,
    );
  }
  const readOnly = mustExist && !canWrite(path);
  const { root, meta } = openDatabase(path, readOnly);
  const id = meta.get("id") ?? (givenId || randomBytes(4).toString("hex"));
  const format = meta.get("format");
  if (meta.doesExist("id") && !READABLE.includes(format)) {
    root.close();
    const advice =
      Number(format) > Number(FORMAT)
        ? "use that version of Wirebook or a later one, or choose another folder"
        : "let that version empty it, or choose another folder";
    throw new LinkError(
      "invalid-configuration",
      `inbox ${path}: expected format ${READABLE.join(" or ")}, found ${format ?? "none"}: another version made it; ${advice}`,
    );
  }
  const waiting = root.openDB<Buffer, number>("waiting", { encoding: "binary" });
  const tables = {
    messages: root.openDB<Buffer, number>("messages", { encoding: "binary" }),
    dead: root.openDB<DeadEntry, number>("dead", { encoding: "json" }),
    devices: root.openDB<string, string>("devices", { encoding: "string" }),
  };
  const makeRoom = createRoom(path, root, [meta, waiting, ...Object.values(tables)]);
  const commit: Store["commit"] = (write, bytes = 0) => {
    if (readOnly) {
      throw new LinkError(
        "storage",
        `inbox ${path}: it can only be read here; expected a folder that can be written`,
      );
    }
    try {
      makeRoom(bytes);
      // Synchronous on purpose: its failure is one exception, and the transaction has not happened.
      return root.transactionSync(() => write((next) => meta.putSync("next", String(next))));
    } catch (error) {
      throw failedCommit(path, error);
    }
  };
  if (!meta.doesExist("id") && !readOnly) {
    commit(() => {
      meta.putSync("id", id);
      meta.putSync("format", FORMAT);
    });
  }
  return {
    path,
    id,
    ...tables,
    waiting: createWaitingList(waiting),
    ages: () => meta.get("ages"),
    setAges: (text) => void meta.putSync("ages", text),
    nextNumber: () => Number(meta.get("next") ?? 1),
    reach: () => {
      const next = Number(meta.get("next") ?? 1);
      // The format before did not say how far old messages were removed.
      const from = meta.get("format") === FORMAT ? ["swept", "checked"] : ["next"];
      return { next, from: Math.max(...from.map((name) => Number(meta.get(name) ?? 1))) };
    },
    commit,
    noteSwept: (next) => {
      if (next > Number(meta.get("swept") ?? 1)) meta.putSync("swept", String(next));
    },
    noteMissing: (count, below) => {
      meta.putSync("missing", String(Number(meta.get("missing") ?? 0) + count));
      meta.putSync("next", String(Math.max(below, Number(meta.get("next") ?? 1))));
      meta.putSync("checked", meta.get("next") ?? "1");
      meta.removeSync("gone");
    },
    noteGone: (gone) => void meta.putSync("gone", JSON.stringify(gone)),
    missing: () => Number(meta.get("missing") ?? 0),
    migrate: () => {
      if (meta.get("format") === FORMAT) return;
      refuseOtherReaders(path, root);
      commit(() => {
        meta.putSync("format", FORMAT);
        // How far old messages were removed is not known.
        meta.putSync("checked", meta.get("next") ?? "1");
      });
    },
    refresh: () => root.resetReadTxn(),
    close: () => root.close(),
  };
}
