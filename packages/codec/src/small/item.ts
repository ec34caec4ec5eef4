import type { Limits } from "../item/limits.ts";
import { concat } from "./bytes.ts";
import { fail } from "./fault.ts";
import { fromHalf } from "./float.ts";
import { fromUtf8, UNREADABLE } from "./text.ts";

/** A data item of a payload, or a value in memory or in JSON seen as one. */
export interface Item {
  /** What it is, in the words of unions and error texts. */
  kind: string;
  /** Of an item that holds no others. An integer that is no safe one is a bigint. */
  value?: unknown;
  /** What it holds: items of an array, keys and values of a map by turns, what a tag is on, chunks of a string. */
  items: Item[];
  /** Byte offset of its head; a value has none. */
  offset?: number;
  /** Byte offset of the first stretch of a text that is no UTF-8. */
  bad?: number | undefined;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The integer as a number, where a number holds it exactly. */
export function narrow(integer: bigint): number | bigint {
  return integer >= -MAX_SAFE && integer <= MAX_SAFE ? Number(integer) : integer;
}

const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;
const SIMPLE = 7;
const KINDS = ["integer", "integer", "bytes", "text", "array", "map"];
const SIMPLE_VALUES = [false, true, null] as const;
const SIMPLE_KINDS = ["boolean", "boolean", "null", "undefined"] as const;

/**
 * Reads a payload as one well-formed data item with all that it holds. It goes from front to back and not into itself:
 * how deep a hostile payload is shows only once it has been read.
 *
 * @throws CodecError `limit`: too many bytes, levels or items
 * @throws CodecError `not-well-formed`: truncated, reserved or misplaced heads, or bytes behind the item
 */
export function parse(bytes: Uint8Array, limits: Limits): Item {
  const end = bytes.length;
  const view = new DataView(bytes.buffer);
  const whole: Item = { kind: "", items: [] };
  /** The items around the one at hand, as long as there are no more than there may be. */
  const around: Item[] = [];
  /** Of each item around, and of those that are too many: what was to come in it, and its major type. */
  const open: number[] = [];
  let holder = whole;
  /** How many items are to come; where that is not told, one less than none for each that has come, and for the end. */
  let rest = 1;
  let within = ARRAY;
  let at = 0;
  let count = 0;
  let beyond: { offset: number; expected: string } | undefined;

  function malformed(offset: number, expected: string, found: string): never {
    return fail({ code: "not-well-formed", expected, found, offset });
  }

  /** Passes so many bytes and answers where they begin. */
  function pass(length: number): number {
    const start = at;
    at += length;
    if (at > end) malformed(end, "more bytes", "the end of the payload");
    return start;
  }

  function argumentOf(info: number): number | bigint {
    if (info === 24) return view.getUint8(pass(1));
    if (info === 25) return view.getUint16(pass(2));
    if (info === 26) return view.getUint32(pass(4));
    return info === 27 ? view.getBigUint64(pass(8)) : info;
  }

  function floatAt(start: number, info: number): number {
    if (info === 25) return fromHalf(view.getUint16(start));
    return info === 26 ? view.getFloat32(start) : view.getFloat64(start);
  }

  /** Reads an item that holds no others, or the beginning of one that does. */
  function head(offset: number, major: number, info: number): void {
    const isEndless = info === 31;
    if (isEndless && (major < BYTES || major === TAG)) {
      malformed(offset, "a definite argument", "additional information 31");
    }
    if (info > 27 && !isEndless) malformed(offset, "additional information 0 to 27 or 31", `reserved ${info}`);
    if (within < ARRAY && (isEndless || major !== within)) {
      const string = within === BYTES ? "byte" : "text";
      malformed(offset, `a definite chunk of the same ${string} string`, "another item");
    }
    if (++count > limits.items) beyond ??= { offset, expected: `at most ${limits.items} data items` };
    const start = at;
    const argument = argumentOf(info);
    const number = Number(argument);
    const item: Item = { kind: KINDS[major] ?? `tag ${number}`, items: [], offset };
    let inside = 0;
    if (major < BYTES) item.value = narrow(major === 0 ? BigInt(argument) : -1n - BigInt(argument));
    else if (major === SIMPLE) {
      if (info === 24 && number < 32) {
        malformed(offset, "a simple value of 32 or more behind f8", "a smaller one");
      }
      item.kind = info > 24 ? "float" : (SIMPLE_KINDS[number - 20] ?? "a simple value");
      item.value = info > 24 ? floatAt(start, info) : SIMPLE_VALUES[number - 20];
    } else if (major > TEXT) {
      inside = major === TAG ? 1 : major === MAP ? number * 2 : number;
      if (open.length >= 2 * limits.depth) beyond ??= { offset, expected: `at most ${limits.depth} levels` };
    } else if (!isEndless) {
      const stretch = bytes.slice(pass(number), at);
      item.value = major === TEXT ? fromUtf8(stretch) : stretch;
      if (item.value === UNREADABLE) item.bad = offset;
    }
    if (isEndless) inside = -1;
    if (!beyond) holder.items.push(item);
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

  do {
    const offset = pass(1);
    const initial = view.getUint8(offset);
    if (initial < 0xff) head(offset, initial >> 5, initial & 31);
    else {
      if (rest > 0 || (within === MAP && rest % 2 === 0)) malformed(offset, "a data item", "a break");
      if (within < ARRAY && !beyond) join(holder);
      rest = 0;
    }
    while (rest === 0 && open.length > 0) {
      within = open.pop() as number;
      rest = (open.pop() as number) - 1;
      if (!beyond) holder = around.pop() as Item;
    }
  } while (rest !== 0);
  if (at < end) malformed(at, "the end of the payload", "trailing bytes");
  if (beyond) fail({ code: "limit", ...beyond });
  return whole.items[0] as Item;
}

/** Makes one string of its chunks. */
function join(string: Item): void {
  const chunks = string.items.map(({ value }) => value);
  if (string.kind === "text") string.value = chunks.join("");
  else string.value = concat(chunks as Uint8Array[]);
  string.bad = string.items.find(({ bad }) => bad !== undefined)?.bad;
  string.items = [];
}
