import { field } from "../corpus/corpus.ts";
import { prepareAll } from "../peers/agree.ts";
import { loadPeer, names } from "../peers/field.ts";
import { tasks } from "../peers/peer.ts";
import { interleave } from "./interleave.ts";
import type { Section } from "./section.ts";

/** The old way: ours and the rival in one process, which has seen all messages before. */
export const together: readonly Section[] = field.map((one) => ({
  group: `together/${one.name}`,
  async measure({ together: budget }) {
    const peers = await Promise.all([names.ours, names.rival].map((name) => loadPeer(name, [one])));
    const ready = prepareAll(one, peers);
    return tasks.flatMap((task) => {
      const contestants = ready.map((peer) => ({
        run: peer[task],
        argument: task === "encode" ? peer.value : peer.payload,
      }));
      const summaries = interleave(contestants, budget);
      return ready.map(({ name }, index) => ({
        group: `together/${task}/${one.name}`,
        name,
        unit: "s" as const,
        ...(summaries[index] as (typeof summaries)[number]),
      }));
    });
  },
}));
