import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

// Loaded ahead of every Node process of a measured command: each notes the seconds of CPU time that it took, its threads
// included. Unlike the time on the clock, they do not grow much with what else the machine does.
if (isMainThread) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    appendFileSync(process.env.CPU_TIME_FILE, `${(userCPUTime + systemCPUTime) / 1e6}\n`);
  });
}
