import { everyCase } from "../corpus/corpus.ts";
import { type Group, groups } from "../corpus/groups.ts";
import { GOOD } from "../measure/refused.ts";
import { find, type Row } from "../measure/row.ts";
import { plainly, readingTasks } from "../measure/spelling.ts";
import { fieldPeers, names } from "../peers/field.ts";
import { type Task, tasks } from "../peers/peer.ts";
import { against, bySpelling, type Factor, inTurn, sumUp } from "./field-figures.ts";
import { duration, times } from "./figure.ts";
import type { Target } from "./target.ts";

const MEANS: Record<Task, number> = { decode: 4, transcode: 5, encode: 4 };
const WORST = 2;
const BYTES = 1.3;
const BARE_BYTES = 1.2;
const BARE_TEXTS = 1.3;
const TEXTS = 0.9;
const SPELLING = 1.3;
const IN_TURN = 1.2;
const COMPILE = 3e-3;
const REFUSED = 3;
const SOON = 10e-6;
/** What a peer may be ahead without being faster. */
const NOISE = 1.05;

/** The bars for messages of others, with what was measured: for each group the geometric mean and the worst figure. */
export function fieldTargets(rows: readonly Row[]): Target[] {
  return [
    ...tasks.flatMap((task) => short(rows, task, names.ours)),
    ...tasks.flatMap((task) => short(rows, task, names.ahead)),
    ...tasks.flatMap((task) => short(rows, task, plainly(names.ours), plainly(names.rival))),
    ...tasks.flatMap((task) => atLeast(`bytes: ${task}`, against(rows, "bytes", task), BYTES)),
    ...(["decode", "encode"] as const).flatMap((task) =>
      atMost(`long-bytes: ${task} over a bare copy`, overBare(rows, "long-bytes", task), BARE_BYTES),
    ),
    ...(["decode", "encode"] as const).flatMap((task) =>
      atMost(`long-texts: ${task} over the bare call`, overBare(rows, "long-texts", task), BARE_TEXTS),
    ),
    ...tasks.flatMap((task) =>
      atLeast(
        `long-texts: ${task} against cbor-x`,
        against(rows, "long-texts", task, { theirs: names.alone }),
        TEXTS,
      ),
    ),
    ...readingTasks.flatMap((task) =>
      atMost(`spellings: ${task} over the declared one`, bySpelling(rows, task), SPELLING),
    ),
    ...tasks.flatMap((task) => atMost(`fourteen in turn: ${task} over one`, inTurn(rows, task), IN_TURN)),
    ...refused(rows),
    ...cold(rows),
    ...ahead(rows),
  ];
}

function short(rows: readonly Row[], task: Task, ours: string, theirs: string = names.rival): Target[] {
  const found = sumUp(against(rows, "short", task, { ours, theirs }));
  if (found === undefined) return [];
  const { mean, least } = found;
  return [
    {
      about: `short: ${task}, ${ours}`,
      goal: `mean ≥ ${MEANS[task]}×, worst ≥ ${WORST}×`,
      measured: `${times(mean)}, ${told(least)}`,
      reached: mean >= MEANS[task] && least.factor >= WORST,
    },
  ];
}

function atLeast(about: string, factors: readonly Factor[], bar: number): Target[] {
  const found = sumUp(factors);
  if (found === undefined) return [];
  const { mean, least } = found;
  return [
    {
      about,
      goal: `each ≥ ${bar}×`,
      measured: `${times(mean)}, ${told(least)}`,
      reached: least.factor >= bar,
    },
  ];
}

function atMost(about: string, factors: readonly Factor[], bar: number): Target[] {
  const found = sumUp(factors);
  if (found === undefined) return [];
  const { mean, most } = found;
  return [
    { about, goal: `each ≤ ${bar}×`, measured: `${times(mean)}, ${told(most)}`, reached: most.factor <= bar },
  ];
}

function told({ about, factor }: Factor): string {
  return `worst ${times(factor)} (${about})`;
}

/** How many times as long ours takes as what is the least. */
function overBare(rows: readonly Row[], group: Group, task: Task): Factor[] {
  return against(rows, group, task, { theirs: names.bare }).map(({ about, factor }) => ({
    about,
    factor: 1 / factor,
  }));
}

/** Refusing is quick, or takes no longer than a few good messages. */
function refused(rows: readonly Row[]): Target[] {
  const all = everyCase.flatMap(({ name }) => {
    const group = rows.filter((row) => row.group === `refuse/${name}`);
    const good = group.find((row) => row.name === GOOD)?.min;
    if (good === undefined) return [];
    return group.flatMap((row) => {
      const isBad = row.name !== GOOD;
      return isBad ? [{ about: `${name}, ${row.name}`, factor: row.min / good, time: row.min }] : [];
    });
  });
  const found = sumUp(all);
  if (found === undefined) return [];
  const over = all.filter(({ factor, time }) => factor > REFUSED && time > SOON);
  const worst = sumUp(over)?.most ?? found.most;
  return [
    {
      about: "refuse each class in each message, over accepting",
      goal: `each ≤ ${REFUSED}×, or ≤ ${duration(SOON)}`,
      measured: `${times(found.mean)}, ${over.length} of ${all.length} over it, ${told(worst)}`,
      reached: over.length === 0,
    },
  ];
}

function cold(rows: readonly Row[]): Target[] {
  const all = everyCase.flatMap(({ name }) => {
    const row = find(rows, `cold/${name}`, "compile");
    return row === undefined ? [] : [{ about: name, factor: row.min }];
  });
  const found = sumUp(all);
  if (found === undefined) return [];
  return [
    {
      about: "compile one codec in a cold process",
      goal: `each ≤ ${duration(COMPILE)}`,
      measured: `${duration(found.mean)}, worst ${duration(found.most.factor)} (${found.most.about})`,
      reached: found.most.factor <= COMPILE,
    },
  ];
}

/** No peer is ahead of ours anywhere. */
function ahead(rows: readonly Row[]): Target[] {
  const own: readonly string[] = [names.ours, names.ahead, names.bare];
  const peers = fieldPeers.filter((peer) => !own.includes(peer));
  const all = (Object.keys(groups) as Group[]).flatMap((group) =>
    tasks.flatMap((task) =>
      peers.flatMap((theirs) =>
        against(rows, group, task, { theirs }).map(({ about, factor }) => ({
          about: `${task} ${about}: ${theirs}`,
          factor,
        })),
      ),
    ),
  );
  const found = sumUp(all);
  if (found === undefined) return [];
  const count = all.filter(({ factor }) => factor * NOISE < 1).length;
  return [
    {
      about: "no peer ahead",
      goal: "none by more than 5 %",
      measured: `${count} of ${all.length}, ${told(found.least)}`,
      reached: count === 0,
    },
  ];
}
