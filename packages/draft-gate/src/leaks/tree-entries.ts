import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";

/** A file of a tree, or an empty folder. */
export interface TreeEntry {
  /** Relative to the tree. */
  readonly name: string;
  readonly isFile: boolean;
}

/**
 * The files of a tree and its empty folders, by whose names a server answers otherwise than where there is nothing.
 * Folders that hold something are named by it.
 *
 * @throws DraftGateError `config` when the tree cannot be read
 */
export async function treeEntries(tree: string): Promise<TreeEntry[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw new DraftGateError("config", `${tree} cannot be read as the folder of a tree (${cause.code}).`, {
      cause,
    });
  });
  const filled = new Set(entries.map(({ parentPath }) => path.resolve(parentPath)));
  const listed = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(tree, file).split(path.sep).join("/");
      return { name, isFile: await isServed(entry, file), isFilled: filled.has(path.resolve(file)) };
    }),
  );
  return listed
    .filter(({ isFile, isFilled }) => isFile || !isFilled)
    .map(({ name, isFile }) => ({ name, isFile }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A server follows a link to a file. */
async function isServed(entry: Dirent, file: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return (await stat(file).catch(() => undefined))?.isFile() ?? false;
}
