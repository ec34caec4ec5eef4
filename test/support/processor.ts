import { readFileSync } from "node:fs";

/**
 * Milliseconds that this process was ready to run, and others had the processors; `undefined` where the system does not say.
 *
 * @see {@link https://docs.kernel.org/scheduler/sched-stats.html | Linux: /proc/<pid>/schedstat}
 */
export function waitedForProcessor(): number | undefined {
  try {
    return Number(readFileSync("/proc/self/schedstat", "latin1").split(" ")[1]) / 1e6;
  } catch {
    return undefined;
  }
}
