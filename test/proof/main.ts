/**
 * `npm run proof:codec`, `proof:certificates`, `proof:link`, `proof:gate` and `proof:whole`, or all of them one after the other: what takes too
 * long for a test. Ends with exit code 1 when anything does not hold.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runProof } from "./run/proof.ts";

/** Each is loaded when it runs: what another one needs must not count among its own memory. */
const PROOFS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  codec: async (args) => runProof("codec", (await import("./codec/codec.ts")).codec, args),
  certificates: async (args) =>
    runProof("certificates", (await import("./certificates/certificates.ts")).certificates, args),
  link: async (args) => runProof("link", (await import("./link/link.ts")).link, args),
  gate: async (args) => runProof("gate", (await import("./gate/gate.ts")).gate, args),
  whole: async (args) => runProof("whole", (await import("./whole/whole.ts")).whole, args),
};

/** All proofs, each in a process of its own; one that fails hides no other. */
function runAll(): number {
  const main = fileURLToPath(import.meta.url);
  const codes = Object.keys(PROOFS).map((name) => {
    console.log(`\nproof:${name}`);
    const { status } = spawnSync(process.execPath, [main, name], { stdio: "inherit" });
    return [name, status] as const;
  });
  const failed = codes.filter(([, status]) => status !== 0).map(([name]) => `proof:${name}`);
  console.log(failed.length === 0 ? "\nAll of it holds" : `\nDoes not hold: ${failed.join(", ")}`);
  return failed.length === 0 ? 0 : 1;
}

const [name, ...args] = process.argv.slice(2);
if (name === undefined) process.exit(runAll());
const run = PROOFS[name];
if (run === undefined) {
  console.error(`expected one of ${Object.keys(PROOFS).join(", ")}, found ${name}`);
  process.exit(2);
}
process.exit(await run(args));
