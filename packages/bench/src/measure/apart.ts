import { everyCase } from "../corpus/corpus.ts";
import { spellings } from "../corpus/respell.ts";
import { prepareAll } from "../peers/agree.ts";
import { fieldPeers, loadPeer, names } from "../peers/field.ts";
import { type Task, tasks } from "../peers/peer.ts";
import type { Budget } from "./budget.ts";
import { type Process, startProcess } from "./contestant.ts";
import type { Row } from "./row.ts";
import type { Section } from "./section.ts";
import { declared, plainly, readingTasks, spelled } from "./spelling.ts";
import { summarize } from "./statistics.ts";
import type { Answer, Container, Turn } from "./turn.ts";

/** One thing that several processes do. */
interface Series {
  readonly task: Task;
  readonly spelling: string;
  /** Whether this process takes part. */
  readonly of: (peer: string) => boolean;
}

/** Ours both ways, and the rival: they read every spelling. */
const both = (peer: string) => peer === names.ours || peer === names.ahead || peer === names.rival;

/** Ours, and whom bars are set against: enough for a short look. */
const measures: readonly string[] = [names.ours, names.rival, names.alone, names.bare];

/**
 * What is declared comes first, so that its figure is that of a process that has seen nothing else; the other spellings
 * are those of a backend whose devices are not all of one firmware.
 */
const series: readonly Series[] = [
  ...tasks.map((task) => ({ task, spelling: declared, of: () => true })),
  ...readingTasks.flatMap((task) =>
    spellings.slice(1).map(({ name }) => ({ task, spelling: name, of: both })),
  ),
];

/** Each peer in a process of its own with one message type, once all have done the same; the processes in turns. */
export const apart: readonly Section[] = everyCase.map((one) => ({
  group: `apart/${one.name}`,
  async measure(budget) {
    const { name: message } = one;
    const { everyone } = budget.apart;
    const peers = fieldPeers.filter((peer) => everyone || measures.includes(peer));
    const alike = peers.filter((peer) => peer !== names.bare);
    prepareAll(one, await Promise.all(alike.map((peer) => loadPeer(peer, [one]))));
    const starts = [
      ...peers.map((peer) => ({ peer, container: "Buffer" as Container })),
      ...(everyone ? [names.ours, names.rival] : []).map((peer) => ({
        peer,
        container: "Uint8Array" as Container,
      })),
    ];
    const processes = await Promise.all(
      starts.map((start) => startProcess({ ...start, messages: [message] })),
    );
    try {
      const rows: Row[] = [];
      for (const each of series) rows.push(...(await measureSeries(each, message, processes, budget)));
      return rows;
    } finally {
      for (const process of processes) process.close();
    }
  },
}));

async function measureSeries(
  { task, spelling, of }: Series,
  message: string,
  all: readonly Process[],
  budget: Budget,
): Promise<Row[]> {
  const processes = all.filter(({ start }) => of(start.peer));
  const figures = await interleaveProcesses(processes, { messages: [message], task, spelling }, budget);
  return processes.flatMap(({ start: { peer, container } }, index) => {
    const seconds = (figures[index] ?? []).flatMap(([one]) => one ?? []);
    if (seconds.length === 0) return [];
    const name = container === "Buffer" ? peer : plainly(peer);
    return [
      {
        group: `apart/${task}/${message}`,
        name: spelled(name, spelling),
        unit: "s" as const,
        ...summarize(seconds),
      },
    ];
  });
}

/** Turns of all processes, one after the other, in rounds: what each answered. They get warm all at once. */
export async function interleaveProcesses(
  processes: readonly Process[],
  what: Pick<Turn, "messages" | "task" | "spelling">,
  { apart: { rounds, turn, warmUp } }: Budget,
): Promise<Answer[][]> {
  await Promise.all(processes.map((one) => one.take({ ...what, turn: warmUp, clock: "processor" })));
  const answers = processes.map((): Answer[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, one] of processes.entries()) {
      answers[index]?.push(await one.take({ ...what, turn, clock: "wall" }));
    }
  }
  return answers;
}
