import { corpus, mainCases } from "../corpus/corpus.ts";
import { spellings } from "../corpus/respell.ts";
import { find, type Report, type Row } from "../measure/row.ts";
import { readingTasks, spelled } from "../measure/spelling.ts";
import { type Task, tasks } from "../peers/peer.ts";
import { peers, rival } from "../peers/peers.ts";
import { duration, times } from "./figure.ts";
import { advantage, type Target, targets } from "./targets.ts";

/** What each task is called in tables. */
export const titles: Record<Task, string> = {
  decode: "Decode and check",
  transcode: "CBOR to JSON text",
  encode: "Check and encode",
};

/** The report as Markdown, for the performance page: figures are medians, factors say how much longer a peer takes. */
export function markdown(report: Report): string {
  const { rows, machine, command, notes } = report;
  const reached = targets(rows);
  return [
    ...tasks.flatMap((task) => taskTable(rows, task)),
    ...readingTasks.flatMap((task) => spellingTable(rows, task)),
    ...(reached.length > 0 ? targetRows(reached) : []),
    `Measured by \`${command}\` on ${machine}. Medians; all peers in one process, in turns of half a millisecond, after a check that all return the same value. cbor-x, cborg and cbor2 check no schema.`,
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

/** Ours in each spelling, and how many times as long the rival takes for the same bytes. */
function spellingTable(rows: readonly Row[], task: (typeof readingTasks)[number]): string[] {
  const groupOf = (name: string) => `spelling/${task}/${name}`;
  if (!rows.some(({ group }) => group.startsWith(groupOf("")))) return [];
  const lines = spellings.map(({ name: how }) => [
    how,
    ...mainCases.map(({ name }) => {
      const ours = find(rows, groupOf(name), spelled("wirebook", how));
      const theirs = find(rows, groupOf(name), spelled(rival, how));
      if (ours === undefined || theirs === undefined) return "–";
      return `**${duration(ours.median)}** (${times(theirs.median / ours.median)})`;
    }),
  ]);
  return [
    tableOf(
      [`${titles[task]}, by spelling; in brackets ${rival}`, ...mainCases.map(({ name }) => name)],
      lines,
    ),
  ];
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

/** A table with padded columns, so that its text is readable too. */
export function tableOf(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, 3, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...lines.map(line)].join(
    "\n",
  );
}
