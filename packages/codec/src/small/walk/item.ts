import { fromHalf } from "../../cbor/float.ts";
import type { Limits } from "../../cbor/limits.ts";
import type { CodecError } from "../../error.ts";
import { errorOf } from "../../faults.ts";
import { kindOf } from "../../json/kinds.ts";
import { CBOR, type Side } from "../../plan/kinds.ts";
import {
  ANOTHER_ITEM,
  chunkOf,
  DATA_ITEM,
  DEFINITE_ARGUMENT,
  INDEFINITE_INFORMATION,
  KNOWN_INFORMATION,
  LARGER_SIMPLE,
  MORE_BYTES,
  OTHER_SIMPLE,
  PAYLOAD_END,
  reservedInformation,
  SMALLER_SIMPLE,
  STOP_CODE,
  TRAILING_BYTES,
} from "../../sentences.ts";
import { exceeded } from "./fault.ts";
import { fromUtf8 } from "./text.ts";

/** A data item of a payload, or a value in memory or in JSON seen as one. */
export interface Item {
  /** What it is, in the words of unions and error texts. */
  $noun: string;
  /** What it says, where it holds no others; a text that is no UTF-8 says nothing. An integer that is no safe one is a bigint. */
  $scalar?: unknown;
  /** What it holds: items of an array, keys and values of a map by turns, what a tag is on, chunks of a string. */
  $inside: Item[];
  /** Byte offset of its head; a value has none. */
  $start: number;
  /** Byte offset of the first stretch of a text that is no UTF-8; −1 where all is well. */
  $bad: number;
}

/** Makes an item that holds no others yet. */
export function newItem(noun: string, start: number, scalar?: unknown): Item {
  return { $noun: noun, $scalar: scalar, $inside: [], $start: start, $bad: -1 };
}

/** What was given as an item. Of a value, what it holds is made items of when the walk comes to it. */
export function itemOf(given: unknown, side: Side): Item {
  return side === CBOR ? (given as Item) : newItem(kindOf(given), 0, given);
}

/** The integer as a number, where a number holds it exactly. */
export function integerOf(integer: bigint): number | bigint {
  return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
}

const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;
const KINDS = ["integer", "integer", "bytes", "text", "array", "map"];
/** The simple values from 20 on that are of a kind of their own. */
export const NAMED_SIMPLE = [false, true, null, undefined] as const;

/**
 * Reads a payload as one well-formed data item with all that it holds. It goes from front to back and not into itself:
 * how deep a hostile payload is shows only once it has been read.
 *
 * @throws CodecError `limit`: too many levels or items
 * @throws CodecError `not-well-formed`: truncated, reserved or misplaced heads, or bytes behind the item
 */
export function parse(bytes: Uint8Array, limits: Limits): Item {
  const view = new DataView(bytes.buffer);
  /** Of each item around, and of those that are too many: itself, what was to come in it, and its major type. */
  const open: (Item | number)[] = [];
  let holder = newItem("", 0);
  const whole = holder;
  /** How many items are to come; where that is not told, one less than none for each that has come, and for the end. */
  let rest = 1;
  let within = ARRAY;
  let at = 0;
  let count = 0;
  /** Tells of the limit that was broken first. */
  let beyond: CodecError | undefined;

  /** Passes so many bytes and answers where they begin. */
  function pass(length: number): number {
    at += length;
    if (at > bytes.length) malformed(bytes.length, MORE_BYTES, PAYLOAD_END);
    return at - length;
  }

  while (rest !== 0) {
    const start = pass(1);
    const initial = bytes[start] as number;
    const major = initial >> 5;
    const info = initial & 31;
    const isEndless = info > 30;
    let inside = 0;
    if (initial > 0xfe) {
      if (rest > 0 || (within === MAP && rest % 2 === 0)) malformed(start, DATA_ITEM, STOP_CODE);
      if (within < ARRAY && !beyond) join(holder);
      rest = 0;
    } else {
      if (isEndless && (major < BYTES || major === TAG)) {
        malformed(start, DEFINITE_ARGUMENT, INDEFINITE_INFORMATION);
      }
      if (info > 27 && !isEndless) malformed(start, KNOWN_INFORMATION, reservedInformation(info));
      if (within < ARRAY && (isEndless || major !== within)) {
        malformed(start, chunkOf(within === BYTES ? "byte" : "text"), ANOTHER_ITEM);
      }
      if (++count > limits.items) beyond ??= exceeded(limits.items, "data items", { offset: start });
      const width = info < 24 || isEndless ? 0 : 1 << (info - 24);
      const behind = pass(width);
      let argument = width > 0 ? 0n : BigInt(info);
      for (const byte of bytes.subarray(behind, at)) argument = argument * 256n + BigInt(byte);
      const number = Number(argument);
      const item = newItem(KINDS[major] ?? `tag ${argument}`, start);
      if (major < BYTES) item.$scalar = integerOf(major === 0 ? argument : -1n - argument);
      else if (major > TAG) {
        if (info === 24 && number < 32) malformed(start, LARGER_SIMPLE, SMALLER_SIMPLE);
        if (width > 1) {
          item.$noun = "float";
          item.$scalar =
            width === 2 ? fromHalf(number) : width === 4 ? view.getFloat32(behind) : view.getFloat64(behind);
        } else {
          item.$scalar = NAMED_SIMPLE[number - 20];
          item.$noun = number - 20 in NAMED_SIMPLE ? kindOf(item.$scalar) : OTHER_SIMPLE;
        }
      } else if (major > TEXT) {
        inside = major === TAG ? 1 : major === MAP ? number * 2 : number;
        if (open.length >= 3 * limits.depth) beyond ??= exceeded(limits.depth, "levels", { offset: start });
      } else if (!isEndless) {
        const stretch = bytes.subarray(pass(number), at);
        item.$scalar = major === TEXT ? fromUtf8(stretch) : stretch.slice();
        if (item.$scalar === undefined) item.$bad = start;
      }
      if (isEndless) inside = -1;
      if (!beyond) holder.$inside.push(item);
      if (inside === 0) rest--;
      else {
        // Who waits for the last item need not be waited for, once nothing is kept: so a deep nest takes no room.
        if (!beyond || rest !== 1) open.push(holder, rest, within);
        if (!beyond) holder = item;
        rest = inside;
        within = major;
      }
    }
    while (rest === 0 && open.length > 0) {
      within = open.pop() as number;
      rest = (open.pop() as number) - 1;
      holder = open.pop() as Item;
    }
  }
  if (at < bytes.length) malformed(at, PAYLOAD_END, TRAILING_BYTES);
  if (beyond) throw beyond;
  return whole.$inside[0] as Item;
}

function malformed(offset: number, expected: string, found: string): never {
  throw errorOf({ code: "not-well-formed", expected, found, offset });
}

/** Makes one string of its chunks. */
function join(string: Item): void {
  const { $inside: chunks } = string;
  const scalars = chunks.map(({ $scalar }) => $scalar);
  string.$bad = chunks.find(({ $bad }) => $bad >= 0)?.$bad ?? -1;
  if (string.$bad < 0)
    string.$scalar =
      string.$noun === "text"
        ? scalars.join("")
        : new Uint8Array((scalars as Uint8Array[]).flatMap((bytes) => [...bytes]));
  string.$inside = [];
}
