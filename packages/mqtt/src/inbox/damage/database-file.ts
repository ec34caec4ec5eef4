import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { LinkError } from "../../error.ts";

/** A tree of the database, as the file says of it. */
export interface Tree {
  readonly flags: number;
  readonly depth: number;
  readonly branchPages: number;
  readonly leafPages: number;
  readonly overflowPages: number;
  readonly entries: number;
  /** Page number of its root; `undefined` where it is empty. */
  readonly root: number | undefined;
}

/** One version of all there is: the file begins with the last two. */
interface Snapshot {
  readonly pageSize: number;
  readonly transaction: bigint;
  readonly lastPage: number;
  readonly free: Tree;
  readonly main: Tree;
}

/** The file of an LMDB database, read as bytes: whatever is wrong in it, reading ends no process. */
export interface DatabaseFile extends Snapshot {
  /** How many whole pages the file has. */
  readonly pages: number;
  /** The bytes of some pages one behind another; `undefined` where the file does not have them. They are the caller's. */
  read(page: number, count?: number): Buffer | undefined;
  close(): void;
}

/** Bytes of a page in front of what is on it, and of a tree's description. */
export const PAGE_HEAD = 24;
export const TREE_LENGTH = 48;
const META = 0x08;
const MAGIC = 0xbeefc0de;
const VERSION = 2;
/** Bytes of a snapshot's description. */
const SNAPSHOT_LENGTH = 152;
const PAGE_SIZES: readonly number[] = [4096, 8192, 16_384, 32_768, 65_536];

/** Reads bytes of a file; `undefined` where it has not so many. */
type ReadBytes = (at: number, length: number) => Buffer | undefined;

/**
 * Opens the file of the database in a folder. What is wrong with its beginning is a sentence; `anyhow`, it is opened even
 * then, by what of its beginning can be read, or as one without trees.
 *
 * @throws LinkError `invalid-configuration` where there is none, or it cannot be read
 */
export function openDatabaseFile(folder: string): DatabaseFile | string;
export function openDatabaseFile(folder: string, anyhow: true): DatabaseFile;
export function openDatabaseFile(folder: string, anyhow = false): DatabaseFile | string {
  const file = openToRead(folder);
  const { size } = fstatSync(file);
  const read: ReadBytes = (at, length) => {
    const bytes = Buffer.allocUnsafe(length);
    return readSync(file, bytes, 0, length, at) === length ? bytes : undefined;
  };
  const last = lastSnapshot(read);
  if (typeof last === "string" && !anyhow) {
    closeSync(file);
    return last;
  }
  const snapshot = typeof last === "string" ? anySnapshot(read) : last;
  const { pageSize } = snapshot;
  const pages = Math.floor(size / pageSize);
  return {
    ...snapshot,
    pages,
    read: (page, count = 1) => (page + count <= pages ? read(page * pageSize, count * pageSize) : undefined),
    close: () => closeSync(file),
  };
}

/** The description of a tree. Numbers that no file can have become one that is beyond every file. */
export function readTree(bytes: Buffer, at: number): Tree {
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    flags: bytes.readUInt16LE(at + 4),
    depth: bytes.readUInt16LE(at + 6),
    branchPages: Number(bytes.readBigUInt64LE(at + 8)),
    leafPages: Number(bytes.readBigUInt64LE(at + 16)),
    overflowPages: Number(bytes.readBigUInt64LE(at + 24)),
    entries: Number(bytes.readBigUInt64LE(at + 32)),
    root: root === 0xffff_ffff_ffff_ffffn ? undefined : Number(root),
  };
}

function openToRead(folder: string): number {
  try {
    return openSync(join(folder, "data.mdb"), "r");
  } catch (error) {
    throw new LinkError(
      "invalid-configuration",
      `inbox ${folder}: expected a file data.mdb that can be read`,
      {
        cause: error,
      },
    );
  }
}

function anySnapshot(read: ReadBytes): Snapshot {
  const places = [0, ...PAGE_SIZES];
  for (const at of places) {
    const found = snapshotAt(read(at, PAGE_HEAD + SNAPSHOT_LENGTH), at === 0 ? 0 : 1);
    if (typeof found !== "string" && (at === 0 || at === found.pageSize)) return found;
  }
  const none = {
    flags: 0,
    depth: 0,
    branchPages: 0,
    leafPages: 0,
    overflowPages: 0,
    entries: 0,
    root: undefined,
  };
  return { pageSize: PAGE_SIZES[0] as number, transaction: 0n, lastPage: 1, free: none, main: none };
}

function lastSnapshot(read: ReadBytes): Snapshot | string {
  const first = snapshotAt(read(0, PAGE_HEAD + SNAPSHOT_LENGTH), 0);
  if (typeof first === "string") return first;
  const second = snapshotAt(read(first.pageSize, PAGE_HEAD + SNAPSHOT_LENGTH), 1);
  if (typeof second === "string") return second;
  return second.transaction > first.transaction ? second : first;
}

function snapshotAt(bytes: Buffer | undefined, page: number): Snapshot | string {
  if (bytes === undefined) return `the file ends before page ${page} does`;
  const at = PAGE_HEAD;
  const known = bytes.readUInt32LE(at) === MAGIC && (bytes.readUInt32LE(at + 4) & 0xffff) === VERSION;
  if (!known || Number(bytes.readBigUInt64LE(0)) !== page || (bytes.readUInt16LE(18) & META) === 0) {
    return `page ${page} is not the beginning of a database`;
  }
  const pageSize = bytes.readUInt32LE(at + 24);
  const transaction = bytes.readBigUInt64LE(at + 128);
  const lastPage = Number(bytes.readBigUInt64LE(at + 120));
  const mapSize = Number(bytes.readBigUInt64LE(at + 16));
  const fits =
    PAGE_SIZES.includes(pageSize) &&
    bytes.readBigUInt64LE(at + 8) === 0n &&
    lastPage >= 1 &&
    (lastPage + 1) * pageSize <= mapSize &&
    // More than any disk has: to map so much would fail, or take all the memory for its tables.
    mapSize <= 2 ** 46 &&
    (transaction === 0n || Number(transaction % 2n) === page);
  if (!fits) return `page ${page} says what no database can be`;
  return {
    pageSize,
    transaction,
    lastPage,
    free: readTree(bytes, at + 24),
    main: readTree(bytes, at + 24 + TREE_LENGTH),
  };
}
