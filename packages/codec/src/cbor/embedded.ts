/**
 * Payloads in payloads: byte strings whose bytes are one data item.
 *
 * @module
 */
import type { CodecError, Fault, Issue } from "../error.ts";
import { errorOf } from "../faults.ts";
import { atMost } from "../sentences.ts";
import type { Limits } from "./limits.ts";
import { stretchesOf } from "./read.ts";
import { scan, type Tally } from "./scan.ts";

/** What a byte string holds. */
export interface Embedded {
  readonly bytes: Uint8Array;
  /** Where one of these bytes stands in the payload around them; of one behind the last, where they end. */
  outer(offset: number): number;
}

/** What the limits still allow, inside of what is embedded too. */
export interface Budget {
  readonly limits: Limits;
  /** How many items there are so far. */
  readonly tally: Tally;
  /** Whether there are fewer bytes than items may be: then nothing but levels may be too many. */
  readonly few?: boolean;
}

const EMPTY_MAP = Uint8Array.of(0xa0);

/**
 * The bytes of the byte string at `offset`, its chunks joined.
 *
 * @param zeroLengthMap - whether no bytes stand for a map without members
 */
export function embeddedAt(payload: Uint8Array, offset: number, zeroLengthMap = false): Embedded {
  const stretches = stretchesOf(payload, offset);
  const bytes = new Uint8Array(stretches.reduce((sum, [start, end]) => sum + end - start, 0));
  if (bytes.length === 0 && zeroLengthMap) return { bytes: EMPTY_MAP, outer: () => offset };
  let size = 0;
  for (const [start, end] of stretches) {
    bytes.set(payload.subarray(start, end), size);
    size += end - start;
  }
  function outer(at: number): number {
    let rest = at;
    for (const [start, end] of stretches) {
      if (rest < end - start) return start + rest;
      rest -= end - start;
    }
    return stretches.at(-1)?.[1] ?? offset;
  }
  return { bytes, outer };
}

/**
 * What is wrong with bytes that are to be one data item, if anything is; else their items are counted. What is not
 * well-formed in a payload that is, is `invalid`. The fault's offset is in these bytes; it has none where they lie too deep.
 *
 * @param level - how many levels they lie in, their byte string one of them
 * @throws CodecError `limit` where there are too many items in all
 */
export function checkEmbedded(
  bytes: Uint8Array,
  level: number,
  { limits, tally }: Budget,
): Fault | undefined {
  const { depth, items } = limits;
  if (level > depth) return { code: "limit", expected: atMost(depth, "levels") };
  const own: Tally = { items: 0, steps: 0 };
  try {
    scan(bytes, { ...limits, depth: depth - level }, own);
  } catch (error) {
    const { code, expected, found, offset } = (error as CodecError).issues[0] as Issue;
    if (code !== "limit") return { code: "invalid", expected, found, offset };
    return { code, expected: expected.replace(/\d+(?= levels)/, String(depth)), offset };
  }
  tally.items += own.items;
  if (tally.items > items) throw errorOf({ code: "limit", expected: atMost(items, "data items"), offset: 0 });
  return undefined;
}
