import { messages } from "@wirebook/schemas";
import { count, row } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import { createProgress } from "../run/progress.ts";
import { type AgreementResult, addCounts, type Job } from "./parts/jobs.ts";
import { runJobs } from "./pool/pool.ts";
import type { CodecSettings } from "./settings.ts";

const SCHEMAS_EACH = 10;
const ROUNDS = 5;
const CLASSES = ["accepted", "not-well-formed", "limit", "invalid", "unexpected"];

/**
 * Part b: generated and damaged payloads, half of them over every message type and half over random schemas. The
 * engines agree in everything, and the codec with cbor2 and Ajv in the class of each payload.
 */
export async function proveAgreement(options: CodecSettings, judge: Judge): Promise<void> {
  const { seed, payloads = 2_000_000, schemas } = options;
  console.log(
    `\nb. ${count(payloads)} payloads over ${messages.length} message types and ${count(schemas)} random schemas:`,
  );
  console.log(
    "   reference, interpreted and compiled engine, small runtime; cbor2 (well-formed) and Ajv (schema, on the JSON form)",
  );

  const progress = createProgress(payloads);
  const { results, hangs } = await runJobs<AgreementResult>(
    jobsFor(seed, payloads, schemas),
    progress.update,
  );
  progress.end();

  const pairs: Record<string, number> = {};
  const explained: Record<string, number> = {};
  for (const result of results) {
    addCounts(pairs, result.pairs);
    addCounts(explained, result.explained);
  }
  printTable(pairs, explained);
  const sum = results.reduce((all, result) => all + result.payloads, 0);
  const runs = results.reduce((all, { schemas: seen }) => all + seen, 0);
  const failures = results.flatMap((result) => result.failures);
  console.log(
    `   ${count(sum)} payloads, ${count(runs)} runs over a schema, ${failures.length} disagreements`,
  );
  judge.fail([...failures, ...hangs.map((hang) => `hangs: ${hang}`)]);
}

function jobsFor(seed: number, payloads: number, schemas: number): Job[] {
  const batches = Math.ceil(schemas / SCHEMAS_EACH);
  const onRandom = batches === 0 ? 0 : payloads / 2;
  const onMessages = payloads - onRandom;
  const random = Array.from({ length: batches }, (_, batch): Job => {
    const each = Math.min(SCHEMAS_EACH, schemas - batch * SCHEMAS_EACH);
    return {
      part: "agreement",
      seed: seed + batch * SCHEMAS_EACH,
      payloads: Math.ceil((onRandom * each) / schemas),
      on: { schemas: each },
    };
  });
  const rounds = Array.from({ length: ROUNDS }, (_, round) =>
    messages.map(({ name: on }) => ({ on, round })),
  ).flat();
  const known = rounds.map(({ on }, index): Job => {
    const each = Math.ceil(onMessages / rounds.length);
    return { part: "agreement", seed: seed + schemas + index, payloads: each, on };
  });
  return [...known, ...random];
}

function printTable(
  pairs: Readonly<Record<string, number>>,
  explained: Readonly<Record<string, number>>,
): void {
  const sumOf = (fits: (ours: string, theirs: string) => boolean) =>
    Object.entries(pairs)
      .filter(([pair]) => fits(...(pair.split(" ← ") as [string, string])))
      .reduce((sum, [, times]) => sum + times, 0);
  const line = (...cells: readonly string[]) => console.log(row(cells, [-18, 14]));
  line("class", "Wirebook", "cbor2, Ajv", "alike");
  for (const name of CLASSES) {
    const ours = sumOf((one) => one === name);
    const theirs = sumOf((_, other) => other === name);
    const alike = sumOf((one, other) => one === name && other === name);
    line(name, count(ours), count(theirs), count(alike));
  }
  console.log("   Differences, each by a rule of the design (Wirebook ← cbor2, Ajv):");
  for (const [reason, times] of Object.entries(explained).sort()) {
    console.log(`   ${count(times).padStart(10)}  ${reason}`);
  }
  if (Object.keys(explained).length === 0) console.log(`   ${"0".padStart(10)}`);
}
