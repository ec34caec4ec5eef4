import type { Budget } from "../cbor/embedded.ts";
import { argumentAt, BREAK, bigArgument, headLength, INDEFINITE, infoOf } from "../cbor/head.ts";
import type { Glance } from "../cbor/plain.ts";
import type { Place } from "../cbor/scan.ts";
import type { CodecErrorCode } from "../error.ts";
import type { Faults } from "../faults.ts";
import { pointer } from "../json/pointer.ts";
import { describe } from "../plan/describe.ts";
import { anyPlan, isUndescribed, type Plan } from "../plan/plan.ts";
import { OTHER_SIMPLE } from "../sentences.ts";

/**
 * Which faults are told of: inside of what has been refused only whether the payload is valid, and none while looking
 * ahead at what will be read once more.
 */
type Telling = "all" | "validity" | "none";

/** Where reading of a well-formed payload stands, and what is wanted of it. */
export interface Cursor {
  readonly payload: Uint8Array;
  at: number;
  /** The way to the item here: names and indexes, as many as `depth` says. */
  readonly path: (string | number)[];
  depth: number;
  /** How many arrays, maps, tags and byte strings around an item it is in. */
  level: number;
  /** How names on that way are written in a pointer. */
  readonly pointers: Map<string, string>;
  readonly faults: Faults;
  telling: Telling;
  /** Whether values are wanted, or their faults alone. */
  building: boolean;
  /** Whether it is inside of a key. */
  inKey: boolean;
  /** Whether what is here is known to be valid: keys need no more be compared. */
  isRight: boolean;
  /** Whether something was not what its plan expects. */
  misfits: boolean;
  /** How many members the map that was just read has: keys without a place in the value count too. */
  members: number;
  /** What is seen of items at a glance, and in which of them more is needed. */
  readonly glance: Glance;
  /** Up to where there are no faults, where that is known. */
  readonly place: Place | undefined;
  /** The plan of the whole payload. */
  readonly root: Plan;
  /** Whether an item is read as its plan says even where that can tell nothing; `undefined` until somebody asks. */
  readsAll: boolean | undefined;
  /** What is left of the limits, where the plan has payloads in payloads: each of them is read then, whatever is told. */
  readonly budget: Budget | undefined;
  /** Where an offset here is in the whole payload. */
  outer(offset: number): number;
}

/** What the next item is, in the words of unions and error texts. */
const KINDS = ["integer", "integer", "bytes", "text", "array", "map"] as const;

/** The kind of the item here. */
export function kindHere({ payload, at }: Cursor): string {
  const initial = payload[at] as number;
  if (initial < 0xc0) return KINDS[initial >> 5] as string;
  if (initial < 0xe0) return `tag ${initial < 0xdb ? argumentAt(payload, at) : bigArgument(payload, at)}`;
  if (initial === 0xf4 || initial === 0xf5) return "boolean";
  if (initial === 0xf6) return "null";
  if (initial === 0xf7) return "undefined";
  return initial >= 0xf9 && initial <= 0xfb ? "float" : OTHER_SIMPLE;
}

/** Whether what is valid depends on the plan: keys may be of any kind in what it leaves undescribed, and there alone. */
export function readsAll(cursor: Cursor): boolean {
  cursor.readsAll ??= cursor.root !== anyPlan && isUndescribed(cursor.root);
  return cursor.readsAll;
}

/** Moves behind the head here and answers its argument; −1 for an indefinite length. */
export function takeHead(cursor: Pick<Cursor, "payload" | "at">): number {
  const { payload, at } = cursor;
  const info = infoOf(payload[at] as number);
  cursor.at += headLength(info);
  return info === INDEFINITE ? -1 : argumentAt(payload, at);
}

/** Ends a loop over `count` items, or over items up to a break, which it passes. */
export function isOver(cursor: Pick<Cursor, "payload" | "at">, index: number, count: number): boolean {
  if (count >= 0) return index === count;
  if (cursor.payload[cursor.at] !== BREAK) return false;
  cursor.at++;
  return true;
}

/**
 * Goes on only if that can change what is told.
 *
 * @throws CodecError when there are as many faults as are told, and all that follow would come behind them
 */
export function goOn({ faults, inKey, budget }: Cursor): void {
  // Of a key it may yet turn out that it is wrong as a whole, which is told before what is inside; and a payload in this one
  // may break a limit, which is told before all.
  if (faults.full && !inKey && !budget) faults.throwIfAny();
}

/** Whether a fault here would be told: asked before its words are put together, it spares most of them. */
export function isTold(
  { telling, faults, outer }: Cursor,
  offset: number,
  code: CodecErrorCode = "unexpected",
): boolean {
  const isWanted = telling === "all" || (telling === "validity" && code === "invalid");
  return isWanted && faults.keeps(code, outer(offset));
}

/**
 * Notes a fault, unless it is not to be told.
 *
 * @throws the list of faults where a value is built, of which there is none any more
 */
export function fault(
  cursor: Cursor,
  code: CodecErrorCode,
  offset: number,
  expected: Plan | string,
  found?: string,
): void {
  if (!isTold(cursor, offset, code)) return;
  const { faults, path, depth, pointers, place } = cursor;
  if (place === undefined) throw faults;
  const position = cursor.outer(offset);
  faults.add({
    code,
    expected: typeof expected === "string" ? expected : describe(expected),
    found,
    offset: position,
    instancePath: pointer(path.slice(0, depth), pointers),
    position,
  });
}
