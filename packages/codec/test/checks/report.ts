/**
 * The checks that hold wherever the codec runs. Pure: no module of Node, so that a bundle for browsers can run them.
 *
 * @module
 */

import type { Codec } from "wirebook-test/checks/codec";
import { fromHex, payloadOf, type Vectors } from "wirebook-test/checks/data";
import { engines } from "wirebook-test/checks/engines";
import { appendixAProblems, createReader } from "./appendix-a.ts";
import { appendixFProblems, hostileProblems, type Outcome, type Way, waysIn } from "./refusals.ts";

/** What is wrong, vector by vector: a vector's id with its list of faults, empty where all is well. */
export interface Report {
  readonly appendixA: Readonly<Record<string, readonly string[]>>;
  readonly appendixF: Readonly<Record<string, readonly string[]>>;
  readonly hostile: Readonly<Record<string, readonly string[]>>;
  /** Vectors whose outcome depended on those before them. */
  readonly unsteady: readonly string[];
  /** Each vector's outcome by every way in, to compare one run with another. */
  readonly outcomes: Readonly<Record<string, readonly Outcome[]>>;
}

/** Runs all checks over all vectors. */
export function report(codec: Codec, vectors: Vectors): Report {
  const ways = waysIn(codec);
  const readers = engines.map((engine) => createReader(engine));
  return {
    appendixA: each(
      vectors.appendixA,
      ({ hex }) => hex,
      (item) => readers.flatMap((read) => appendixAProblems(codec, read, item)),
    ),
    appendixF: each(
      vectors.appendixF,
      ({ hex }) => hex,
      (item) => appendixFProblems(ways, item),
    ),
    hostile: each(
      vectors.hostile,
      ({ id }) => id,
      (item) => hostileProblems(ways, codec.defaultLimits, item),
    ),
    ...steadiness(Object.values(ways), vectors),
  };
}

/** An error of another class than `CodecError` is a fault of its own, told like the others. */
function each<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  problemsOf: (item: Item) => string[],
): Record<string, string[]> {
  const told = (item: Item) => {
    try {
      return problemsOf(item);
    } catch (error) {
      return [`${error}`];
    }
  };
  return Object.fromEntries(items.map((item) => [idOf(item), told(item)]));
}

/** Reads every payload in order, again in order, and in reverse: no case may change the outcome of the next. */
function steadiness(ways: readonly Way[], vectors: Vectors): Pick<Report, "unsteady" | "outcomes"> {
  const payloads = [
    ...[...vectors.appendixA, ...vectors.appendixF].map(({ hex }) => [hex, fromHex(hex)] as const),
    ...vectors.hostile.map((item) => [item.id, payloadOf(item)] as const),
  ];
  const run = (order: typeof payloads) =>
    new Map(order.map(([id, payload]) => [id, ways.map((read) => read(payload))]));
  const [first, second, reversed] = [run(payloads), run(payloads), run(payloads.toReversed())];
  const unsteady = payloads
    .map(([id]) => id)
    .filter(
      (id) => new Set([first, second, reversed].map((outcomes) => JSON.stringify(outcomes.get(id)))).size > 1,
    );
  return { unsteady, outcomes: Object.fromEntries(first) };
}
