import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { IndexedFile } from "../model/release.ts";
import { inlineScriptHashes } from "./inline-scripts.ts";
import { packFile } from "./pack-file.ts";
import type { PackedStore } from "./packed-store.ts";
import type { PolicyNeeds } from "./policy-needs.ts";

/** Files that are read and packed at a time: packing is done by threads, and those that have nothing to do help nobody. */
const atOnce = availableParallelism() + 1;

/**
 * Lists the files of a tree that may be served, and packs those that become smaller by it.
 *
 * @param packed - the folder that receives the packed files
 * @param store - where packed files are kept
 * @param needs - receives what the files ask for beyond the policy
 */
export async function indexTree(
  tree: string,
  packed: string,
  store: PackedStore,
  needs?: PolicyNeeds,
): Promise<IndexedFile[]> {
  const files = await servedFiles(tree);
  const contents = new Map<string, IndexedFile>();
  const waiting = files.values();
  const work = async () => {
    for (const file of waiting) {
      const content = await readFile(path.join(tree, file));
      contents.set(file, await indexFile(file, content, path.join(packed, file), store));
      needs?.add(file, content);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return files.flatMap((file) => contents.get(file) ?? []);
}

async function indexFile(
  file: string,
  content: Buffer,
  target: string,
  store: PackedStore,
): Promise<IndexedFile> {
  const hash = createHash("sha256").update(content).digest("base64url");
  return {
    path: file,
    size: content.length,
    hash,
    packed: await packFile(content, hash, target, store),
    scripts: file.endsWith(".html") ? inlineScriptHashes(content.toString("utf8")) : [],
  };
}

async function servedFiles(tree: string): Promise<string[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tree, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !isHidden(file))
    .sort();
}

/** Files with a dot in front are for tools, the mark of the private tree among them. */
function isHidden(file: string): boolean {
  return file.split("/").some((name) => name.startsWith(".") && name !== ".well-known");
}
