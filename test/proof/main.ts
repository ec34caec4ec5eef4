/**
 * `npm run proof`: the long counts. Mutated payloads, agreement of the engines with one another and with cbor2 and Ajv,
 * hostile payloads. Ends with exit code 1 when anything fails.
 *
 * @module
 */
import { proveAgreement } from "./parts/prove-agreement.ts";
import { proveHostile } from "./parts/prove-hostile.ts";
import { proveMutated } from "./parts/prove-mutated.ts";
import { readOptions } from "./run/options.ts";

const parts = { a: proveMutated, b: proveAgreement, c: proveHostile };
const options = readOptions(process.argv.slice(2));

console.log(`Proof on Node ${process.versions.node}, repeated by --seed ${options.seed}`);
for (const part of options.parts) {
  const started = performance.now();
  const failures = await parts[part](options);
  for (const failure of failures.slice(0, 10)) console.log(`   FAILED: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`   ${failures.length === 0 ? "holds" : `${failures.length} failures`}, ${seconds} s`);
}
