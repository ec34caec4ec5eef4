import { CodecError, type Message } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { messages } from "@wirebook/schemas";
import { mutate } from "../mutate.ts";
import { createRandom, type Random } from "../random.ts";
import { randomValue } from "../random-value.ts";
import { respell } from "../respell.ts";
import type { Job, MutatedResult } from "./jobs.ts";

/** Milliseconds that no payload may take. */
const TOO_LONG = 50;
const MUTANTS = 20;

/** Gives damaged payloads of one message type to its codec: each ends in a value or a `CodecError`, and soon. */
export function mutated(
  job: Extract<Job, { part: "mutated" }>,
  beat: (payload: Uint8Array) => void,
): MutatedResult {
  const random = createRandom(job.seed);
  const message = messages.find(({ name }) => name === job.message) as Message;
  const result: MutatedResult = { payloads: 0, codes: {}, failures: [] };
  const sources = originals(message, random);
  while (result.payloads < job.payloads && result.failures.length < 5) {
    const original = sources.next().value;
    for (let round = 0; round < MUTANTS && result.payloads < job.payloads; round++) {
      const payload = mutate(original, random);
      beat(payload);
      judge(message, payload, result);
    }
  }
  return result;
}

/** Right payloads without end: the examples, random values, and other spellings of both. */
function* originals(message: Message, random: Random): Generator<Uint8Array, never> {
  const plan = readPlan(message.schema);
  const examples = message.examples.map(({ json }) => message.encode(message.fromJson(json)));
  for (;;) {
    let payload = random.pick(examples);
    if (!random.oneIn(4)) {
      const value = randomValue(plan, random);
      if (message.is(value)) payload = message.encode(value);
    }
    yield random.oneIn(2) ? respell(payload, random) : payload;
  }
}

function judge(message: Message, payload: Uint8Array, result: MutatedResult): void {
  const hex = () => Buffer.from(payload).toString("hex");
  const before = performance.now();
  const code = outcome(message.decode, payload);
  const other = outcome(message.transcode, payload);
  const took = performance.now() - before;
  result.payloads++;
  result.codes[code] = (result.codes[code] ?? 0) + 1;
  for (const one of [code, other]) {
    if (one.includes(" ")) result.failures.push(`${message.name}: ${one} for ${hex()}`);
  }
  // What no schema describes may have keys that JSON cannot hold.
  const isJsonless = code === "accepted" && other === "invalid";
  if (code !== other && !isJsonless)
    result.failures.push(`${message.name}: decode ${code}, transcode ${other} for ${hex()}`);
  // A busy machine and the garbage collector take their time too: what is slow is so again.
  if (took > TOO_LONG && fastestOf(3, message, payload) > TOO_LONG) {
    result.failures.push(`${message.name}: ${took.toFixed(0)} ms for ${hex()}`);
  }
}

function outcome(read: (payload: Uint8Array) => unknown, payload: Uint8Array): string {
  try {
    read(payload);
    return "accepted";
  } catch (error) {
    return error instanceof CodecError ? error.code : `another error, ${String(error)}`;
  }
}

function fastestOf(times: number, message: Message, payload: Uint8Array): number {
  const taken = Array.from({ length: times }, () => {
    const before = process.cpuUsage();
    outcome(message.decode, payload);
    outcome(message.transcode, payload);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...taken);
}
