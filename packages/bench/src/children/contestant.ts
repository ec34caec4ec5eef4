/*
 * One peer in a process of its own, with one message type or with several: waits to be told what to do, does it for as
 * long as it is told, and answers how long one call took.
 */
import { loadCases } from "../corpus/load.ts";
import { respell, spellings } from "../corpus/respell.ts";
import { type Contestant, processorTime, time } from "../measure/interleave.ts";
import { median } from "../measure/statistics.ts";
import type { Answer, Container, Start, Turn } from "../measure/turn.ts";
import { loadPeer } from "../peers/field.ts";

/** So long stays a process with one of several messages before it turns to the next, in milliseconds. */
const SHORT = 0.02;

/** Something to measure, with the number of calls that fill a short turn. */
interface Runner extends Contestant {
  calls: number;
}

const { peer, messages, container } = JSON.parse(process.argv[2] as string) as Start;
const cases = await loadCases(messages);
const loaded = await loadPeer(peer, cases);
const prepared = new Map(cases.map((one) => [one.name, loaded.prepare(one)]));
const known = new Map<string, (Runner | undefined)[]>();

process.on("message", (turn: Turn) => process.send?.(take(turn)));
process.send?.([]);

function take(turn: Turn): Answer {
  const key = `${turn.task} ${turn.spelling} ${turn.messages.length}`;
  let runners = known.get(key);
  if (runners === undefined) {
    runners = turn.messages.map((name) => runnerOf(name, turn));
    known.set(key, runners);
    // A codec that is made when it is first used is no part of getting warm.
    for (const runner of runners) if (runner !== undefined) time(runner, 1);
  }
  return run(runners, turn.turn, turn.clock === "processor" ? processorTime : () => performance.now());
}

function runnerOf(name: string, { task, spelling }: Turn): Runner | undefined {
  const ready = prepared.get(name);
  if (ready === undefined) return undefined;
  const how = spellings.find((one) => one.name === spelling);
  const payload = how === undefined || how === spellings[0] ? ready.payload : respell(ready.payload, how);
  return {
    run: ready[task],
    argument: task === "encode" ? ready.value : contained(payload, container),
    calls: 1,
  };
}

/** Buffers of a broker's client lie somewhere in a chunk that came from the socket. */
function contained(payload: Uint8Array, container: Container): Uint8Array {
  return container === "Buffer"
    ? Buffer.concat([new Uint8Array(7), payload]).subarray(7)
    : Uint8Array.from(payload);
}

/** Each in short turns, one after the other, until all have had their time. */
function run(runners: readonly (Runner | undefined)[], milliseconds: number, now: () => number): Answer {
  // Alone, a process has no other to turn to.
  const short = runners.length > 1 ? Math.min(SHORT, milliseconds) : milliseconds / 4;
  const figures = runners.map((): number[] => []);
  const end = now() + milliseconds * runners.length;
  do {
    runners.forEach((runner, index) => {
      if (runner === undefined) return;
      const each = time(runner, runner.calls) / runner.calls;
      figures[index]?.push(each);
      runner.calls = Math.max(1, Math.min(runner.calls * 2, Math.round(short / Math.max(each, 1e-6))));
    });
  } while (now() < end);
  // Whatever else the machine does falls upon few of the short turns.
  return figures.map((each) => (each.length === 0 ? null : median(each) / 1000));
}
