/*
 * Decodes one message of the corpus in a fresh process, and prints how long each step took. The definition is a module
 * of the corpus: importing it once the codec is there is what defining a message costs.
 */
import type { Case } from "../corpus/case.ts";

const [, , name = "", hex = ""] = process.argv;
const payload = Uint8Array.from(Buffer.from(hex, "hex"));

const started = performance.now();
await import("@wirebook/codec");
const imported = performance.now();
const { [name]: one } = (await import(`../corpus/${name}.js`)) as Record<string, Case>;
const { message } = one as Case;
const defined = performance.now();
message.decode(payload);
const first = performance.now();
message.decode(payload);
const second = performance.now();

// The codec is made when it is first used: what the first message took longer than the second is that.
const compile = defined - imported + (first - defined) - (second - first);
console.log(
  JSON.stringify({
    import: (imported - started) / 1000,
    compile: compile / 1000,
    "first message": (first - started) / 1000,
  }),
);
