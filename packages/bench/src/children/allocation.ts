/* Counts the bytes that each peer allocates for one message, where nothing is collected meanwhile. */
import { corpus } from "../corpus/corpus.ts";
import { prepareAll, type Ready } from "../peers/agree.ts";
import { type Task, tasks } from "../peers/peer.ts";
import { peers } from "../peers/peers.ts";

const CALLS = 200;
const WARM_UP = 1000;

const [, , message] = process.argv;
const one = corpus.find((candidate) => candidate.name === message);
if (one === undefined) throw new Error(`unknown message: ${message}`);

function count(ready: Ready, task: Task): number {
  const run: (argument: never) => unknown = ready[task];
  const argument = (task === "encode" ? ready.value : ready.payload) as never;
  for (let done = 0; done < WARM_UP; done++) run(argument);
  (globalThis as { gc?(): void }).gc?.();
  const before = used();
  for (let done = 0; done < CALLS; done++) run(argument);
  return Math.max(0, Math.round((used() - before) / CALLS));
}

function used(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

// cbor2 writes so slowly that it would take longer than all others.
const ready = prepareAll(
  one,
  peers.filter(({ name }) => name !== "cbor2"),
);
const counted = tasks.flatMap((task) => ready.map((peer) => [`${task}: ${peer.name}`, count(peer, task)]));
console.log(JSON.stringify(Object.fromEntries(counted)));
