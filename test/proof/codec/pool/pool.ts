import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Job } from "../parts/jobs.ts";
import { type Heartbeat, heartbeatIn, heartbeatMemory } from "./heartbeat.ts";

/** Milliseconds without a new payload after which a worker hangs. */
const HANGS_AFTER = 30_000;

/** What the jobs of a part came to. */
export interface PoolResult<Result> {
  readonly results: readonly Result[];
  /** Payloads that never ended, as hex. */
  readonly hangs: readonly string[];
}

interface Member {
  readonly worker: Worker;
  readonly heartbeat: Heartbeat;
}

/** Does jobs on two cores, where there are two; tells how many payloads have been seen. */
export async function runJobs<Result>(
  jobs: readonly Job[],
  onProgress: (payloads: number) => void,
): Promise<PoolResult<Result>> {
  const waiting = [...jobs];
  const results: Result[] = [];
  const hangs: string[] = [];
  const members = Array.from({ length: Math.min(2, availableParallelism(), jobs.length) }, createMember);
  const ticking = setInterval(
    () => onProgress(members.reduce((sum, { heartbeat }) => sum + heartbeat.count(), 0)),
    200,
  );

  /** Gives one job after the other to a member, until there are none or until it hangs. */
  async function serve(member: Member): Promise<void> {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const result = await oneJob<Result>(member, job);
      if (result === undefined) {
        hangs.push(`${JSON.stringify(job)}: ${Buffer.from(member.heartbeat.payload()).toString("hex")}`);
        break;
      }
      results.push(result);
    }
  }

  try {
    await Promise.all(members.map(serve));
  } finally {
    clearInterval(ticking);
    for (const { worker } of members) await worker.terminate();
  }
  return { results, hangs };
}

function createMember(): Member {
  const memory = heartbeatMemory();
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: memory });
  return { worker, heartbeat: heartbeatIn(memory) };
}

/** Answers with the result, or with nothing when the heart stands still. */
function oneJob<Result>({ worker, heartbeat }: Member, job: Job): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    let seen = -1;
    const watch = setInterval(() => {
      if (heartbeat.count() === seen) settle(() => resolve(undefined));
      seen = heartbeat.count();
    }, HANGS_AFTER);
    const settle = (end: () => void) => {
      clearInterval(watch);
      worker.off("message", done).off("error", failed);
      end();
    };
    const done = (result: Result) => settle(() => resolve(result));
    const failed = (error: Error) => settle(() => reject(error));
    worker.on("message", done).on("error", failed);
    worker.postMessage(job);
  });
}
