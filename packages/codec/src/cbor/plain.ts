import { argumentAt, BREAK, floatAt, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import { isAt } from "./read.ts";
import { isUtf8 } from "./utf8.ts";

/** Length of an item that its initial byte tells all of: integers, short byte strings, false, true and null; else 0. */
const lengths = Uint8Array.from({ length: 256 }, (_, initial) => {
  const [major, info] = [majorOf(initial), infoOf(initial)];
  if (major < MAJOR.bytes) return headLength(info);
  if (major === MAJOR.bytes) return info < 24 ? 1 + info : 0;
  return initial >= 0xf4 && initial <= 0xf6 ? 1 : 0;
});

/** The most texts among the keys of a map that are compared at a glance. */
const FEW = 8;

/**
 * Offset behind the item at `at` of a well-formed payload, where a glance shows that nothing is wrong in it; −1 where
 * more than a glance is needed, as for a map of many keys.
 *
 * @param inJson - whether it is also to have a place in JSON
 * @param doubtful - takes where the items begin that need more: nobody is to look at those once more
 */
export function behindPlain(payload: Uint8Array, at: number, inJson: boolean, doubtful: Set<number>): number {
  const initial = payload[at] as number;
  const length = lengths[initial] as number;
  if (length > 0) return at + length;
  const next = behindOther(payload, at, inJson, doubtful);
  if (next < 0) doubtful.add(at);
  return next;
}

function behindOther(payload: Uint8Array, at: number, inJson: boolean, doubtful: Set<number>): number {
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  const inside = at + headLength(info);
  if (major === MAJOR.tag) return inJson ? -1 : behindPlain(payload, inside, inJson, doubtful);
  if (major === MAJOR.simple) {
    return !inJson || (info > 24 && Number.isFinite(floatAt(payload, at))) ? inside : -1;
  }
  const count = info === INDEFINITE ? -1 : argumentAt(payload, at);
  if (major >= MAJOR.array || count < 0) {
    return behindSeveral(payload, inside, count, major === MAJOR.map, inJson, doubtful);
  }
  const end = inside + count;
  return major === MAJOR.bytes || isUtf8(payload, inside, end) ? end : -1;
}

/** Behind the items in an array or a map, or the chunks of a string. */
function behindSeveral(
  payload: Uint8Array,
  at: number,
  count: number,
  isMap: boolean,
  inJson: boolean,
  doubtful: Set<number>,
): number {
  const texts: number[] = [];
  /** Integers among the keys, a bit each: those of major type 0, and of 1. */
  const integers = [0, 0];
  let next = at;
  for (let passed = 0; passed !== count; passed++) {
    const initial = payload[next] as number;
    if (count < 0 && initial === BREAK) return next + 1;
    if (isMap) {
      const [major, info] = [majorOf(initial), infoOf(initial)];
      if (info > 23) return -1;
      if (major <= MAJOR.negative) {
        const [bit, others] = [1 << info, integers[major] as number];
        if ((others & bit) !== 0) return -1;
        integers[major] = others | bit;
      } else {
        const key = payload.subarray(next, next + info + 1);
        // A text of digits may be called what an integer is called.
        if (major !== MAJOR.text || (key[1] as number) < 0x3a) return -1;
        if (texts.length === FEW || texts.some((text) => isAt(payload, text, key))) return -1;
        texts.push(next);
      }
      next = behindPlain(payload, next, inJson, doubtful);
    }
    if (next >= 0) next = behindPlain(payload, next, inJson, doubtful);
    if (next < 0) return -1;
  }
  return next;
}
