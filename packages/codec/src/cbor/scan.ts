import type { CodecError } from "../error.ts";
import { refusal } from "../faults.ts";
import { argumentAt, BREAK, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import {
  EMPTY,
  empties,
  INDEFINITE_ITEM,
  kinds,
  ODD,
  SHORT,
  SIMPLE,
  STRING,
  shorts,
  spans,
} from "./initial.ts";
import type { Limits } from "./limits.ts";
import { ARRAY, BYTES_CHUNK, behind, countInside, indefinite, MAP_VALUE } from "./rest.ts";
import { behindLeaves, behindNest, behindRow } from "./row.ts";

/** What a scan counted. */
export interface Tally {
  /** Data items seen, each key, tag and chunk with them. */
  items: number;
  /** Rounds of the scan: heads and breaks read. It never exceeds the payload's length. */
  steps: number;
}

/** An offset in a payload, and the data items that it lies in. */
export interface Place {
  /** Where the innermost item begins that ends at the offset or behind it. */
  readonly at: number;
  /** Where the items around that one begin, outermost first. */
  readonly starts: readonly number[];
  /** What was to come in each of them, that one included: a number of items, or what stands for an indefinite rest. */
  readonly rests: readonly number[];
}

/** In place of the offset whose place is wanted: there is none, or not any more. An integer, which V8 compares fastest. */
const FOUND = 0x7fff_ffff;
/** A row at the begin of a container of more items is passed in one step. */
const MANY = 32;
/** And a container of so many small items at most. */
const FEW = 3;

/**
 * Reads a payload once from front to back and refuses what is not exactly one well-formed data item within the limits.
 * It builds nothing, and a length that the payload cannot hold costs nothing.
 *
 * @param tally - counts into this object, for tests that bound the work
 * @param right - an offset whose place in the payload is wanted
 * @returns that place; `undefined` where the payload ends before
 * @throws CodecError `limit`: too many bytes, levels or items
 * @throws CodecError `not-well-formed`: truncated, reserved or misplaced heads, or bytes behind the item
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#appendix-C | RFC 8949 Appendix C}
 */
export function scan(payload: Uint8Array, limits: Limits, tally?: Tally, right = FOUND): Place | undefined {
  const end = payload.length;
  if (end > limits.bytes) {
    throw refusal({ code: "limit", expected: `at most ${limits.bytes} bytes`, found: `${end}`, offset: 0 });
  }
  const { items: mostItems, depth: mostLevels } = limits;
  const open: number[] = [];
  const starts: number[] = [];
  let place: Place | undefined;
  let wanted = right;
  let rest = 1;
  let offset = 0;
  let items = 0;
  let beyond: Beyond | undefined;
  /** Where a long array or map begins with a row. */
  let long = -1;

  do {
    if (tally !== undefined) tally.steps++;
    if (offset >= end) throw truncated(end);
    const initial = payload[offset] as number;
    const kind = kinds[initial] as number;
    const item = offset;

    // An item that holds no others, in an array or a definite map: the commonest by far, and nothing else is asked of it.
    const isLeaf = kind <= STRING && (rest > 0 ? item !== long : rest === ARRAY && kind !== SHORT);
    if (isLeaf && tally === undefined) {
      offset += spans[initial] as number;
      if (offset > end) throw truncated(end);
      if (kind === STRING) {
        offset += argumentAt(payload, item);
        if (offset > end) throw truncated(end);
      }
      if (offset >= wanted && place === undefined) {
        place = placeOf(item, starts, open, rest);
        wanted = FOUND;
      }
      if (++items > mostItems) beyond ??= tooMany(item, mostItems);
      if (rest < 0) continue;
      rest--;
      while (rest === 0 && open.length > 0) {
        rest = behind(open.pop() as number);
        starts.pop();
      }
      continue;
    }
    const isRow =
      (kind === SHORT || (kind === EMPTY && (beyond !== undefined || open.length < mostLevels))) &&
      (rest < 0 ? rest > BYTES_CHUNK : item === long);
    if (isRow && tally === undefined) {
      const most = rest > 0 ? Math.min(end, offset + rest - 1) : end;
      offset = behindRow(payload, offset, most, kind === SHORT ? shorts : empties);
      const passed = offset - item;
      if (offset >= wanted && place === undefined) {
        const before = Math.max(0, wanted - 1 - item);
        place = placeOf(item + before, starts, open, behind(rest, before));
        wanted = FOUND;
      }
      if (items + passed > mostItems) beyond ??= tooMany(item + mostItems - items, mostItems);
      items += passed;
      rest = behind(rest, passed);
      continue;
    }
    if (beyond !== undefined && rest === 1 && tally === undefined) {
      // What nests deeper than it may is only to be well-formed.
      offset = behindNest(payload, offset);
      if (offset > item) continue;
    }
    if (kind === ODD) {
      if (initial !== BREAK) throw reserved(initial, offset);
      if (rest >= 0 || rest === MAP_VALUE) throw malformed(offset, "a data item", "a break");
      offset++;
    } else {
      if (rest <= BYTES_CHUNK) checkChunk(initial, rest, offset);
      offset += spans[initial] as number;
      if (tally !== undefined) tally.items++;
      if (++items > mostItems) beyond ??= tooMany(item, mostItems);
      if (offset > end) throw truncated(end);
      if (kind === STRING) {
        offset += argumentAt(payload, item);
        if (offset > end) throw truncated(end);
      } else if (kind === SIMPLE) checkSimple(payload, item);
    }
    if (offset >= wanted && place === undefined) {
      place = placeOf(item, starts, open, rest);
      wanted = FOUND;
    }

    if (kind === ODD) {
      rest = open.pop() as number;
      starts.pop();
    } else if (kind >= EMPTY) {
      let opened = kind === INDEFINITE_ITEM ? indefinite(initial) : countInside(payload, item, initial);
      // Chunks nest no further, so an open string is no level of its own.
      if (open.length >= mostLevels && opened > BYTES_CHUNK) {
        beyond ??= { offset: item, expected: `at most ${mostLevels} levels` };
      }
      if (opened > 0 && opened <= FEW && tally === undefined) {
        const next = behindLeaves(payload, offset, opened);
        if (next >= 0 && next < wanted && (beyond !== undefined || items + opened <= mostItems)) {
          offset = next;
          items += opened;
          opened = 0;
        }
      }
      if (opened !== 0) {
        // Levels no longer count once a limit is broken, and who waits for its last item need not be waited for; nor
        // does anyone come back from an item that wants more than the payload has left.
        if (opened <= end - offset && (rest !== 1 || beyond === undefined)) {
          open.push(rest);
          starts.push(item);
        }
        rest = opened;
        if (opened > MANY && offset + 1 < end && isAlike(payload, offset)) long = offset;
        continue;
      }
    }

    rest = behind(rest);
    while (rest === 0 && open.length > 0) {
      rest = behind(open.pop() as number);
      starts.pop();
    }
  } while (rest !== 0);
  if (offset < end) throw malformed(offset, "the end of the payload", "trailing bytes");
  if (beyond !== undefined) throw refusal({ code: "limit", ...beyond });
  return place;
}

/** Whether the two bytes at `at` are of one kind. */
function isAlike(payload: Uint8Array, at: number): boolean {
  return kinds[payload[at] as number] === kinds[payload[at + 1] as number];
}

function placeOf(at: number, starts: readonly number[], open: readonly number[], rest: number): Place {
  return { at, starts: [...starts], rests: [...open, rest].slice(1) };
}

/** Where a limit was first broken, and which. */
interface Beyond {
  readonly offset: number;
  readonly expected: string;
}

function tooMany(offset: number, mostItems: number): Beyond {
  return { offset, expected: `at most ${mostItems} data items` };
}

function reserved(initial: number, offset: number): CodecError {
  const info = infoOf(initial);
  if (info === INDEFINITE) return malformed(offset, "a definite argument", "additional information 31");
  return malformed(offset, "additional information 0 to 27 or 31", `reserved ${info}`);
}

function checkSimple(payload: Uint8Array, offset: number): void {
  if ((payload[offset + 1] as number) >= 32) return;
  throw malformed(offset, "a simple value of 32 or more behind f8", "a smaller one");
}

function checkChunk(initial: number, rest: number, offset: number): void {
  const expected = rest === BYTES_CHUNK ? MAJOR.bytes : MAJOR.text;
  if (majorOf(initial) === expected && infoOf(initial) !== INDEFINITE) return;
  const string = expected === MAJOR.bytes ? "byte" : "text";
  throw malformed(offset, `a definite chunk of the same ${string} string`, "another item");
}

function truncated(end: number): CodecError {
  return refusal({
    code: "not-well-formed",
    expected: "more bytes",
    found: "the end of the payload",
    offset: end,
  });
}

function malformed(offset: number, expected: string, found: string): CodecError {
  return refusal({ code: "not-well-formed", expected, found, offset });
}
