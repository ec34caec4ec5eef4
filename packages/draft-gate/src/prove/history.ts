import { execFile } from "node:child_process";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Gives a copy of a folder the history of its original, so that pages have the dates that they have there. The objects are
 * shared, and nothing that is done in the copy reaches the original. Where there is no history to have, the copy is at
 * least known as a repository.
 */
export async function shareHistory(folder: string, to: string): Promise<void> {
  // What a hook of Git's sets would lead to the original.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
  const clone = `${to}.history`;
  try {
    await run("git", ["clone", "--quiet", "--shared", "--no-checkout", "--", folder, clone], { env });
    await rename(path.join(clone, ".git"), path.join(to, ".git"));
    await run("git", ["read-tree", "HEAD"], { cwd: to, env });
  } catch {
    // No Git, or no commit yet.
    await mkdir(path.join(to, ".git"), { recursive: true });
  } finally {
    await rm(clone, { recursive: true, force: true });
  }
}
