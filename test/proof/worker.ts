import { parentPort, workerData } from "node:worker_threads";
import { agreement } from "./agreement.ts";
import { heartbeatIn } from "./heartbeat.ts";
import type { Job, Result } from "./jobs.ts";
import { mutated } from "./mutated.ts";

const { beat } = heartbeatIn(workerData as SharedArrayBuffer);

parentPort?.on("message", (job: Job) => {
  const result: Result = job.part === "mutated" ? mutated(job, beat) : agreement(job, beat);
  parentPort?.postMessage(result);
});
