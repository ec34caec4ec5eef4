import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const LIST = "_wirebook.json";

/**
 * Makes a folder hold these files: writes those that differ, and takes away those that were written before and are no
 * longer wanted. Files of others stay.
 *
 * @throws Error when a file of somebody else stands in the way
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const before = await listed(folder);
  for (const [name, content] of files) {
    const present = await readIfThere(path.join(folder, name));
    if (present === content) continue;
    if (present !== undefined && !before.has(name)) {
      throw new Error(
        `docusaurus-plugin-wirebook: ${path.join(folder, name)} was not written by this plugin; move it, or choose another "path"`,
      );
    }
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  for (const name of before) if (!files.has(name)) await rm(path.join(folder, name), { force: true });
  const list = `${JSON.stringify([...files.keys()].sort(), null, 1)}\n`;
  if ((await readIfThere(path.join(folder, LIST))) !== list) await writeFile(path.join(folder, LIST), list);
}

async function listed(folder: string): Promise<Set<string>> {
  const text = await readIfThere(path.join(folder, LIST));
  return new Set(text === undefined ? [] : (JSON.parse(text) as string[]));
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
