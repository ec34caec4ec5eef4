/**
 * `npm run proof:whole`: a storm of 10,000 devices, `wirebook tail` at 5,000 messages a second, then everything at once for
 * 30 minutes. Ends with exit code 1 when anything is lost, too slow or too large.
 *
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { proveRun } from "./run.ts";
import { proveStorm } from "./storm.ts";
import { proveTail } from "./tail.ts";

/** Prints whether something holds. */
export type Judge = (holds: boolean, words: string) => void;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "storm,tail,run" },
    storm: { type: "string", default: "10000" },
    minutes: { type: "string", default: "30" },
    devices: { type: "string", default: "1000" },
    rate: { type: "string", default: "200" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "wirebook-proof-whole-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const judge: Judge = (holds, words) => {
  console.log(`   ${holds ? "holds" : "FAILED"}: ${words}`);
  if (!holds) process.exitCode = 1;
};
const parts = values.only.split(",");
if (parts.includes("tail")) await proveTail(folder, 5000, 10, judge);
if (parts.includes("run")) {
  const { minutes, devices, rate } = values;
  await proveRun(folder, { minutes: Number(minutes), devices: Number(devices), rate: Number(rate) }, judge);
}
if (parts.includes("storm")) await proveStorm(folder, Number(values.storm), judge);
process.exit();
