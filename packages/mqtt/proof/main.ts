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
    only: { type: "string", default: "faults,speed" },
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
        const outcome = await runTrial({ fault, broker, qos, messages, devices, cut, folder: place });
        rmSync(place, { recursive: true, force: true });
        const wrong = faultsOf(outcome);
        const { taken, processed, repeated, dead, milliseconds } = outcome;
        const letters = Object.values(dead).reduce((sum, one) => sum + one, 0);
        judge(
          wrong.length === 0,
          `${broker}, QoS ${qos}, ${fault}: ${taken} taken, ${processed} handled, ${letters} dead letters, ${repeated} repeated as announced, ${(milliseconds / 1000).toFixed(1)} s${wrong.map((one) => `\n      ${one}`).join("")}`,
        );
      }
    }
  }
}

const median = (figures: readonly number[]) =>
  [...figures].sort((a, b) => a - b)[figures.length >> 1] as number;

async function proveSpeed(): Promise<void> {
  console.log("Speed: 60,000 messages of about 60 bytes, each subscriber in turn, five rounds, medians");
  const rates = await measureThroughput(join(folder, "throughput"), 60_000, 5);
  const [bare, direct, durable] = [median(rates.bare), median(rates.direct), median(rates.durable)];
  const shown = (rate: number) => `${Math.round(rate).toLocaleString("en-US")}/s`;
  console.log(`   MQTT.js with cbor-x ${shown(bare)}`);
  judge(
    direct >= 0.9 * bare,
    `a handler without inbox ${shown(direct)}, ${((100 * direct) / bare).toFixed(0)} % of it`,
  );
  judge(durable >= 20_000, `a handler behind the durable inbox ${shown(durable)}`);
  for (const broker of ["embedded", "mosquitto"] as const) {
    const load = {
      broker,
      folder: join(folder, `latency-${broker}`),
      seconds: 10,
      uplinks: 2000,
      requests: 100,
    };
    const quiet = await measureLatency({ ...load, folder: `${load.folder}-quiet`, seconds: 5, uplinks: 20 });
    console.log(
      `   beside 20 uplinks a second on ${broker}, what the machine does by itself: 99 % ${quiet.p99.toFixed(1)} ms`,
    );
    const { requests, uplinks, handled, late, median: middle, p99, most } = await measureLatency(load);
    judge(
      p99 <= 50 && late === 0,
      `${requests} requests beside ${uplinks} uplinks (${handled} handled) on ${broker}: median ${middle.toFixed(1)} ms, 99 % ${p99.toFixed(1)} ms, longest ${most.toFixed(1)} ms, ${late} past the deadline`,
    );
  }
}

if (values.only.includes("faults")) await proveFaults();
if (values.only.includes("speed")) await proveSpeed();
process.exit();
