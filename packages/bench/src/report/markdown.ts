import { corpus } from "../corpus/corpus.ts";
import { find, type Report, type Row } from "../measure/row.ts";
import { type Task, tasks } from "../peers/peer.ts";
import { peers } from "../peers/peers.ts";
import { fieldTables } from "./field-tables.ts";
import { duration, times } from "./figure.ts";
import { tableOf } from "./table-of.ts";
import type { Target } from "./target.ts";
import { advantage, targets } from "./targets.ts";
import { titles } from "./titles.ts";

/** The report as Markdown, for the performance page: figures are medians, factors say how much longer a peer takes. */
export function markdown(report: Report): string {
  const { rows, machine, command, notes } = report;
  const reached = targets(rows);
  const together = tasks.flatMap((task) => taskTable(rows, task));
  return [
    ...(reached.length > 0 ? targetRows(reached) : []),
    ...fieldTables(rows),
    ...(together.length > 0
      ? ["Ten peers on the messages that the bench began with, all in one process:", ...together]
      : []),
    `Measured by \`${command}\` on ${machine}. By message: each peer in a process of its own with one message type, the least of many turns, processes in turn. In one process: medians, in turns of half a millisecond. Before that, all have to return the same value. cbor-x, cborg and cbor2 check no schema.`,
    ...notes.map((note) => `${note}.`),
  ].join("\n\n");
}

function taskTable(rows: readonly Row[], task: Task): string[] {
  const measured = corpus.filter(({ name }) => rows.some(({ group }) => group === `${task}/${name}`));
  if (measured.length === 0) return [];
  const head = [
    titles[task],
    ...measured.map(({ name, message, value }) => `${name}, ${message.encode(value).length} B`),
  ];
  const lines = peers.map((peer) => [
    peer.name,
    ...measured.map(({ name }) => {
      const group = `${task}/${name}`;
      const row = find(rows, group, peer.name);
      const factor = advantage(rows, group, peer.name);
      if (row === undefined || factor === undefined) return "–";
      return peer === peers[0] ? `**${duration(row.median)}**` : `${duration(row.median)} (${times(factor)})`;
    }),
  ]);
  return [tableOf(head, lines)];
}

function targetRows(all: readonly Target[]): string[] {
  return [
    tableOf(
      ["target", "goal", "measured", ""],
      all.map(({ about, goal, measured, reached }) => [
        about,
        goal,
        measured,
        reached ? "reached" : "not reached",
      ]),
    ),
  ];
}
