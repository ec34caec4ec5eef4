import { argumentAt, BREAK, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import { forms, ODD, PLAIN, STRING, spans } from "./initial.ts";
import { DEEPEST } from "./limits.ts";

/**
 * Offset just behind the item at `at`, or −1 where that cannot be told: it is not well-formed, or deeper than anyone
 * reads. It may lie beyond the payload.
 */
export function skip(payload: Uint8Array, at: number, level = 0): number {
  const initial = payload[at];
  if (initial === undefined || level > DEEPEST) return -1;
  const form = forms[initial] as number;
  const next = at + (spans[initial] as number);
  if (form <= PLAIN) return next;
  if (form === STRING) return next + argumentAt(payload, at);
  return form === ODD ? -1 : skipInside(payload, at, next, level);
}

/** The same of a container, a string in chunks or a simple value in two bytes. */
function skipInside(payload: Uint8Array, at: number, first: number, level: number): number {
  const initial = payload[at] as number;
  const major = majorOf(initial);
  if (major === MAJOR.simple) return first;
  const isOpen = infoOf(initial) === INDEFINITE;
  let rest = isOpen ? -1 : major === MAJOR.tag ? 1 : argumentAt(payload, at);
  if (major === MAJOR.map && rest > 0) rest *= 2;
  let next = first;
  for (; rest !== 0; rest--) {
    const inner = payload[next] as number;
    if (isOpen && inner === BREAK) return next + 1;
    next =
      (forms[inner] as number) <= PLAIN ? next + (spans[inner] as number) : skip(payload, next, level + 1);
    if (next < 0) return -1;
  }
  return next;
}
