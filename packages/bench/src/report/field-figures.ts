import type { Case } from "../corpus/case.ts";
import { everyCase } from "../corpus/corpus.ts";
import { type Group, groupOf } from "../corpus/groups.ts";
import { spellings } from "../corpus/respell.ts";
import { find, type Row } from "../measure/row.ts";
import { declared, spelled } from "../measure/spelling.ts";
import { geometricMean } from "../measure/statistics.ts";
import { names } from "../peers/field.ts";
import type { Task } from "../peers/peer.ts";

/** How many times as long one thing takes as another. */
export interface Factor {
  /** The message, and the spelling if it is another one. */
  readonly about: string;
  readonly factor: number;
}

/** Seconds of a peer with a message, in a process of its own: the least. */
export function seconds(
  rows: readonly Row[],
  task: Task,
  message: string,
  peer: string,
  spelling: string = declared,
): number | undefined {
  return find(rows, `apart/${task}/${message}`, spelled(peer, spelling))?.min;
}

/** The messages of a group. */
function casesOf(group: Group): readonly Case[] {
  return everyCase.filter((one) => groupOf(one) === group);
}

/** How many times as long a peer takes as ours does, for each message of a group in each spelling. */
export function against(
  rows: readonly Row[],
  group: Group,
  task: Task,
  { ours = names.ours as string, theirs = names.rival as string } = {},
): Factor[] {
  return casesOf(group).flatMap(({ name }) =>
    spellings.flatMap(({ name: how }) => {
      const [mine, other] = [ours, theirs].map((peer) => seconds(rows, task, name, peer, how));
      if (mine === undefined || other === undefined) return [];
      return [{ about: how === declared ? name : `${name}, ${how}`, factor: other / mine }];
    }),
  );
}

/** How many times as long ours takes for another spelling as for the declared one. */
export function bySpelling(rows: readonly Row[], task: Task): Factor[] {
  return everyCase.flatMap(({ name }) => {
    const known = seconds(rows, task, name, names.ours);
    return spellings.slice(1).flatMap(({ name: how }) => {
      const other = seconds(rows, task, name, names.ours, how);
      return known === undefined || other === undefined
        ? []
        : [{ about: `${name}, ${how}`, factor: other / known }];
    });
  });
}

/** How many times as long ours takes with fourteen types in turn as with one. */
export function inTurn(rows: readonly Row[], task: Task): Factor[] {
  return everyCase.flatMap(({ name }) => {
    const alone = seconds(rows, task, name, names.ours);
    const among = find(rows, `fourteen/${task}/${name}`, names.ours)?.min;
    return alone === undefined || among === undefined ? [] : [{ about: name, factor: among / alone }];
  });
}

/** The mean of factors, the least and the most of them. */
export function sumUp(factors: readonly Factor[]) {
  const sorted = factors.toSorted((one, other) => one.factor - other.factor);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return undefined;
  return { mean: geometricMean(factors.map(({ factor }) => factor)), least, most };
}
