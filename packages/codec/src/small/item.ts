import type { Limits } from "../cbor/limits.ts";
import { kindOf } from "../json/kinds.ts";
import { concat } from "./bytes.ts";
import { exceed, fail } from "./fault.ts";
import { fromHalf } from "./float.ts";
import { fromUtf8, UNREADABLE } from "./text.ts";

/** A data item of a payload, or a value in memory or in JSON seen as one. */
export interface Item {
  /** What it is, in the words of unions and error texts. */
  noun: string;
  /** What it says, where it holds no others. An integer that is no safe one is a bigint. */
  scalar?: unknown;
  /** What it holds: items of an array, keys and values of a map by turns, what a tag is on, chunks of a string. */
  inside: Item[];
  /** Byte offset of its head; a value has none. */
  start: number;
  /** Byte offset of the first stretch of a text that is no UTF-8; −1 where all is well. */
  bad: number;
}

/** Makes an item that holds no others yet. */
export function newItem(noun: string, start: number, scalar?: unknown): Item {
  return { noun, scalar, inside: [], start, bad: -1 };
}

/** The integer as a number, where a number holds it exactly. */
function narrow(integer: bigint): number | bigint {
  return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
}

const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;
const KINDS = ["integer", "integer", "bytes", "text", "array", "map"];
/** The simple values from 20 on that are of a kind of their own. */
const SIMPLE = [false, true, null, undefined] as const;

/**
 * Reads a payload as one well-formed data item with all that it holds. It goes from front to back and not into itself:
 * how deep a hostile payload is shows only once it has been read.
 *
 * @throws CodecError `limit`: too many levels or items
 * @throws CodecError `not-well-formed`: truncated, reserved or misplaced heads, or bytes behind the item
 */
export function parse(bytes: Uint8Array, limits: Limits): Item {
  const view = new DataView(bytes.buffer);
  /** The items around the one at hand, as long as there are no more than there may be; the first holds the whole. */
  const around: Item[] = [];
  /** Of each item around, and of those that are too many: what was to come in it, and its major type. */
  const open: number[] = [];
  let holder = newItem("", 0);
  const whole = holder;
  /** How many items are to come; where that is not told, one less than none for each that has come, and for the end. */
  let rest = 1;
  let within = ARRAY;
  let at = 0;
  let count = 0;
  /** Ends in the limit that was broken first. */
  let beyond: (() => never) | undefined;

  /** Passes so many bytes and answers where they begin. */
  function pass(length: number): number {
    at += length;
    if (at > bytes.length) malformed(bytes.length, "more bytes", "the end of the payload");
    return at - length;
  }

  while (rest !== 0) {
    const start = pass(1);
    const initial = view.getUint8(start);
    const major = initial >> 5;
    const info = initial & 31;
    const isEndless = info > 30;
    let inside = 0;
    if (initial > 0xfe) {
      if (rest > 0 || (within === MAP && rest % 2 === 0)) malformed(start, "a data item", "a break");
      if (within < ARRAY && !beyond) join(holder);
      rest = 0;
    } else {
      if (isEndless && (major < BYTES || major === TAG)) {
        malformed(start, "a definite argument", "additional information 31");
      }
      if (info > 27 && !isEndless)
        malformed(start, "additional information 0 to 27 or 31", `reserved ${info}`);
      if (within < ARRAY && (isEndless || major !== within)) {
        const string = within === BYTES ? "byte" : "text";
        malformed(start, `a definite chunk of the same ${string} string`, "another item");
      }
      if (++count > limits.items) beyond ??= () => exceed(limits.items, "data items", { offset: start });
      const width = info > 23 && !isEndless ? 1 << (info - 24) : 0;
      const behind = pass(width);
      let argument = BigInt(width === 0 ? info : 0);
      for (let next = behind; next < at; next++) argument = argument * 256n + BigInt(view.getUint8(next));
      const number = Number(argument);
      const item = newItem(KINDS[major] ?? `tag ${number}`, start);
      if (major < BYTES) item.scalar = narrow(major === 0 ? argument : -1n - argument);
      else if (major > TAG) {
        if (info === 24 && number < 32)
          malformed(start, "a simple value of 32 or more behind f8", "a smaller one");
        if (width > 1) {
          item.noun = "float";
          item.scalar =
            width === 2 ? fromHalf(number) : width === 4 ? view.getFloat32(behind) : view.getFloat64(behind);
        } else {
          item.scalar = SIMPLE[number - 20];
          item.noun = number - 20 in SIMPLE ? kindOf(item.scalar) : "a simple value";
        }
      } else if (major > TEXT) {
        inside = major === TAG ? 1 : major === MAP ? number * 2 : number;
        if (open.length >= 2 * limits.depth)
          beyond ??= () => exceed(limits.depth, "levels", { offset: start });
      } else if (!isEndless) {
        const stretch = bytes.subarray(pass(number), at);
        if (!beyond) item.scalar = major === TEXT ? fromUtf8(stretch) : stretch.slice();
        if (item.scalar === UNREADABLE) item.bad = start;
      }
      if (isEndless) inside = -1;
      if (!beyond) holder.inside.push(item);
      if (inside === 0) rest--;
      else {
        // Who waits for the last item need not be waited for, once nothing is kept: so a deep nest takes no room.
        if (!beyond || rest !== 1) open.push(rest, within);
        if (!beyond) {
          around.push(holder);
          holder = item;
        }
        rest = inside;
        within = major;
      }
    }
    while (rest === 0 && open.length > 0) {
      within = open.pop() as number;
      rest = (open.pop() as number) - 1;
      if (!beyond) holder = around.pop() as Item;
    }
  }
  if (at < bytes.length) malformed(at, "the end of the payload", "trailing bytes");
  beyond?.();
  return whole.inside[0] as Item;
}

function malformed(offset: number, expected: string, found: string): never {
  fail({ code: "not-well-formed", expected, found, offset });
}

/** Makes one string of its chunks. */
function join(string: Item): void {
  const { inside: chunks } = string;
  const scalars = chunks.map(({ scalar }) => scalar);
  string.scalar = string.noun === "text" ? scalars.join("") : concat(scalars as Uint8Array[]);
  string.bad = chunks.find(({ bad }) => bad >= 0)?.bad ?? -1;
  string.inside = [];
}
