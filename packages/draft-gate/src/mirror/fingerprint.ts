import { createHash, type Hash } from "node:crypto";
import { readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { isBuiltTree } from "../model/built-tree.ts";
import { outFolderMark } from "../model/out-folder-mark.ts";
import { isNotCopied } from "./copy-tree.ts";
import { readable } from "./readable.ts";

/**
 * What a folder of sources holds, as one hash: names and contents, without installed packages (of which the lock file
 * tells), without what is made from the rest, and without what was built.
 *
 * @param statics - folders in which what was built is a source
 */
export async function fingerprint(folder: string, statics: readonly string[] = []): Promise<string> {
  const hash = createHash("sha256");
  await add(folder, "", hash, statics);
  return hash.digest("hex");
}

async function add(folder: string, inside: string, hash: Hash, statics: readonly string[]): Promise<void> {
  const entries = await readable(readdir(folder, { withFileTypes: true }), []);
  if (isBuiltTree(folder, statics) || entries.some(({ name }) => name === outFolderMark)) return;
  const sources = entries.filter(({ name }) => name !== ".git");
  for (const entry of sources.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    const name = `${inside}/${entry.name}`;
    if (entry.isSymbolicLink()) hash.update(`link ${name}\0${await readlink(file)}\0`);
    else if (entry.isFile()) {
      const content = createHash("sha256").update(await readable(readFile(file), Buffer.alloc(0)));
      hash.update(`file ${name}\0`).update(content.digest());
    } else if (entry.isDirectory() && !isNotCopied(entry.name)) await add(file, name, hash, statics);
  }
}
