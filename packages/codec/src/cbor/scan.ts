import type { CodecError } from "../error.ts";
import { errorOf } from "../faults.ts";
import {
  ANOTHER_ITEM,
  atMost,
  chunkOf,
  DATA_ITEM,
  DEFINITE_ARGUMENT,
  INDEFINITE_INFORMATION,
  KNOWN_INFORMATION,
  LARGER_SIMPLE,
  MORE_BYTES,
  PAYLOAD_END,
  reservedInformation,
  SMALLER_SIMPLE,
  STOP_CODE,
  TRAILING_BYTES,
} from "../sentences.ts";
import { argumentAt, BREAK, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";
import {
  EMPTY,
  empties,
  forms,
  INDEFINITE_ITEM,
  LONG_SIMPLE,
  ODD,
  SHORT,
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
 * @throws CodecError `limit`: too many bytes
 * @throws CodecError `not-well-formed`: truncated, reserved or misplaced heads, or bytes behind the item
 * @throws CodecError `limit`: too many levels or items
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#appendix-C | RFC 8949 Appendix C}
 */
export function scan(payload: Uint8Array, limits: Limits, tally?: Tally, right = FOUND): Place | undefined {
  const end = payload.length;
  if (end > limits.bytes) {
    throw errorOf({ code: "limit", expected: atMost(limits.bytes, "bytes"), found: `${end}`, offset: 0 });
  }
  const { items: mostItems, depth: mostLevels } = limits;
  /** What is to come in each item around, as many as `top` says: a hostile payload has a million of them. */
  let open = new Int32Array(16);
  let top = 0;
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
    const form = forms[initial] as number;
    const item = offset;

    // An item that holds no others, in an array or a definite map: the commonest by far, and nothing else is asked of it.
    const isLeaf = form <= STRING && (rest > 0 ? item !== long : rest === ARRAY && form !== SHORT);
    if (isLeaf && tally === undefined) {
      offset += spans[initial] as number;
      if (offset > end) throw truncated(end);
      if (form === STRING) {
        offset += argumentAt(payload, item);
        if (offset > end) throw truncated(end);
      }
      if (offset >= wanted && place === undefined) {
        place = placeOf(item, starts, open, top, rest);
        wanted = FOUND;
      }
      if (++items > mostItems) beyond ??= tooMany(item, mostItems);
      if (rest < 0) continue;
      rest--;
      while (rest === 0 && top > 0) rest = behind(open[--top] as number);
      continue;
    }
    const isRow =
      (form === SHORT || (form === EMPTY && (beyond !== undefined || top < mostLevels))) &&
      (rest < 0 ? rest > BYTES_CHUNK : item === long);
    if (isRow && tally === undefined) {
      const most = rest > 0 ? Math.min(end, offset + rest - 1) : end;
      offset = behindRow(payload, offset, most, form === SHORT ? shorts : empties);
      const passed = offset - item;
      if (offset >= wanted && place === undefined) {
        const before = Math.max(0, wanted - 1 - item);
        place = placeOf(item + before, starts, open, top, behind(rest, before));
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
    if (form === ODD) {
      if (initial !== BREAK) throw reserved(initial, offset);
      if (rest >= 0 || rest === MAP_VALUE) throw malformed(offset, DATA_ITEM, STOP_CODE);
      offset++;
    } else {
      if (rest <= BYTES_CHUNK) checkChunk(initial, rest, offset);
      offset += spans[initial] as number;
      if (tally !== undefined) tally.items++;
      if (++items > mostItems) beyond ??= tooMany(item, mostItems);
      if (offset > end) throw truncated(end);
      if (form === STRING) {
        offset += argumentAt(payload, item);
        if (offset > end) throw truncated(end);
      } else if (form === LONG_SIMPLE) checkSimple(payload, item);
    }
    if (offset >= wanted && place === undefined) {
      place = placeOf(item, starts, open, top, rest);
      wanted = FOUND;
    }

    if (form === ODD) {
      rest = open[--top] as number;
    } else if (form >= EMPTY) {
      let opened = form === INDEFINITE_ITEM ? indefinite(initial) : countInside(payload, item, initial);
      // Chunks nest no further, so an open string is no level of its own.
      if (top >= mostLevels && opened > BYTES_CHUNK) {
        beyond ??= { offset: item, expected: atMost(mostLevels, "levels") };
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
          if (top === open.length) {
            const larger = new Int32Array(top * 4);
            larger.set(open);
            open = larger;
          }
          // Beyond a limit, nobody asks for a place any more.
          if (beyond === undefined) starts[top] = item;
          open[top++] = rest;
        }
        rest = opened;
        if (opened > MANY && offset + 1 < end && isAlike(payload, offset)) long = offset;
        continue;
      }
    }

    rest = behind(rest);
    while (rest === 0 && top > 0) rest = behind(open[--top] as number);
  } while (rest !== 0);
  if (offset < end) throw malformed(offset, PAYLOAD_END, TRAILING_BYTES);
  if (beyond !== undefined) throw errorOf({ code: "limit", ...beyond });
  return place;
}

/** Whether the two bytes at `at` are of one form. */
function isAlike(payload: Uint8Array, at: number): boolean {
  return forms[payload[at] as number] === forms[payload[at + 1] as number];
}

function placeOf(at: number, starts: readonly number[], open: Int32Array, top: number, rest: number): Place {
  const rests: number[] = [];
  for (let level = 1; level < top; level++) rests.push(open[level] as number);
  if (top > 0) rests.push(rest);
  return { at, starts: starts.slice(0, top), rests };
}

/** Where a limit was first broken, and which. */
interface Beyond {
  readonly offset: number;
  readonly expected: string;
}

function tooMany(offset: number, mostItems: number): Beyond {
  return { offset, expected: atMost(mostItems, "data items") };
}

function reserved(initial: number, offset: number): CodecError {
  const info = infoOf(initial);
  if (info === INDEFINITE) return malformed(offset, DEFINITE_ARGUMENT, INDEFINITE_INFORMATION);
  return malformed(offset, KNOWN_INFORMATION, reservedInformation(info));
}

function checkSimple(payload: Uint8Array, offset: number): void {
  if ((payload[offset + 1] as number) >= 32) return;
  throw malformed(offset, LARGER_SIMPLE, SMALLER_SIMPLE);
}

function checkChunk(initial: number, rest: number, offset: number): void {
  const expected = rest === BYTES_CHUNK ? MAJOR.bytes : MAJOR.text;
  if (majorOf(initial) === expected && infoOf(initial) !== INDEFINITE) return;
  throw malformed(offset, chunkOf(expected === MAJOR.bytes ? "byte" : "text"), ANOTHER_ITEM);
}

function truncated(end: number): CodecError {
  return malformed(end, MORE_BYTES, PAYLOAD_END);
}

function malformed(offset: number, expected: string, found: string): CodecError {
  return errorOf({ code: "not-well-formed", expected, found, offset });
}
