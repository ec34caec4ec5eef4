import { closeSync, fstatSync, openSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Database, RootDatabase } from "lmdb";

/** What a table or a database says of its pages. */
interface Pages {
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

interface DatabasePages extends Pages {
  readonly pageSize: number;
  readonly lastPageNumber: number;
  readonly root: Pages;
  readonly free: Pages;
}

/** With so many bytes left, a disk has room for any transaction. */
const PLENTY = 64 * 2 ** 20;
/** Bytes that a transaction may take beside what it adds: the pages that lead to what it changes. */
const BESIDE = 128 * 1024;
/** Bytes by which the file grows at a time. */
const STEP = 64 * 1024;

/** Sees to it that a transaction finds room for so many new bytes, before it begins. */
export type MakeRoom = (bytes: number) => void;

/**
 * Takes room on a disk that is nearly full before LMDB needs it: the file grows by zeros, which the next pages are
 * written over. LMDB must not find out by itself that there is none: where a write of a page or two fails, lmdb 3.5.6
 * writes a message that is longer than the memory it has for it, and that may end the process.
 *
 * What it throws has the code `ENOSPC`.
 */
export function createRoom(
  path: string,
  root: RootDatabase<Buffer, number>,
  tables: readonly Pick<Database, "getStats">[],
): MakeRoom {
  /** Pages that nothing is on any more, as after a purge. */
  const freePages = (all: DatabasePages): number => {
    const used = [all.root, all.free, ...tables.map((table) => table.getStats() as unknown as Pages)];
    // Two hold what tells where all begins.
    return used.reduce((left, one) => left - pagesOf(one), all.lastPageNumber + 1 - 2);
  };
  return (bytes) => {
    const { bavail, bsize } = statfsSync(path);
    const wanted = BESIDE + 2 * bytes;
    if (bavail * bsize >= PLENTY + wanted) return;
    root.resetReadTxn();
    const all = root.getStats() as unknown as DatabasePages;
    const end = (all.lastPageNumber + 1) * all.pageSize + wanted;
    try {
      growFile(join(path, "data.mdb"), end);
    } catch (error) {
      if (freePages(all) * all.pageSize < 2 * wanted) throw error;
    }
  };
}

function pagesOf({ treeBranchPageCount, treeLeafPageCount, overflowPages }: Pages): number {
  return treeBranchPageCount + treeLeafPageCount + overflowPages;
}

/** Lets a file be so long at least, with blocks of its own on the disk. */
function growFile(path: string, length: number): void {
  const file = openSync(path, "r+");
  try {
    const zeros = Buffer.alloc(STEP);
    for (let at = fstatSync(file).size; at < length; ) at += writeSync(file, zeros, 0, STEP, at);
  } finally {
    closeSync(file);
  }
}
