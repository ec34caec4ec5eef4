import { mkdir } from "node:fs/promises";
import path from "node:path";
import lockfile from "proper-lockfile";
import { DraftGateError } from "../error.ts";
import type { Progress } from "../progress.ts";

/** A lock that nobody has renewed for this long is left over from a build that was killed. */
const staleAfter = 10_000;

/**
 * Runs `work` while no other build works in the folder. A lock left over from a killed build is waited out.
 *
 * @throws DraftGateError `locked` when another build is at work
 */
export async function withLock<Result>(
  folder: string,
  progress: Progress,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true });
  const take = (retries: number) =>
    lockfile.lock(folder, {
      lockfilePath: path.join(folder, "lock"),
      stale: staleAfter,
      update: staleAfter / 5,
      retries: { retries, factor: 1, minTimeout: 1000 },
    });
  const release = await take(0)
    .catch(() => progress.step("wait for another build, or until its lock is stale", () => take(12)))
    .catch((cause: unknown) => {
      throw new DraftGateError(
        "locked",
        `Another build works in ${folder}. Wait until it is done, or give --out-dir another folder.`,
        { cause },
      );
    });
  try {
    return await work();
  } finally {
    await release();
  }
}
