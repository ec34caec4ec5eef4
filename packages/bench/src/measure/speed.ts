import { corpus } from "../corpus/corpus.ts";
import { prepareAll } from "../peers/agree.ts";
import { tasks } from "../peers/peer.ts";
import { peers } from "../peers/peers.ts";
import { race, type Section } from "./section.ts";

const entries = corpus.map((one) => ({ one, ready: once(() => prepareAll(one, peers)) }));

/** Every task on every message, all peers in turn. */
export const speed: readonly Section[] = tasks.flatMap((task) =>
  entries.map(({ one, ready }) =>
    race(`${task}/${one.name}`, () =>
      ready().map((peer) => ({
        name: peer.name,
        run: peer[task],
        argument: task === "encode" ? peer.value : peer.payload,
      })),
    ),
  ),
);

/** What `make` makes, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
