import { parentPort, workerData } from "node:worker_threads";
import { agreement } from "../parts/agreement.ts";
import type { Job, Result } from "../parts/jobs.ts";
import { mutated } from "../parts/mutated.ts";
import { heartbeatIn } from "./heartbeat.ts";

// Millions of refusals, whose stacks nobody reads; a seed repeats what does not go right.
Error.stackTraceLimit = 0;

const { beat } = heartbeatIn(workerData as SharedArrayBuffer);

parentPort?.on("message", (job: Job) => {
  const result: Result = job.part === "mutated" ? mutated(job, beat) : agreement(job, beat);
  parentPort?.postMessage(result);
});
