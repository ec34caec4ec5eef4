import { LOOP } from "../measure/hostile.ts";
import { GOOD } from "../measure/refused.ts";
import { find, type Row } from "../measure/row.ts";
import { geometricMean } from "../measure/statistics.ts";
import { type Task, tasks } from "../peers/peer.ts";
import { rival, slower } from "../peers/peers.ts";
import { fieldTargets } from "./field-targets.ts";
import { duration, size, times } from "./figure.ts";
import type { Target } from "./target.ts";

const messages = ["status", "batch", "config"];
const OURS = "wirebook";
const means: Record<Task, number> = { decode: 4, transcode: 5, encode: 4 };
const LEAST = 3;
const WORST_ERROR = 3;
const SMALL_ERROR = 10e-6;
const HOSTILE = 0.1e-3;
const HOSTILE_TIMES = 3;
const ODD: Readonly<Record<string, number>> = { "hostile-odd/64KiB": 1e-3, "hostile-odd/1MiB": 20e-3 };
const COMPILE = 2e-3;
const IMPORT = 15e-3;
const BUNDLE = 8000;

/** Every target of which the rows tell something. */
export function targets(rows: readonly Row[]): Target[] {
  return [
    ...fieldTargets(rows),
    ...tasks.flatMap((task) => againstRival(rows, task)),
    ...tasks.flatMap((task) => slower.flatMap((peer) => faster(rows, task, peer))),
    ...messages.flatMap((message) => refusing(rows, message)),
    ...hostilePayloads(rows),
    ...Object.entries(ODD).flatMap(([group, most]) => {
      const odd = rows.filter(({ name }) => name !== LOOP);
      return atMost(odd, new RegExp(`^${group}$`), /./, `${group}: worst`, most, duration);
    }),
    ...atMost(
      rows,
      /^compile\//,
      /^wirebook$/,
      "compile one codec, warm process, worst of the three",
      COMPILE,
      duration,
    ),
    ...atMost(
      rows,
      /^first-/,
      /^wirebook: compile$/,
      "compile one codec, cold process, worst of the three",
      COMPILE,
      duration,
    ),
    ...atMost(rows, /^import$/, /up\/data/, "import @wirebook/schemas/up/data", IMPORT, duration),
    ...atMost(rows, /^bundle$/, /schemas\/up/, "bundle of one message type, gzip", BUNDLE, size),
  ];
}

/** How many times faster ours is than a peer, or undefined where one of them was not measured. */
export function advantage(
  rows: readonly Row[],
  group: string,
  peer: string,
  by: "median" | "min" = "median",
) {
  const ours = find(rows, group, OURS)?.[by];
  const theirs = find(rows, group, peer)?.[by];
  return ours === undefined || theirs === undefined ? undefined : theirs / ours;
}

/** The same for the three messages, as far as they were measured. */
function advantages(rows: readonly Row[], task: Task, peer: string, by?: "median" | "min"): number[] {
  return messages.flatMap((message) => advantage(rows, `${task}/${message}`, peer, by) ?? []);
}

function againstRival(rows: readonly Row[], task: Task): Target[] {
  const each = advantages(rows, task, rival);
  if (each.length < messages.length) return [];
  const mean = geometricMean(each);
  const fastest = geometricMean(advantages(rows, task, rival, "min"));
  const least = Math.min(...each);
  const goal = means[task];
  return [
    {
      about: `${task}: geometric mean against ${rival}`,
      goal: `≥ ${goal}×`,
      measured: `${times(mean)} (${each.map(times).join(", ")}; by minima ${times(fastest)})`,
      reached: mean >= goal,
    },
    {
      about: `${task}: least of the three`,
      goal: `≥ ${LEAST}×`,
      measured: times(least),
      reached: least >= LEAST,
    },
  ];
}

function faster(rows: readonly Row[], task: Task, peer: string): Target[] {
  const each = advantages(rows, task, peer);
  if (each.length === 0) return [];
  return [
    {
      about: `${task}: than ${peer}, on each`,
      goal: "> 1×",
      measured: each.map(times).join(", "),
      reached: Math.min(...each) > 1,
    },
  ];
}

function refusing(rows: readonly Row[], message: string): Target[] {
  const group = rows.filter((row) => row.group === `errors/${message}`);
  const good = group.find(({ name }) => name === GOOD);
  const [worst] = group.filter((row) => row !== good).toSorted((one, other) => other.median - one.median);
  if (good === undefined || worst === undefined) return [];
  const large = message === "batch";
  const factor = worst.median / good.median;
  return [
    {
      about: `refuse ${message}: worst class (${worst.name})`,
      goal: large ? `≤ ${WORST_ERROR}× a good one` : `≤ ${duration(SMALL_ERROR)}`,
      measured: `${duration(worst.median)}, ${times(factor)}`,
      reached: large ? factor <= WORST_ERROR : worst.median <= SMALL_ERROR,
    },
  ];
}

function hostilePayloads(rows: readonly Row[]): Target[] {
  return ["hostile/64KiB", "hostile/1MiB"].flatMap((group) => {
    const all = rows.filter((row) => row.group === group);
    const loop = all.find(({ name }) => name === LOOP);
    const [worst] = all.filter((row) => row !== loop).toSorted((one, other) => other.median - one.median);
    if (loop === undefined || worst === undefined) return [];
    const small = group === "hostile/64KiB";
    const factor = worst.median / loop.median;
    return [
      {
        about: `${group}: worst (${worst.name})`,
        goal: small ? `≤ ${duration(HOSTILE)}` : `≤ ${HOSTILE_TIMES}× a bare loop`,
        measured: `${duration(worst.median)}, ${times(factor)} a bare loop`,
        reached: small ? worst.median <= HOSTILE : factor <= HOSTILE_TIMES,
      },
    ];
  });
}

function atMost(
  rows: readonly Row[],
  group: RegExp,
  name: RegExp,
  about: string,
  most: number,
  show: (value: number) => string,
): Target[] {
  const figures = rows.filter((row) => group.test(row.group) && name.test(row.name)).map((row) => row.median);
  if (figures.length === 0) return [];
  const worst = Math.max(...figures);
  return [{ about, goal: `≤ ${show(most)}`, measured: show(worst), reached: worst <= most }];
}
