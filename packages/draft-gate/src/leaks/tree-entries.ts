import { readdir } from "node:fs/promises";
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
  return entries
    .filter((entry) => entry.isFile() || !filled.has(path.resolve(entry.parentPath, entry.name)))
    .map((entry) => ({
      name: path.relative(tree, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"),
      isFile: entry.isFile(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
