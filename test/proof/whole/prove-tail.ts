import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { simulate } from "@wirebook/simulator";
import type { Judge } from "../run/judge.ts";
import { startBackend } from "./backend.ts";
import type { WholeSettings } from "./settings.ts";

/** The command line, as it is installed. */
const COMMAND = join(dirname(fileURLToPath(import.meta.resolve("wirebook/package.json"))), "bin/wirebook.js");
/** Messages a second, and for how many seconds. */
const [RATE, SECONDS] = [5000, 10];

/** Somebody looks on while many messages fly by. */
export async function proveTail({ folder }: WholeSettings, judge: Judge): Promise<void> {
  console.log(`Tail: ${RATE} messages a second for ${SECONDS} s`);
  const backend = await startBackend(join(folder, "tail"));
  const tail = spawn(process.execPath, [COMMAND, "tail", "--json"], {
    env: { ...process.env, WIREBOOK_URL: backend.operatorUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const seen = {
    lines: 0,
    overdue: 0,
    gaps: 0,
    restarts: 0,
    repeats: 0,
    rejected: 0,
    answers: 0,
    slowest: 0,
  };
  createInterface({ input: tail.stdout }).on("line", (line) => {
    const { overdue, gap, repeat, restart, rejected, latency } = JSON.parse(line);
    if (overdue) {
      seen.overdue++;
      return;
    }
    seen.lines++;
    if (gap) seen.gaps++;
    if (restart) seen.restarts++;
    if (repeat) seen.repeats++;
    if (rejected) seen.rejected++;
    if (latency === undefined) return;
    seen.answers++;
    seen.slowest = Math.max(seen.slowest, latency);
  });
  // Until it has subscribed, which the first message tells.
  const knock = await simulate({
    hosts: backend.url,
    devices: 1,
    rate: 20,
    firstDevEui: "70b3d5e05e000000",
    qos: 1,
  });
  while (seen.lines === 0) await sleep(20);
  await knock.settle();
  await knock.close();
  await sleep(500);
  const before = { ...seen };

  const faults = { duplicates: 0.01, bad: 0.01, gaps: 0.01 };
  const simulation = await simulate({ hosts: backend.url, devices: 500, rate: RATE, qos: 1, faults });
  const { counts } = simulation;
  const begun = performance.now();
  while (performance.now() - begun < SECONDS * 1000) await sleep(20);
  const reached = counts.sent / ((performance.now() - begun) / 1000);
  await simulation.settle();
  const ended = performance.now();
  const all = () => counts.sent + counts.answers;
  while (seen.lines - before.lines < all() && performance.now() - ended < 60_000) await sleep(10);
  const behind = performance.now() - ended;
  judge.claim(
    seen.lines - before.lines === all() && behind < 5000,
    `${counts.sent} messages and ${counts.answers} answers, ${reached.toFixed(0)} messages a second: ${seen.lines - before.lines} lines, the last ${(behind / 1000).toFixed(1)} s behind`,
  );
  judge.claim(
    seen.rejected === counts.bad && seen.repeats === counts.duplicates,
    `${seen.rejected} of ${counts.bad} bad payloads and ${seen.repeats} of ${counts.duplicates} repeats were shown for what they are, ${seen.gaps} gaps, ${seen.restarts} restarts, ${counts.reconnections} reconnections, the slowest answer after ${seen.slowest} ms`,
  );
  await simulation.close();
  tail.kill("SIGINT");
  await once(tail, "close");
  await backend.end();
}
