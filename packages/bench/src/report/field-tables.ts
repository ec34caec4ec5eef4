import { everyCase } from "../corpus/corpus.ts";
import { spellings } from "../corpus/respell.ts";
import { GOOD } from "../measure/refused.ts";
import { find, type Row } from "../measure/row.ts";
import { plainly, readingTasks } from "../measure/spelling.ts";
import { fieldPeers, names } from "../peers/field.ts";
import { type Task, tasks } from "../peers/peer.ts";
import { seconds } from "./field-figures.ts";
import { duration, times } from "./figure.ts";
import { tableOf } from "./table-of.ts";
import { titles } from "./titles.ts";

/** The figures message by message. */
export function fieldTables(rows: readonly Row[]): string[] {
  const measured = (prefix: string) =>
    everyCase
      .map(({ name }) => name)
      .filter((name) => rows.some(({ group }) => group === `${prefix}/${name}`));
  return [
    ...tasks.map((task) => byPeer(rows, task, measured(`apart/${task}`))),
    ...readingTasks.map((task) => bySpelling(rows, task, measured(`apart/${task}`))),
    inTurn(rows, measured("fourteen/decode")),
    refusing(rows, measured("refuse")),
    starting(rows, measured("cold")),
  ].flat();
}

/** Ours, and how many times as long the others take; in the last column the rival in one process with all others. */
function byPeer(rows: readonly Row[], task: Task, messages: readonly string[]): string[] {
  if (messages.length === 0) return [];
  const others = [plainly(names.ours), ...fieldPeers.slice(1)];
  const head = [titles[task], names.ours, ...others, `${names.rival}, all in one process`];
  const lines = messages.map((message) => {
    const ours = seconds(rows, task, message, names.ours);
    return [
      message,
      ours === undefined ? "–" : `**${duration(ours)}**`,
      ...others.map((peer) => ratio(seconds(rows, task, message, peer), ours)),
      together(rows, task, message),
    ];
  });
  return [tableOf(head, lines)];
}

function together(rows: readonly Row[], task: Task, message: string): string {
  // The messages that the bench began with have it in tables of their own.
  const group = ["together/", ""]
    .map((prefix) => `${prefix}${task}/${message}`)
    .find((name) => rows.some((row) => row.group === name));
  if (group === undefined) return "–";
  return ratio(find(rows, group, names.rival)?.median, find(rows, group, names.ours)?.median);
}

/** Ours in each spelling, and how many times as long the rival takes for the same bytes. */
function bySpelling(rows: readonly Row[], task: Task, messages: readonly string[]): string[] {
  if (messages.length === 0) return [];
  const lines = messages.map((message) => [
    message,
    ...spellings.map(({ name: how }) => {
      const ours = seconds(rows, task, message, names.ours, how);
      if (ours === undefined) return "–";
      return `${duration(ours)} (${ratio(seconds(rows, task, message, names.rival, how), ours)})`;
    }),
  ]);
  const head = [
    `${titles[task]}, by spelling; in brackets ${names.rival}`,
    ...spellings.map(({ name }) => name),
  ];
  return [tableOf(head, lines)];
}

/** Ours with fourteen message types in turn, and how many times as long that is as with one. */
function inTurn(rows: readonly Row[], messages: readonly string[]): string[] {
  if (messages.length === 0) return [];
  const lines = messages.map((message) => [
    message,
    ...tasks.map((task) => {
      const among = find(rows, `fourteen/${task}/${message}`, names.ours)?.min;
      const theirs = find(rows, `fourteen/${task}/${message}`, names.rival)?.min;
      if (among === undefined) return "–";
      const alone = seconds(rows, task, message, names.ours);
      return `${duration(among)}, ${ratio(among, alone)} (${ratio(theirs, among)})`;
    }),
  ]);
  const head = [
    `Fourteen types in turn, over one type; in brackets ${names.rival}`,
    ...tasks.map((task) => titles[task]),
  ];
  return [tableOf(head, lines)];
}

/** How many times as long it takes to refuse as to accept. */
function refusing(rows: readonly Row[], messages: readonly string[]): string[] {
  if (messages.length === 0) return [];
  const classes = [
    ...new Set(
      rows.flatMap(({ group, name }) => (group.startsWith("refuse/") && name !== GOOD ? [name] : [])),
    ),
  ];
  const lines = messages.map((message) => {
    const good = find(rows, `refuse/${message}`, GOOD)?.min;
    return [
      message,
      good === undefined ? "–" : duration(good),
      ...classes.map((name) => {
        const bad = find(rows, `refuse/${message}`, name)?.min;
        return bad === undefined ? "–" : `${duration(bad)} (${ratio(bad, good)})`;
      }),
    ];
  });
  return [tableOf(["Refuse", GOOD, ...classes], lines)];
}

function starting(rows: readonly Row[], messages: readonly string[]): string[] {
  if (messages.length === 0) return [];
  const steps = ["import", "compile", "first message"];
  const lines = messages.map((message) => [
    message,
    ...steps.map((step) => {
      const row = find(rows, `cold/${message}`, step);
      return row === undefined ? "–" : duration(row.min);
    }),
  ]);
  return [tableOf(["A fresh process", ...steps], lines)];
}

function ratio(one: number | undefined, other: number | undefined): string {
  return one === undefined || other === undefined ? "–" : times(one / other);
}
