import { link, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Replaces every file of `tree` that is equal to the file of the same name in `original` by a hard link to it.
 *
 * @returns the bytes saved
 */
export async function linkEqualFiles(original: string, tree: string): Promise<number> {
  let saved = 0;
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const copy = path.join(entry.parentPath, entry.name);
    const first = path.join(original, path.relative(tree, copy));
    if (!(await equal(first, copy))) continue;
    // By way of another name, so that at no time the file is missing; outside of the tree, where no file has it.
    const beside = `${tree}.link`;
    await link(first, beside);
    await rename(beside, copy);
    await rm(beside, { force: true });
    saved += (await stat(copy)).size;
  }
  return saved;
}

async function equal(first: string, second: string): Promise<boolean> {
  const sizes = await Promise.all([sizeOf(first), sizeOf(second)]);
  if (sizes[0] === undefined || sizes[0] !== sizes[1]) return false;
  const [a, b] = await Promise.all([readFile(first), readFile(second)]);
  return a.equals(b);
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}
