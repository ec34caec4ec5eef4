import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Runs one of the programs in `children` in a process of its own.
 *
 * @returns what it printed, and the seconds from start to end
 * @throws Error when it fails
 */
export function runChild(program: string, args: readonly string[] = [], flags: readonly string[] = []) {
  const file = fileURLToPath(new URL(`../../dist/children/${program}.js`, import.meta.url));
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, file, ...args], {
    encoding: "utf8",
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return { stdout, seconds };
}
