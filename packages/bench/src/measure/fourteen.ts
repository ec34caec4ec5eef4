import { fourteen as cases } from "../corpus/corpus.ts";
import { names } from "../peers/field.ts";
import { tasks } from "../peers/peer.ts";
import { interleaveProcesses } from "./apart.ts";
import { startProcess } from "./contestant.ts";
import type { Row } from "./row.ts";
import type { Section } from "./section.ts";
import { declared } from "./spelling.ts";
import { summarize } from "./statistics.ts";

const messages = cases.map(({ name }) => name);

/** Fourteen message types in one process, each for a moment, one after the other: a backend's life. */
export const fourteen: Section = {
  group: "fourteen",
  async measure(budget) {
    const peers = [names.ours, names.ahead, names.rival];
    const processes = await Promise.all(
      peers.map((peer) => startProcess({ peer, messages, container: "Buffer" })),
    );
    try {
      const rows: Row[] = [];
      for (const task of tasks) {
        const what = { messages, task, spelling: declared };
        const answers = await interleaveProcesses(processes, what, budget);
        rows.push(
          ...messages.flatMap((message, index) =>
            peers.map((name, at) => ({
              group: `fourteen/${task}/${message}`,
              name,
              unit: "s" as const,
              ...summarize((answers[at] ?? []).map((answer) => answer[index] as number)),
            })),
          ),
        );
      }
      return rows;
    } finally {
      for (const one of processes) one.close();
    }
  },
};
