import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LinkError } from "../../error.ts";
import type { LeaseState } from "./lease-files.ts";
import { whoIs } from "./watch-owner.ts";

/** Milliseconds that a process may take to begin, and to get the lock that every writer has for a moment. */
const MOST_WAIT = 10_000;

/**
 * Refuses an inbox whose owner stands still in the middle of a write: nobody can take the lock of the database from a
 * process that is there, and whoever asks for it waits for ever. So it is asked for in a process of its own.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function refuseHeldLock(folder: string, lease: LeaseState): Promise<void> {
  if (!existsSync(join(folder, "data.mdb"))) return;
  const program = fileURLToPath(new URL("./probe-lock-process.js", import.meta.url));
  const child = spawn(process.execPath, [program, folder], { stdio: "ignore" });
  const ended = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), MOST_WAIT);
    child.once("error", () => resolve(true));
    child.once("exit", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  if (ended) return;
  child.kill("SIGKILL");
  throw new LinkError(
    "invalid-configuration",
    `inbox ${folder}: its owner${whoIs(lease)} stands still in the middle of a write, and holds the lock of the database; end that process, then start this one`,
  );
}
