import { argumentAt, BREAK, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "../../item/head.ts";

/**
 * The arrays, maps and tags of a well-formed payload that end before an offset, the outermost of each, in the order they
 * stand.
 *
 * @returns start and end of the first, start and end of the second, and so on
 */
export function closedBefore(payload: Uint8Array, before: number): number[] {
  const closed: number[] = [];
  const starts: number[] = [];
  /** Items still to come in each open container; −1 for an indefinite one. */
  const rests: number[] = [];
  let at = 0;

  function close(): void {
    const start = starts.pop() as number;
    rests.pop();
    if (at >= before) return;
    while (closed.length > 0 && (closed[closed.length - 2] as number) > start) closed.length -= 2;
    closed.push(start, at);
  }

  while (at < before) {
    const start = at;
    const initial = payload[at] as number;
    const info = infoOf(initial);
    const major = majorOf(initial);
    const argument = info === INDEFINITE ? -1 : argumentAt(payload, at);
    at += headLength(info);
    if (initial === BREAK) close();
    else if (major >= MAJOR.array && major <= MAJOR.tag) {
      starts.push(start);
      rests.push(major === MAJOR.tag ? 1 : major === MAJOR.map && argument > 0 ? argument * 2 : argument);
      if (argument !== 0 || major === MAJOR.tag) continue;
      close();
    } else if (major === MAJOR.bytes || major === MAJOR.text) {
      if (argument >= 0) at += argument;
      else {
        while (payload[at] !== BREAK)
          at += headLength(infoOf(payload[at] as number)) + argumentAt(payload, at);
        at++;
      }
    }
    while (rests.length > 0 && (rests.at(-1) as number) > 0) {
      const rest = (rests.pop() as number) - 1;
      rests.push(rest);
      if (rest > 0) break;
      close();
    }
  }
  return closed;
}
