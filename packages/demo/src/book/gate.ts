import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the site, from this package's `dist`. */
export const SITE_FOLDER = fileURLToPath(new URL("../../../../website/", import.meta.url));

const COMMAND = join(
  dirname(fileURLToPath(import.meta.resolve("docusaurus-draft-gate/package.json"))),
  "bin/docusaurus-draft-gate.mjs",
);

/** Starts a command of the draft gate in the site's folder. */
export function gate(args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], { cwd: SITE_FOLDER, stdio: "inherit", ...options });
}

/**
 * Waits for a command to end.
 *
 * @throws Error when it ends otherwise than well
 */
export function ended(child: ChildProcess, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${what} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
