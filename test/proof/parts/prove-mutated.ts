import { messages } from "@wirebook/schemas";
import { addCounts, type Job, type MutatedResult } from "../run/jobs.ts";
import type { ProofOptions } from "../run/options.ts";
import { runJobs } from "../run/pool.ts";
import { count, createProgress } from "../run/progress.ts";

const ROUNDS = 5;

/** Part a: damaged payloads of every message type through the default engine. Prints the counts, answers what failed. */
export async function proveMutated({ seed, payloads = 1_000_000 }: ProofOptions): Promise<string[]> {
  const jobs = Array.from({ length: ROUNDS }, (_, round) =>
    messages.map(({ name: message }, index): Job => {
      const each = Math.ceil(payloads / ROUNDS / messages.length);
      return { part: "mutated", seed: seed + round * messages.length + index, payloads: each, message };
    }),
  ).flat();
  console.log(
    `\na. ${count(payloads)} mutated payloads over ${messages.length} message types, default engine`,
  );

  const progress = createProgress(payloads);
  const { results, hangs } = await runJobs<MutatedResult>(jobs, progress.update);
  progress.end();

  const codes: Record<string, number> = {};
  for (const result of results) addCounts(codes, result.codes);
  const failures = results.flatMap((result) => result.failures);
  const sum = results.reduce((all, result) => all + result.payloads, 0);
  for (const [code, times] of Object.entries(codes).sort()) {
    console.log(`   ${code.padEnd(18)}${count(times).padStart(12)}`);
  }
  const slow = failures.filter((failure) => / ms for /.test(failure)).length;
  console.log(
    `   ${count(sum)} payloads: ${failures.length - slow} errors of another class than CodecError,`,
  );
  console.log(`   ${hangs.length} hangs, ${slow} above 50 ms of CPU`);
  return [...failures, ...hangs.map((hang) => `hangs: ${hang}`)];
}
