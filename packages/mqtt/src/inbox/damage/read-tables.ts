import { isDeadEntry, isRecord, numberOfKey } from "../store/database-content.ts";
import { PAGE_BYTES } from "../store/waiting.ts";
import { type DatabaseFile, readTree, TREE_LENGTH, type Tree } from "./database-file.ts";
import { type DatabaseWalk, type FileEntry, walkDatabase } from "./database-walk.ts";

/** Takes what an inbox's file has, table by table. */
export interface TableReaders {
  message?(number: number, record: Buffer): void;
  /** A message whose record says what none can: it is there, and becomes a dead letter when it is handled. */
  unreadable?(number: number, record: Buffer): void;
  waiting?(page: number, bits: Buffer): void;
  dead?(number: number, entry: Buffer): void;
  device?(devEui: string, last: string): void;
  meta?(name: string, value: string): void;
  fault(sentence: string): void;
}

/** The tables, as far as they are found. */
type TableName = "messages" | "waiting" | "dead" | "devices" | "meta";
const TABLES: readonly TableName[] = ["meta", "waiting", "dead", "devices", "messages"];

/** Whether a fault means that it could not be read of all messages whether they wait. */
export function saysNotWhoWaits(fault: string): boolean {
  return /^(?:waiting|tables):/.test(fault);
}

/** Reads all tables of an inbox out of its file, without the database: what is damaged is passed over, a sentence each. */
export function readTables(file: DatabaseFile, readers: TableReaders): DatabaseWalk {
  const walk = walkDatabase(file, readers.fault);
  const trees = new Map<string, Tree>();
  for (const { key, value, isTree } of walk.entries("tables", file.main)) {
    if (isTree && value.length === TREE_LENGTH) trees.set(textOf(key), readTree(value, 0));
    else readers.fault("tables: an entry is no table");
  }
  for (const name of TABLES) {
    const tree = trees.get(name);
    if (tree === undefined) {
      readers.fault(`${name}: the table is not there`);
      continue;
    }
    if (tree.flags !== 0) readers.fault(`${name}: its description cannot be`);
    for (const entry of walk.entries(name, tree)) {
      if (!take(name, entry, readers)) readers.fault(`${name}: an entry says what none can`);
    }
  }
  checkFree(file, walk, readers.fault);
  return walk;
}

function take(name: TableName, { key, value }: FileEntry, readers: TableReaders): boolean {
  if (name === "devices" || name === "meta") {
    const reader = name === "devices" ? readers.device : readers.meta;
    reader?.(textOf(key), value.toString());
    return true;
  }
  const number = numberOfKey(key);
  if (number === undefined) return false;
  if (name === "messages") {
    if (isRecord(value)) readers.message?.(number, value);
    else readers.unreadable?.(number, value);
  } else if (name === "waiting") {
    if (value.length !== PAGE_BYTES) return false;
    readers.waiting?.(number, value);
  } else {
    if (!isDeadEntry(value)) return false;
    readers.dead?.(number, value);
  }
  return true;
}

/** A page that is free and in use would be written over. */
function checkFree(file: DatabaseFile, walk: DatabaseWalk, fault: (sentence: string) => void): void {
  for (const { value } of walk.entries("free", file.free)) {
    const ids = value.length % 8 === 0 ? value.length / 8 - 1 : -1;
    const count = ids < 0 ? -1 : Number(value.readBigUInt64LE(0));
    if (count > ids || count < 0) {
      fault("free: an entry is no list of pages");
      continue;
    }
    for (let at = 1; at <= count; at++) {
      let length = 1;
      let first = Number(value.readBigInt64LE(8 * at));
      if (first < 0) {
        // A block: how many there are, then the first of them.
        length = -first;
        first = at < count ? Number(value.readBigInt64LE(8 * ++at)) : -1;
      }
      if (first === 0) continue;
      const fits = first >= 2 && first + length <= file.lastPage + 1;
      let inUse = !fits;
      for (let page = first; !inUse && page < Math.min(first + length, file.pages); page++) {
        inUse = walk.isUsed(page);
      }
      if (inUse) fault(`free: page ${first} is in use, or beyond the last`);
    }
  }
}

/** Keys that are texts; some end with a zero. */
function textOf(key: Buffer): string {
  return key.toString("utf8", 0, key.at(-1) === 0 ? key.length - 1 : key.length);
}
