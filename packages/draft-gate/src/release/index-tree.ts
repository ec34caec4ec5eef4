import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { IndexedFile } from "../model/release.ts";
import { inlineScriptHashes } from "./inline-scripts.ts";
import { packFile } from "./pack-file.ts";
import type { PolicyNeeds } from "./policy-needs.ts";

/**
 * Lists the files of a tree that may be served, and packs those that become smaller by it.
 *
 * @param packed - the folder that receives the packed files
 * @param done - packed files by the hash of their content, so that a file of both trees is packed once
 * @param needs - receives what the files ask for beyond the policy
 */
export async function indexTree(
  tree: string,
  packed: string,
  done: Map<string, string>,
  needs?: PolicyNeeds,
): Promise<IndexedFile[]> {
  const files: IndexedFile[] = [];
  for (const file of await servedFiles(tree)) {
    const content = await readFile(path.join(tree, file));
    const hash = createHash("sha256").update(content).digest("base64url");
    needs?.add(file, content);
    files.push({
      path: file,
      size: content.length,
      hash,
      packed: await packFile(content, hash, path.join(packed, file), done),
      scripts: file.endsWith(".html") ? inlineScriptHashes(content.toString("utf8")) : [],
    });
  }
  return files;
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
