import { type Group, groups } from "../corpus/groups.ts";
import type { Row } from "../measure/row.ts";
import { tasks } from "../peers/peer.ts";
import { against, sumUp } from "./field-figures.ts";
import { times } from "./figure.ts";
import { tableOf } from "./table-of.ts";
import { titles } from "./titles.ts";

/** For a README: how many times as long cbor-x with Ajv takes, as the geometric mean over each group and its worst. */
export function summary(rows: readonly Row[]): string {
  const lines = (Object.keys(groups) as Group[]).map((group) => [
    groups[group],
    ...tasks.map((task) => {
      const found = sumUp(against(rows, group, task));
      return found === undefined ? "–" : `${times(found.mean)} (${times(found.least.factor)})`;
    }),
  ]);
  return tableOf(["messages with", ...tasks.map((task) => titles[task])], lines);
}
