import { readFileSync } from "node:fs";

/**
 * The bytes of a process's memory that are no file's: what the inbox has mapped counts as resident, but the system drops
 * it as it likes. Where that is not told (outside of Linux), all that is resident.
 */
export function ownMemory(): number {
  try {
    const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return kilobytes === undefined ? process.memoryUsage.rss() : Number(kilobytes) * 1024;
  } catch {
    return process.memoryUsage.rss();
  }
}
