import { wrongInLarge } from "./large.ts";
import type { Outcome, Trial } from "./trial.ts";

/** `max_inflight_messages` in the ready configurations of mosquitto. */
const MOST_ON_ITS_WAY = 1000;

/**
 * How many messages may be lost: none, but where mosquitto itself is killed. It acknowledges before it writes, and
 * forgets at most what was on its way to the backend; most often that is nothing. The README has the figures.
 */
function mostLost({ broker, fault }: Pick<Trial, "broker" | "fault">): number {
  return broker === "mosquitto" && fault === "broker" ? MOST_ON_ITS_WAY : 0;
}

/**
 * How many messages may come in another order than their device sent them: none, but where mosquitto has more to pass on
 * than may be on its way. It then hands a few on before those that wait, as the packets show.
 */
function mostReordered({ broker, fault }: Pick<Trial, "broker" | "fault">): number {
  return broker === "mosquitto" && fault === "flood" ? MOST_ON_ITS_WAY : 0;
}

/** What a trial must not show, in words; nothing where all is well. */
export function wrongIn(outcome: Outcome, trial: Pick<Trial, "broker" | "fault">): string[] {
  const some = (what: string, keys: readonly string[]): string[] =>
    keys.length === 0 ? [] : [`${keys.length} ${what}, such as ${keys.slice(0, 3).join("; ")}`];
  const dead = (counts: Readonly<Record<string, number>>) => JSON.stringify(Object.entries(counts).sort());
  return [
    ...(outcome.lost.length > mostLost(trial) ? some("lost", outcome.lost) : []),
    ...(outcome.large === undefined ? [] : wrongInLarge(outcome.large)),
    ...some("handled twice", outcome.twice),
    ...some("out of order", outcome.disordered),
    ...(outcome.reordered.length > mostReordered(trial)
      ? some("out of order from the broker", outcome.reordered)
      : []),
    ...some("dead letters that should not be", outcome.wrongDead),
    ...(dead(outcome.dead) === dead(outcome.expectedDead)
      ? []
      : [`dead letters: expected ${dead(outcome.expectedDead)}, found ${dead(outcome.dead)}`]),
  ];
}
