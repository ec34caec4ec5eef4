import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { simulate } from "@wirebook/simulator";
import { median, megabytes } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import { metricOf, startBackend } from "./backend.ts";
import { ownMemory } from "./memory.ts";
import type { WholeSettings } from "./settings.ts";

const SAMPLE = 5000;
/** Seconds between storms. */
const STORM = 60;
/** What memory may grow by from the first half of a run to the second: the window of duplicates fills for ten minutes. */
const MOST_GROWTH = 64e6;

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);

/** Everything at once, for long: nothing is lost, and memory stays as it is. */
export async function proveRun(settings: WholeSettings, judge: Judge): Promise<void> {
  const { folder, minutes, devices, rate } = settings;
  console.log(`Run: ${devices} devices, ${rate} messages a second, ${minutes} minutes, with every fault`);
  const json = Array.from({ length: devices }, (_, index) => index).filter((index) => index % 5 === 4);
  const backend = await startBackend(join(folder, "run"), json);
  const simulation = await simulate({
    hosts: backend.url,
    devices,
    rate,
    qos: 1,
    json: 0.2,
    faults: { duplicates: 0.01, gaps: 0.01, bad: 0.01, restarts: 0.002, slow: 0.05, stormEvery: STORM },
  });
  const { counts } = simulation;
  const samples: { backend: number; simulator: number; oldest: number }[] = [];
  let most = 0;
  const until = performance.now() + minutes * 60_000;
  while (performance.now() < until) {
    await sleep(Math.min(SAMPLE, Math.max(0, until - performance.now())));
    const { own, resident, scrape } = await backend.figures();
    const oldest = metricOf(scrape, "oldest_unprocessed_seconds");
    most = Math.max(most, resident);
    samples.push({ backend: own, simulator: ownMemory(), oldest });
  }
  await simulation.settle(120_000);
  const uplinks = counts.sent - counts.requests - counts.duplicates - counts.bad;
  let figures = await backend.figures();
  const handledUplinks = () => sum(figures.handled) - (figures.handled["req/sync"] ?? 0);
  // That a message is done is written a moment after its handler has ended.
  const isBusy = () => handledUplinks() < uplinks || metricOf(figures.scrape, "pending") > 0;
  for (let tries = 0; tries < 300 && isBusy(); tries++) {
    await sleep(100);
    figures = await backend.figures();
  }
  const { events, scrape } = figures;

  judge.claim(
    counts.acknowledged === counts.sent && handledUplinks() === uplinks,
    `${counts.sent} messages sent, ${counts.acknowledged} acknowledged; ${uplinks} uplinks, ${handledUplinks()} handled, each once`,
  );
  judge.claim(
    (events["dead-letter"] ?? 0) === counts.bad && (events.duplicate ?? 0) >= counts.duplicates,
    `${counts.bad} bad payloads, ${events["dead-letter"] ?? 0} dead letters; ${counts.duplicates} sent twice, ${events.duplicate ?? 0} left out, those of reconnections among them`,
  );
  // The number of a request that came right before a reset may stand for the same one after it, and hide that it is missing.
  const hidden = counts.gaps - (events.gap ?? 0);
  judge.claim(
    (events.restart ?? 0) === counts.restarts && hidden >= 0 && hidden <= counts.restarts / 100,
    `${counts.restarts} restarts, ${events.restart ?? 0} seen; ${counts.gaps} gaps, ${events.gap ?? 0} seen`,
  );
  judge.claim(
    counts.answers + counts.unanswered === counts.requests && counts.unanswered <= counts.storms * 20,
    `${counts.requests} requests, ${counts.answers} answered, ${counts.unanswered} answers lost with a connection that was cut; ${counts.late} late, all behind one of ${counts.storms} storms with ${counts.reconnections} reconnections`,
  );
  const stored = metricOf(scrape, "stored_total");
  const processed = metricOf(scrape, "processed_total");
  judge.claim(
    stored === uplinks + counts.bad && processed === uplinks && metricOf(scrape, "pending") === 0,
    `the scrape agrees: ${metricOf(scrape, "received_total")} received, ${stored} stored, ${processed} processed, ${metricOf(scrape, "dead_total")} dead, ${metricOf(scrape, "gaps_total")} gaps; the oldest that waited was ${Math.max(0, ...samples.map(({ oldest }) => oldest)).toFixed(1)} s old`,
  );
  for (const who of ["backend", "simulator"] as const) {
    const residents = samples.map((sample) => sample[who]);
    const middle = residents.length >> 1;
    // The first tenth is the beginning: code is compiled, pools fill.
    const first = median(residents.slice(Math.floor(residents.length / 10), middle));
    const second = median(residents.slice(middle));
    judge.claim(
      second - first <= MOST_GROWTH,
      `memory of its own, ${who}: ${megabytes(first)} in the first half, ${megabytes(second)} in the second, ${megabytes(Math.max(...residents))} at most`,
    );
  }
  console.log(`   resident, backend, with the pages of its inbox: ${megabytes(most)} at most`);
  await simulation.close();
  await backend.end();
}
