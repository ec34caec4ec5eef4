import { argumentAt, BREAK, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import { DEEPEST } from "./limits.ts";

/**
 * Offset just behind the item at `at`, or −1 where that cannot be told: it is not well-formed, or deeper than anyone
 * reads. It may lie beyond the payload.
 */
export function skip(payload: Uint8Array, at: number, level = 0): number {
  const initial = payload[at];
  if (initial === undefined || level > DEEPEST) return -1;
  const info = infoOf(initial);
  const major = majorOf(initial);
  const head = headLength(info);
  const isScalar = major < MAJOR.bytes || major === MAJOR.simple;
  if (head === 0 || (info === INDEFINITE && (isScalar || major === MAJOR.tag))) return -1;
  if (isScalar) return at + head;
  if (info !== INDEFINITE && major < MAJOR.array) return at + head + argumentAt(payload, at);
  let next = at + head;
  let rest = info === INDEFINITE ? -1 : major === MAJOR.tag ? 1 : argumentAt(payload, at);
  if (major === MAJOR.map && rest > 0) rest *= 2;
  for (; rest !== 0; rest--) {
    if (info === INDEFINITE && payload[next] === BREAK) return next + 1;
    next = skip(payload, next, level + 1);
    if (next < 0) return -1;
  }
  return next;
}
