import { temporaryFolder } from "../run/folder.ts";
import { readOptions } from "../run/options.ts";
import type { Proof } from "../run/proof.ts";
import { proveRun } from "./prove-run.ts";
import { proveStorm } from "./prove-storm.ts";
import { proveTail } from "./prove-tail.ts";
import type { WholeSettings } from "./settings.ts";

/**
 * The proof of the whole system: `wirebook tail` at 5,000 messages a second, everything at once for 30 minutes, and a
 * storm of 10,000 devices.
 */
export const whole: Proof<WholeSettings> = {
  usage: "[--only storm|tail|run] [--storm DEVICES] [--minutes N] [--devices N] [--rate N]",
  parts: { tail: proveTail, run: proveRun, storm: proveStorm },
  read: (args) => {
    const { only, numbers } = readOptions(args, {
      parts: Object.keys(whole.parts),
      numbers: { storm: 10_000, minutes: 30, devices: 1000, rate: 200 },
      decimals: ["minutes", "rate"],
    });
    return { only, settings: { ...numbers, folder: temporaryFolder("whole") } };
  },
};
