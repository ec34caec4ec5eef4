import { fail } from "../faults.ts";
import { argumentAt, BREAK, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import type { Limits } from "./limits.ts";

/** What a scan counted. */
export interface Tally {
  /** Data items seen, each key, tag and chunk with them. */
  items: number;
  /** Rounds of the scan: heads and breaks read. It never exceeds the payload's length. */
  steps: number;
}

/*
 * What is still to come in an open item. A positive number counts the items of a definite array, map (two each) or
 * tag; the others are indefinite. Kept in a plain array and not on the call stack: the nesting of a hostile payload
 * is only known once it has been read.
 */
const ARRAY = -1;
const MAP_KEY = -2;
const MAP_VALUE = -3;
const BYTES_CHUNK = -4;
const TEXT_CHUNK = -5;

/*
 * What an initial byte asks for, by table: asked of each byte anew, these questions are most of the time that a payload
 * of many small items takes.
 */
const PLAIN = 0;
const STRING = 1;
const CONTAINER = 2;
const INDEFINITE_ITEM = 3;
const SIMPLE = 4;
const ODD = 5;
const kinds = Uint8Array.from({ length: 256 }, (_, initial) => {
  const major = majorOf(initial);
  const info = infoOf(initial);
  if (headLength(info) === 0 || initial === BREAK) return ODD;
  if (info === INDEFINITE) return major < MAJOR.bytes || major === MAJOR.tag ? ODD : INDEFINITE_ITEM;
  if (major === MAJOR.bytes || major === MAJOR.text) return STRING;
  if (major >= MAJOR.array && major <= MAJOR.tag) return CONTAINER;
  return initial === 0xf8 ? SIMPLE : PLAIN;
});
const heads = Uint8Array.from({ length: 256 }, (_, initial) => headLength(infoOf(initial)));

/**
 * Reads a payload once from front to back and refuses what is not exactly one well-formed data item within the limits.
 * It builds nothing, and a length that the payload cannot hold costs nothing.
 *
 * @param tally - counts into this object, for tests that bound the work
 * @throws CodecError `limit`: too many bytes, levels or items
 * @throws CodecError `not-well-formed`: truncated, reserved or misplaced heads, or bytes behind the item
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#appendix-C | RFC 8949 Appendix C}
 */
export function scan(payload: Uint8Array, limits: Limits, tally?: Tally): void {
  const end = payload.length;
  if (end > limits.bytes) {
    fail({ code: "limit", expected: `at most ${limits.bytes} bytes`, found: `${end}`, offset: 0 });
  }
  const { items: mostItems, depth: mostLevels } = limits;
  const open: number[] = [];
  let rest = 1;
  let offset = 0;
  let items = 0;
  let beyond: Beyond | undefined;

  do {
    if (tally !== undefined) tally.steps++;
    if (offset >= end) truncated(end);
    const initial = payload[offset] as number;
    const kind = kinds[initial] as number;
    const item = offset;

    if (kind === PLAIN && rest > 1 && items < mostItems && tally === undefined) {
      // One of several small items in a row: the commonest by far, and nothing else has to be asked.
      offset += heads[initial] as number;
      if (offset > end) truncated(end);
      items++;
      rest--;
      continue;
    }
    if (kind === ODD) {
      if (initial !== BREAK) reserved(initial, offset);
      if (rest >= 0 || rest === MAP_VALUE) malformed(offset, "a data item", "a break");
      offset++;
      rest = open.pop() as number;
    } else {
      if (rest <= BYTES_CHUNK) checkChunk(initial, rest, offset);
      offset += heads[initial] as number;
      if (tally !== undefined) tally.items++;
      if (++items > mostItems) beyond ??= { offset: item, expected: `at most ${mostItems} data items` };
      if (offset > end) truncated(end);
      if (kind === STRING) {
        offset += argumentAt(payload, item);
        if (offset > end) truncated(end);
      } else if (kind === SIMPLE) checkSimple(payload, item);
      else if (kind !== PLAIN) {
        const opened = kind === CONTAINER ? countInside(payload, item, initial) : indefinite(initial);
        // Chunks nest no further, so an open string is no level of its own.
        if (open.length >= mostLevels && opened > BYTES_CHUNK) {
          beyond ??= { offset: item, expected: `at most ${mostLevels} levels` };
        }
        if (opened !== 0) {
          // Levels no longer count once a limit is broken, and who waits for its last item need not be waited for; nor
          // does anyone come back from an item that wants more than the payload has left.
          if (opened <= end - offset && (rest !== 1 || beyond === undefined)) open.push(rest);
          rest = opened;
          continue;
        }
      }
    }

    if (rest > 0) rest--;
    else rest = afterIndefinite(rest);
    while (rest === 0 && open.length > 0) {
      rest = open.pop() as number;
      if (rest > 0) rest--;
      else rest = afterIndefinite(rest);
    }
  } while (rest !== 0);
  if (offset < end) malformed(offset, "the end of the payload", "trailing bytes");
  if (beyond !== undefined) fail({ code: "limit", ...beyond });
}

/** Where a limit was first broken, and which. */
interface Beyond {
  readonly offset: number;
  readonly expected: string;
}

function countInside(payload: Uint8Array, offset: number, initial: number): number {
  if (initial >= 0xc0) return 1;
  const info = infoOf(initial);
  const count = info < 24 ? info : argumentAt(payload, offset);
  return initial >= 0xa0 ? count * 2 : count;
}

/** What is to come in an indefinite item behind one more item: after a key its value, after a value a key. */
function afterIndefinite(rest: number): number {
  if (rest === MAP_KEY) return MAP_VALUE;
  return rest === MAP_VALUE ? MAP_KEY : rest;
}

function indefinite(initial: number): number {
  const major = majorOf(initial);
  if (major === MAJOR.array) return ARRAY;
  if (major === MAJOR.map) return MAP_KEY;
  return major === MAJOR.bytes ? BYTES_CHUNK : TEXT_CHUNK;
}

function reserved(initial: number, offset: number): never {
  const info = infoOf(initial);
  if (info === INDEFINITE) malformed(offset, "a definite argument", "additional information 31");
  malformed(offset, "additional information 0 to 27 or 31", `reserved ${info}`);
}

function checkSimple(payload: Uint8Array, offset: number): void {
  if ((payload[offset + 1] as number) >= 32) return;
  malformed(offset, "a simple value of 32 or more behind f8", "a smaller one");
}

function checkChunk(initial: number, rest: number, offset: number): void {
  const expected = rest === BYTES_CHUNK ? MAJOR.bytes : MAJOR.text;
  if (majorOf(initial) === expected && infoOf(initial) !== INDEFINITE) return;
  const string = expected === MAJOR.bytes ? "byte" : "text";
  malformed(offset, `a definite chunk of the same ${string} string`, "another item");
}

function truncated(end: number): never {
  fail({ code: "not-well-formed", expected: "more bytes", found: "the end of the payload", offset: end });
}

function malformed(offset: number, expected: string, found: string): never {
  fail({ code: "not-well-formed", expected, found, offset });
}
