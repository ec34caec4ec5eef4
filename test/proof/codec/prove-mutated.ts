import { messages } from "@wirebook/schemas";
import { count, row } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import { createProgress } from "../run/progress.ts";
import { addCounts, type Job, type MutatedResult } from "./parts/jobs.ts";
import { runJobs } from "./pool/pool.ts";
import type { CodecSettings } from "./settings.ts";

const ROUNDS = 5;

/** Part a: damaged payloads of every message type through the default engine. Prints the counts, tells what failed. */
export async function proveMutated(
  { seed, payloads = 1_000_000 }: CodecSettings,
  judge: Judge,
): Promise<void> {
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
    console.log(row([code, count(times)], [-18, 12]));
  }
  const slow = failures.filter((failure) => / ms for /.test(failure)).length;
  console.log(
    `   ${count(sum)} payloads: ${failures.length - slow} errors of another class than CodecError,`,
  );
  console.log(`   ${hangs.length} hangs, ${slow} above 50 ms of CPU`);
  judge.fail([...failures, ...hangs.map((hang) => `hangs: ${hang}`)]);
}
