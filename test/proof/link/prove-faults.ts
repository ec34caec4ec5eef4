import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Judge } from "../run/judge.ts";
import { proveFailover } from "./faults/failover.ts";
import { wrongIn } from "./faults/judge-trial.ts";
import { figuresOfLarge } from "./faults/large.ts";
import { proveDamage } from "./faults/prove-damage.ts";
import { proveTakeover } from "./faults/prove-takeover.ts";
import { runTrial } from "./faults/run-trial.ts";
import { FAULTS, type Outcome, type Trial } from "./faults/trial.ts";
import type { LinkSettings } from "./settings.ts";

/** Each fault, with each broker and each quality of service. */
export async function proveFaults(settings: LinkSettings, judge: Judge): Promise<void> {
  const { messages, devices, folder } = settings;
  console.log(`Faults: ${messages} uplinks from ${devices} devices each`);
  for (const broker of ["embedded", "mosquitto"] as const) {
    for (const qos of [0, 1] as const) {
      for (const fault of FAULTS) {
        const place = join(folder, `${broker}-${qos}-${fault}`);
        const cut = settings.cut * 1000;
        const trial: Trial = { fault, broker, qos, messages, devices, cut, folder: place };
        const outcome = await runTrial(trial);
        rmSync(place, { recursive: true, force: true });
        const wrong = wrongIn(outcome, trial);
        const detail = wrong.map((one) => `\n      ${one}`).join("");
        judge.claim(wrong.length === 0, `${figuresOf(outcome, trial, wrong.length === 0)}${detail}`);
      }
    }
  }
  await proveFailover(settings, judge);
  await proveTakeover(settings, judge);
  await proveDamage(settings, judge);
}

function figuresOf(outcome: Outcome, { broker, qos, fault }: Trial, holds: boolean): string {
  const { taken, processed, lost, repeated, dead, milliseconds, large, reordered } = outcome;
  const memory = large === undefined ? "" : `, ${figuresOfLarge(large)}`;
  const letters = Object.values(dead).reduce((sum, one) => sum + one, 0);
  const excuse = lost.length > 0 && holds ? " by mosquitto, which acknowledges before it writes" : "";
  const order =
    reordered.length === 0 ? "" : `, ${reordered.length} out of order as mosquitto passed them on`;
  return `${broker}, QoS ${qos}, ${fault}: ${taken} taken, ${processed} handled, ${letters} dead letters, ${repeated} repeated as announced, ${lost.length} lost${excuse}${order}${memory}, ${(milliseconds / 1000).toFixed(1)} s`;
}
