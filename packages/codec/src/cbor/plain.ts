import { argumentAt, floatAt, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import { isUtf8 } from "./utf8.ts";

/** Length of an item that its initial byte tells all of: integers, short byte strings, false, true and null; else 0. */
const lengths = Uint8Array.from({ length: 256 }, (_, initial) => {
  const [major, info] = [majorOf(initial), infoOf(initial)];
  if (major < MAJOR.bytes) return headLength(info);
  if (major === MAJOR.bytes) return info < 24 ? 1 + info : 0;
  return initial >= 0xf4 && initial <= 0xf6 ? 1 : 0;
});

/**
 * Offset behind the item at `at` of a well-formed payload, where a glance shows that nothing is wrong in it; −1 where
 * more than a glance is needed, as for a map of several keys.
 *
 * @param inJson - whether it is also to have a place in JSON
 */
export function behindPlain(payload: Uint8Array, at: number, inJson: boolean): number {
  const initial = payload[at] as number;
  const length = lengths[initial] as number;
  if (length > 0) return at + length;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  if (info === INDEFINITE) return -1;
  const inside = at + headLength(info);
  switch (major) {
    case MAJOR.bytes:
      return inside + argumentAt(payload, at);
    case MAJOR.text: {
      const end = inside + argumentAt(payload, at);
      return isUtf8(payload, inside, end) ? end : -1;
    }
    case MAJOR.array:
      return behindSeveral(payload, inside, argumentAt(payload, at), inJson);
    case MAJOR.map:
      return behindSingle(payload, inside, argumentAt(payload, at), inJson);
    case MAJOR.tag:
      return inJson ? -1 : behindPlain(payload, inside, inJson);
    default:
      return !inJson || (info > 24 && Number.isFinite(floatAt(payload, at))) ? inside : -1;
  }
}

function behindSeveral(payload: Uint8Array, at: number, count: number, inJson: boolean): number {
  let next = at;
  for (let passed = 0; passed < count && next >= 0; passed++) next = behindPlain(payload, next, inJson);
  return next;
}

/** Behind the one member of a map, if it has no more: of two, the keys might be equal. */
function behindSingle(payload: Uint8Array, at: number, count: number, inJson: boolean): number {
  if (count === 0) return at;
  const major = majorOf(payload[at] as number);
  if (count > 1 || major > MAJOR.text) return -1;
  const value = behindPlain(payload, at, inJson);
  return value < 0 ? -1 : behindPlain(payload, value, inJson);
}
