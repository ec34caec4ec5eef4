/**
 * `npm run proof:link`: faults with 50,000 uplinks from 500 devices each, then how fast it is. Ends with exit code 1 when
 * anything is lost, or slower than it should be.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { faultsOf } from "./faults/judge.ts";
import { faults } from "./faults/options.ts";
import { runTrial } from "./faults/run-trial.ts";
import { measureLatency } from "./speed/latency.ts";
import { measureThroughput } from "./speed/throughput.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "faults,speed,latency" },
    messages: { type: "string", default: "50000" },
    devices: { type: "string", default: "500" },
    cut: { type: "string", default: "20" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "wirebook-proof-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

function judge(holds: boolean, words: string): void {
  console.log(`   ${holds ? "holds" : "FAILED"}: ${words}`);
  if (!holds) process.exitCode = 1;
}

async function proveFaults(): Promise<void> {
  const [messages, devices] = [Number(values.messages), Number(values.devices)];
  console.log(`Faults: ${messages} uplinks from ${devices} devices each`);
  for (const broker of ["embedded", "mosquitto"] as const) {
    for (const qos of [0, 1] as const) {
      for (const fault of faults) {
        const place = join(folder, `${broker}-${qos}-${fault}`);
        const cut = Number(values.cut) * 1000;
        const trial = { fault, broker, qos, messages, devices, cut, folder: place };
        const outcome = await runTrial(trial);
        rmSync(place, { recursive: true, force: true });
        const wrong = faultsOf(outcome, trial);
        const { taken, processed, lost, repeated, dead, milliseconds } = outcome;
        const letters = Object.values(dead).reduce((sum, one) => sum + one, 0);
        judge(
          wrong.length === 0,
          `${broker}, QoS ${qos}, ${fault}: ${taken} taken, ${processed} handled, ${letters} dead letters, ${repeated} repeated as announced, ${lost.length} lost${lost.length > 0 && wrong.length === 0 ? " by mosquitto, which acknowledges before it writes" : ""}, ${(milliseconds / 1000).toFixed(1)} s${wrong.map((one) => `\n      ${one}`).join("")}`,
        );
      }
    }
  }
}

const middle = (figures: readonly number[]) =>
  [...figures].sort((a, b) => a - b)[figures.length >> 1] as number;
const shownTime = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;

async function proveSpeed(): Promise<void> {
  console.log("Speed: 60,000 messages of about 60 bytes, each subscriber in turn, five rounds, medians");
  const rates = await measureThroughput(join(folder, "throughput"), 60_000, 5);
  const [bare, direct, durable] = [middle(rates.bare), middle(rates.direct), middle(rates.durable)];
  const shown = (rate: number) => `${Math.round(rate).toLocaleString("en-US")}/s`;
  console.log(`   MQTT.js with cbor-x ${shown(bare)}`);
  judge(
    direct >= 0.9 * bare,
    `a handler without inbox ${shown(direct)}, ${((100 * direct) / bare).toFixed(0)} % of it`,
  );
  judge(durable >= 20_000, `a handler behind the durable inbox ${shown(durable)}`);
}

async function proveLatency(): Promise<void> {
  console.log("Requests: beside 2,000 uplinks a second whose handler takes 5 ms");
  for (const broker of ["embedded", "mosquitto"] as const) {
    const load = { broker, seconds: 10, warmUp: 3, requests: 100 };
    const place = join(folder, `latency-${broker}`);
    const quiet = await measureLatency({ ...load, folder: `${place}-quiet`, seconds: 5, uplinks: 20 });
    console.log(
      `   beside 20 uplinks a second on ${broker}, what the machine does by itself: 99 % ${shownTime(quiet.p99)}`,
    );
    const { requests, uplinks, handled, late, median, p99, most, loop, waited } = await measureLatency({
      ...load,
      folder: place,
      uplinks: 2000,
    });
    judge(
      p99 <= 50 && late === 0,
      `${requests} requests, after ${load.warmUp} s to warm up, beside ${uplinks} uplinks (${handled} handled) on ${broker}: median ${shownTime(median)}, 99 % ${shownTime(p99)}, longest ${shownTime(most)}, ${late} past the deadline; the backend's event loop was late by ${shownTime(loop.p99)} (99 %), ${shownTime(loop.most)} at most, and it waited ${shownTime(waited)} of ${load.seconds} s for a processor that others had`,
    );
  }
}

if (values.only.includes("faults")) await proveFaults();
if (values.only.includes("speed")) await proveSpeed();
if (values.only.includes("latency")) await proveLatency();
process.exit();
