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

/**
 * Reads a payload once from front to back and refuses what is not exactly one well-formed data item within the limits.
 * It builds nothing, and a length that the payload cannot hold costs nothing.
 *
 * @param tally - counts into this object, for tests that bound the work
 * @throws CodecError `limit`: too many bytes, levels or items
 * @throws CodecError `not-well-formed`: truncated, reserved or misplaced heads, or bytes behind the item
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#appendix-C | RFC 8949 Appendix C}
 */
export function scan(payload: Uint8Array, limits: Limits, tally: Tally = { items: 0, steps: 0 }): void {
  const end = payload.length;
  if (end > limits.bytes) {
    fail({ code: "limit", expected: `at most ${limits.bytes} bytes`, found: `${end}`, offset: 0 });
  }
  const open: number[] = [];
  let rest = 1;
  let offset = 0;
  let beyond: { offset: number; expected: string } | undefined;

  while (rest !== 0) {
    tally.steps++;
    if (offset >= end) truncated(end);
    const initial = payload[offset] as number;
    let opened = 0;

    if (initial === BREAK) {
      if (rest >= 0 || rest === MAP_VALUE) malformed(offset, "a data item", "a break");
      offset++;
      rest = open.pop() as number;
    } else {
      const major = majorOf(initial);
      const info = infoOf(initial);
      if (rest <= BYTES_CHUNK) checkChunk(major, info, rest, offset);
      const head = headLength(info);
      if (head === 0) malformed(offset, "additional information 0 to 27 or 31", `reserved ${info}`);
      if (offset + head > end) truncated(end);
      if (++tally.items > limits.items) beyond ??= { offset, expected: `at most ${limits.items} data items` };
      const item = offset;
      offset += head;
      if (info === INDEFINITE) opened = openIndefinite(major, item);
      else if (major === MAJOR.bytes || major === MAJOR.text) offset += argumentAt(payload, item);
      else if (major === MAJOR.array) opened = argumentAt(payload, item);
      else if (major === MAJOR.map) opened = argumentAt(payload, item) * 2;
      else if (major === MAJOR.tag) opened = 1;
      else if (initial === 0xf8 && (payload[item + 1] as number) < 32) {
        malformed(item, "a simple value of 32 or more behind f8", "a smaller one");
      }
      if (offset > end) truncated(end);
      // Chunks nest no further, so an open string is no level of its own.
      const nests = major >= MAJOR.array && major <= MAJOR.tag;
      if (nests && open.length >= limits.depth) {
        beyond ??= { offset: item, expected: `at most ${limits.depth} levels` };
      }
    }

    if (opened !== 0) {
      open.push(rest);
      rest = opened;
      continue;
    }
    rest = afterItem(rest);
    while (rest === 0 && open.length > 0) rest = afterItem(open.pop() as number);
  }
  if (offset < end) malformed(offset, "the end of the payload", "trailing bytes");
  if (beyond !== undefined) fail({ code: "limit", ...beyond });
}

/** What is still to come in an item after one more item inside it. */
function afterItem(rest: number): number {
  if (rest > 0) return rest - 1;
  if (rest === MAP_KEY) return MAP_VALUE;
  return rest === MAP_VALUE ? MAP_KEY : rest;
}

function openIndefinite(major: number, offset: number): number {
  if (major === MAJOR.array) return ARRAY;
  if (major === MAJOR.map) return MAP_KEY;
  if (major === MAJOR.bytes) return BYTES_CHUNK;
  if (major === MAJOR.text) return TEXT_CHUNK;
  return malformed(offset, "a definite argument", "additional information 31");
}

function checkChunk(major: number, info: number, rest: number, offset: number): void {
  const expected = rest === BYTES_CHUNK ? MAJOR.bytes : MAJOR.text;
  if (major !== expected || info === INDEFINITE) {
    malformed(
      offset,
      `a definite chunk of the same ${expected === MAJOR.bytes ? "byte" : "text"} string`,
      "another item",
    );
  }
}

function truncated(end: number): never {
  fail({ code: "not-well-formed", expected: "more bytes", found: "the end of the payload", offset: end });
}

function malformed(offset: number, expected: string, found: string): never {
  fail({ code: "not-well-formed", expected, found, offset });
}
