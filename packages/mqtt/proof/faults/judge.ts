import type { Outcome } from "./options.ts";

/** What a trial must not show, in words; nothing where all is well. */
export function faultsOf(outcome: Outcome): string[] {
  const some = (what: string, keys: readonly string[]): string[] =>
    keys.length === 0 ? [] : [`${keys.length} ${what}, such as ${keys.slice(0, 3).join("; ")}`];
  const dead = (counts: Readonly<Record<string, number>>) => JSON.stringify(Object.entries(counts).sort());
  return [
    ...some("lost", outcome.lost),
    ...some("handled twice", outcome.twice),
    ...some("out of order", outcome.disordered),
    ...some("dead letters that should not be", outcome.wrongDead),
    ...(dead(outcome.dead) === dead(outcome.expectedDead)
      ? []
      : [`dead letters: expected ${dead(outcome.expectedDead)}, found ${dead(outcome.dead)}`]),
  ];
}
