import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { simulate } from "@wirebook/simulator";
import { megabytes } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import { startBackend } from "./backend.ts";
import type { WholeSettings } from "./settings.ts";

/** All devices are cut off at once; each comes back, asks, and is answered. */
export async function proveStorm({ folder, storm: devices }: WholeSettings, judge: Judge): Promise<void> {
  console.log(`Storm: ${devices} devices, cut off at once`);
  const backend = await startBackend(join(folder, "storm"));
  const begun = performance.now();
  const simulation = await simulate({
    hosts: backend.url,
    devices,
    rate: 50,
    qos: 1,
    faults: { stormEvery: 3 },
  });
  console.log(`   connected within ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const { counts } = simulation;
  let most = 0;
  const look = async (): Promise<void> => {
    const { resident } = await backend.figures();
    most = Math.max(most, resident);
  };
  while (counts.storms === 0) await sleep(5);
  const cut = performance.now();
  const looking = setInterval(() => void look(), 1000);
  await simulation.settle();
  const seconds = (performance.now() - cut) / 1000;
  clearInterval(looking);
  await look();
  const own = process.memoryUsage.rss();
  judge.claim(
    seconds <= 60 && counts.reconnections === devices && counts.answers === counts.requests,
    `${counts.reconnections} came back, ${counts.answers} of ${counts.requests} requests answered within ${seconds.toFixed(1)} s, the slowest after ${(counts.slowestAnswer / 1000).toFixed(1)} s`,
  );
  judge.claim(
    most <= 600e6 && own <= 600e6,
    `resident: backend with its broker ${megabytes(most)}, simulator ${megabytes(own)}`,
  );
  await simulation.close();
  await backend.end();
}
