import { argumentAt, BREAK, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";

/**
 * Where the item at `offset` ends, or `undefined` where the payload breaks off inside it, it is not well-formed, or it
 * nests deeper than `depth`: for looking at payloads that may be broken.
 */
export function endOf(payload: Uint8Array, offset: number, depth: number): number | undefined {
  const head = headEnd(payload, offset);
  if (head === undefined || depth < 0) return undefined;
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  const indefinite = infoOf(initial) === INDEFINITE;
  if (indefinite && major < MAJOR.array) return afterChunks(payload, head, major);
  if (!indefinite && (major === MAJOR.bytes || major === MAJOR.text)) {
    const end = head + argumentAt(payload, offset);
    return end <= payload.length ? end : undefined;
  }
  if (!indefinite && (major < MAJOR.array || major === MAJOR.simple)) return head;
  let rest = indefinite ? Number.POSITIVE_INFINITY : itemsInside(payload, offset);
  let at: number | undefined = head;
  while (rest-- > 0) {
    if (indefinite && payload[at] === BREAK) return at + 1;
    at = endOf(payload, at, depth - 1);
    if (at === undefined) return undefined;
  }
  return at;
}

function afterChunks(payload: Uint8Array, offset: number, major: number): number | undefined {
  let at: number | undefined = offset;
  while (at !== undefined && payload[at] !== BREAK) {
    const chunk: number = payload[at] ?? 0;
    at = majorOf(chunk) === major && infoOf(chunk) !== INDEFINITE ? endOf(payload, at, 0) : undefined;
  }
  return at === undefined || major < MAJOR.bytes ? undefined : at + 1;
}

/** Where the head at `offset` ends, or `undefined` where it is cut short, reserved, or a break. */
export function headEnd(payload: Uint8Array, offset: number): number | undefined {
  const initial = payload[offset];
  if (initial === undefined || initial === BREAK) return undefined;
  const length = headLength(infoOf(initial));
  return length === 0 || offset + length > payload.length ? undefined : offset + length;
}

/** How many items an array, a map or a tag of definite length holds. */
export function itemsInside(payload: Uint8Array, offset: number): number {
  const major = majorOf(payload[offset] as number);
  if (major === MAJOR.tag) return 1;
  return argumentAt(payload, offset) * (major === MAJOR.map ? 2 : 1);
}
