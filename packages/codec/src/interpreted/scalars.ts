import { argumentAt, floatAt, headLength, infoOf, integerAt } from "../cbor/head.ts";
import { textFrom, UNREADABLE } from "../cbor/text.ts";
import { isUtf8 } from "../cbor/utf8.ts";
import { hasLength } from "../plan/describe.ts";
import type { BytesPlan, NumberPlan } from "../plan/plan.ts";
import { OTHER_BYTES, VALID_UTF8 } from "../sentences.ts";
import { type Cursor, fault, isOver, takeHead } from "./cursor.ts";

const NO_BYTES = new Uint8Array(0);

/** Reads an integer that a number holds exactly; `undefined` for any other, which it does not pass. */
export function safeInteger(cursor: Cursor): number | undefined {
  const { payload, at } = cursor;
  const initial = payload[at] as number;
  const argument = argumentAt(payload, at);
  // Of one that is rounded, nothing is said but that it is too large.
  if (argument + (initial >> 5) > Number.MAX_SAFE_INTEGER) return undefined;
  cursor.at += headLength(infoOf(initial));
  return initial < 0x20 ? argument : -1 - argument;
}

/** Reads an integer within bounds; `undefined` for any other, which it does not pass. */
export function wideInteger(cursor: Cursor, least: bigint, greatest: bigint): bigint | undefined {
  const value = integerAt(cursor.payload, cursor.at);
  if (value < least || value > greatest) return undefined;
  takeHead(cursor);
  return value;
}

/** Reads an integer or a float as what a width holds of it; `undefined` for what no float of it does. */
export function number(
  cursor: Cursor,
  kind: "integer" | "float",
  { width, nonFinite }: NumberPlan,
): number | undefined {
  const value = kind === "integer" ? safeInteger(cursor) : float(cursor, width, nonFinite);
  return value === undefined || width !== 32 ? value : Math.fround(value);
}

/**
 * Reads a float that is finite in its width, or is not finite in any; `undefined` for any other, which it does not pass.
 *
 * @param nonFinite - whether it may be none that is finite
 */
export function float(cursor: Cursor, width?: 32 | 64, nonFinite?: boolean): number | undefined {
  const { payload, at } = cursor;
  const value = floatAt(payload, at);
  const held = width === 32 ? Math.fround(value) : value;
  if (!Number.isFinite(held) && !(nonFinite && Object.is(held, value))) return undefined;
  cursor.at += headLength(infoOf(payload[at] as number));
  return value;
}

/** Reads a text; where it is not wanted, an empty one stands for it. Of its bad chunks, the first is told. */
export function text(cursor: Cursor, wanted: boolean): string {
  const start = cursor.at;
  const length = takeHead(cursor);
  if (length >= 0) return chunk(cursor, length, wanted) ?? unreadable(cursor, start);
  let whole = "";
  let isBad = false;
  while (!isOver(cursor, 0, -1)) {
    const offset = cursor.at;
    const size = takeHead(cursor);
    if (isBad) {
      cursor.at += size;
      continue;
    }
    const part = chunk(cursor, size, wanted);
    isBad = part === undefined;
    whole += part ?? unreadable(cursor, offset);
  }
  return whole;
}

function chunk(cursor: Cursor, length: number, wanted: boolean): string | undefined {
  const { payload, at } = cursor;
  cursor.at += length;
  if (wanted) return textFrom(payload, at, length);
  return isUtf8(payload, at, at + length) ? "" : undefined;
}

function unreadable(cursor: Cursor, offset: number): string {
  fault(cursor, "invalid", offset, VALID_UTF8, OTHER_BYTES);
  return UNREADABLE;
}

/** Reads a byte string of a length within bounds; `undefined` for any other. */
export function bytes(cursor: Cursor, plan: Partial<BytesPlan>) {
  const chunks: Uint8Array[] = [];
  const length = takeHead(cursor);
  let size = 0;
  for (let index = 0; length >= 0 ? index < 1 : !isOver(cursor, 0, -1); index++) {
    const part = length >= 0 ? length : takeHead(cursor);
    if (cursor.building) chunks.push(cursor.payload.subarray(cursor.at, cursor.at + part));
    cursor.at += part;
    size += part;
  }
  if (!hasLength(plan, size)) return undefined;
  return cursor.building ? joined(chunks, size) : NO_BYTES;
}

/** One byte string of its chunks, in memory of its own. */
function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
