import { mainCases } from "../corpus/corpus.ts";
import type { Row } from "../measure/row.ts";
import { geometricMean } from "../measure/statistics.ts";
import { tasks } from "../peers/peer.ts";
import { times } from "./figure.ts";
import { tableOf, titles } from "./markdown.ts";
import { advantage } from "./targets.ts";

/** The peers that most readers come from. */
const known = ["cbor-x + Ajv", "JSON.parse + Ajv", "protobufjs", "avsc"];

/** Four rows for a README: how many times as long a peer takes, as the geometric mean over the gateways' messages. */
export function summary(rows: readonly Row[]): string {
  const lines = known.map((peer) => [
    peer,
    ...tasks.map((task) => {
      const factors = mainCases.flatMap(({ name }) => advantage(rows, `${task}/${name}`, peer) ?? []);
      return factors.length === 0 ? "–" : times(geometricMean(factors));
    }),
  ]);
  return tableOf(["time, as a multiple of ours", ...tasks.map((task) => titles[task])], lines);
}
