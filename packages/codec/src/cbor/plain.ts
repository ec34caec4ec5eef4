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

/** The most keys of a map, integers apart, that are compared at a glance. */
const FEW = 8;

/**
 * Offset behind the item at `at` of a well-formed payload, where a glance shows that nothing is wrong in it; −1 where
 * more than a glance is needed, as for a map of many keys.
 *
 * @param inJson - whether it is also to have a place in JSON
 * @param doubtful - takes where the items begin that need more: nobody is to look at those once more
 * @param isKept - whether its keys may be whatever CBOR can hold
 */
export function behindPlain(
  payload: Uint8Array,
  at: number,
  inJson: boolean,
  doubtful: Set<number>,
  isKept?: boolean,
): number {
  const initial = payload[at] as number;
  const length = lengths[initial] as number;
  if (length > 0) return at + length;
  const next = behindOther(payload, at, inJson, doubtful, isKept);
  if (next < 0) doubtful.add(at);
  return next;
}

function behindOther(
  payload: Uint8Array,
  at: number,
  inJson: boolean,
  doubtful: Set<number>,
  isKept?: boolean,
): number {
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  const inside = at + headLength(info);
  if (major === MAJOR.tag) return inJson ? -1 : behindPlain(payload, inside, inJson, doubtful, isKept);
  if (major === MAJOR.simple) {
    return !inJson || (info > 24 && Number.isFinite(floatAt(payload, at))) ? inside : -1;
  }
  const count = info === INDEFINITE ? -1 : argumentAt(payload, at);
  if (major >= MAJOR.array || count < 0) {
    return behindSeveral(payload, inside, count, major === MAJOR.map, inJson, doubtful, isKept);
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
  isKept?: boolean,
): number {
  /** Where keys begin that are no integers. */
  const others: number[] = [];
  /** Integers among the keys, a bit each: those of major type 0, and of 1. */
  const integers = [0, 0];
  let next = at;
  for (let passed = 0; passed !== count; passed++) {
    const initial = payload[next] as number;
    if (count < 0 && initial === BREAK) return next + 1;
    if (isMap) {
      const [major, info] = [majorOf(initial), infoOf(initial)];
      const end = behindKey(payload, next);
      if (end < 0) return -1;
      if (major <= MAJOR.negative) {
        const [bit, before] = [1 << info, integers[major] as number];
        if ((before & bit) !== 0) return -1;
        integers[major] = before | bit;
      } else {
        if (!isKept && !isOwnName(payload, next, others[0])) return -1;
        const key = payload.subarray(next, end);
        if (others.length === FEW || others.some((other) => isAt(payload, other, key))) return -1;
        others.push(next);
      }
      next = end;
    }
    next = behindPlain(payload, next, inJson, doubtful, isKept);
    if (next < 0) return -1;
  }
  return next;
}

/** Whether the key here, which is no integer, has a name that no integer has, nor a key of another type than the first. */
function isOwnName(payload: Uint8Array, at: number, first = at): boolean {
  const major = majorOf(payload[at] as number);
  // A text of digits may be called what an integer is called; in base64, names of digits are longer.
  const isOwn = major === MAJOR.text ? (payload[at + 1] as number) > 0x39 : major === MAJOR.bytes;
  return isOwn && majorOf(payload[first] as number) === major;
}

/**
 * Offset behind a key that is equal to another one of such keys only byte for byte; −1 where more than a glance is needed, as
 * for one that has a longer head or holds a map of several members.
 */
function behindKey(payload: Uint8Array, at: number): number {
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  let next = at + 1;
  if (info > 23 || (major === MAJOR.map && info > 1)) return -1;
  if (major < MAJOR.bytes || major === MAJOR.simple) return next;
  if (major < MAJOR.array)
    return major === MAJOR.bytes || isUtf8(payload, next, next + info) ? next + info : -1;
  const count = major === MAJOR.array ? info : major === MAJOR.map ? 2 * info : 1;
  for (let passed = 0; passed < count && next >= 0; passed++) next = behindKey(payload, next);
  return next;
}
