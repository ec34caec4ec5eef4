import { mainCases } from "../corpus/corpus.ts";
import { respell, spellings } from "../corpus/respell.ts";
import { prepareAll } from "../peers/agree.ts";
import { peers, rival } from "../peers/peers.ts";
import { race, type Section } from "./section.ts";

/** What is done with payloads that others spelled. */
export const readingTasks = ["decode", "transcode"] as const;

/** Whom a row of these sections is about, and the spelling. */
export function spelled(peer: string, spelling: string): string {
  return `${peer}, ${spelling}`;
}

/** The same message in several spellings, all in one process: a backend's devices are not all of one firmware. */
export const spelling: readonly Section[] = readingTasks.flatMap((task) =>
  mainCases.map((one) =>
    race(`spelling/${task}/${one.name}`, () => {
      const both = peers.filter(({ name }) => name === "wirebook" || name === rival);
      return prepareAll(one, both).flatMap((peer) =>
        spellings.map((how) => ({
          name: spelled(peer.name, how.name),
          run: peer[task],
          argument: respell(peer.payload, how),
        })),
      );
    }),
  ),
);
