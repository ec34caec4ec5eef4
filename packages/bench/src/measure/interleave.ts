import type { RaceBudget } from "./budget.ts";
import { median, type Summary, summarize } from "./statistics.ts";

/** Something to call again and again with the same argument. */
export interface Contestant {
  readonly run: (argument: never) => unknown;
  readonly argument: unknown;
}

/** Keeps results alive, so that no call is optimized away. */
const sink: { last?: unknown } = {};

/** Milliseconds that so many calls take. */
export function time({ run, argument }: Contestant, calls: number): number {
  const call = run as (argument: unknown) => unknown;
  const started = performance.now();
  for (let done = 0; done < calls; done++) sink.last = call(argument);
  return performance.now() - started;
}

/**
 * Measures contestants in turns of less than a millisecond, so that whatever else the machine does hits all of them alike.
 *
 * @returns seconds per call, one summary for each contestant; `min` is the fastest turn
 */
export function interleave(contestants: readonly Contestant[], budget: RaceBudget): Summary[] {
  const paces = warmUp(contestants, budget);
  const rounds = contestants.map((): number[] => []);
  const fastest = contestants.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < budget.rounds; round++) {
    const turns = contestants.map((): number[] => []);
    for (let turn = 0; turn < budget.turns; turn++) {
      contestants.forEach((contestant, index) => {
        const { calls, turns: most } = paces[index] as Pace;
        if (turn >= most) return;
        const each = time(contestant, calls) / 1000 / calls;
        turns[index]?.push(each);
        fastest[index] = Math.min(fastest[index] as number, each);
      });
    }
    turns.forEach((figures, index) => {
      rounds[index]?.push(median(figures));
    });
  }
  return rounds.map((figures, index) => ({ ...summarize(figures), min: fastest[index] as number }));
}

/** How many calls fill a turn, and how many turns fit into a round. */
interface Pace {
  readonly calls: number;
  readonly turns: number;
}

/** Milliseconds of work of this process, whatever else the machine does: code is warm after so much of it. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs everyone in turn until all have had their time, and finds their pace on the way. */
function warmUp(contestants: readonly Contestant[], { warmUp, turn, turns }: RaceBudget): Pace[] {
  const states = contestants.map((contestant) => ({ contestant, calls: 1, each: 0, spent: 0 }));
  do {
    for (const state of states) {
      if (state.spent > warmUp) continue;
      const before = processorTime();
      const took = time(state.contestant, state.calls);
      state.spent += processorTime() - before;
      state.each = took / state.calls;
      state.calls = Math.max(1, Math.min(state.calls * 2, Math.round(turn / Math.max(state.each, 1e-6))));
    }
  } while (states.some(({ spent }) => spent <= warmUp));
  // A call that fills several turns gets as many fewer of them.
  return states.map(({ calls, each }) => ({
    calls,
    turns: Math.max(1, Math.min(turns, Math.round((turns * turn) / (each * calls)))),
  }));
}
