/**
 * What no schema describes, as the value that says it. Nothing is wrong in it, so that nothing is asked of it any more but
 * what it is.
 *
 * @module
 */
import { toBase64 } from "../cbor/base64.ts";
import { FLOAT, floatAt, SIMPLE } from "../cbor/head.ts";
import { NEGATIVE_MIN, UINT64_MAX } from "../cbor/integer.ts";
import { setMember } from "../json/kinds.ts";
import { addTable, floatFrom, isPlaced, type KnownNames, nameOfKey, tagFrom } from "../json/undeclared.ts";
import { Simple, Tag, type UndeclaredMember, undeclared } from "../undeclared.ts";
import { type Cursor, isOver, takeHead } from "./cursor.ts";
import { bytes, safeInteger, text, wideInteger } from "./scalars.ts";

/** No names are declared. */
const NONE: KnownNames = new Set();

/**
 * Builds the item here, in which nothing is wrong.
 *
 * @param inJson - whether it is what has a place in JSON, with names for keys, and otherwise exactly what came
 */
export function kept(cursor: Cursor, inJson: boolean): unknown {
  const { payload, at } = cursor;
  const initial = payload[at] as number;
  if (initial < 0x40) return safeInteger(cursor) ?? wideInteger(cursor, NEGATIVE_MIN, UINT64_MAX);
  if (initial < 0x60) return bytes(cursor, {});
  if (initial < 0x80) return text(cursor, true);
  const count = takeHead(cursor);
  if (initial < 0xa0) return items(cursor, count, inJson);
  if (initial < 0xc0) return inJson ? namedMembers(cursor, count) : members(cursor, count);
  if (initial < 0xe0) return new Tag(tagFrom(payload, at), kept(cursor, false));
  if (initial >= FLOAT.half) return inJson ? floatAt(payload, at) : floatFrom(payload, at);
  if (initial === SIMPLE.null) return null;
  return initial === SIMPLE.true || initial === SIMPLE.false ? initial === SIMPLE.true : new Simple(count);
}

function items(cursor: Cursor, count: number, inJson: boolean): unknown[] {
  const values: unknown[] = [];
  while (!isOver(cursor, values.length, count)) values.push(kept(cursor, inJson));
  return values;
}

function members(cursor: Cursor, count: number): object {
  const object: Record<string, unknown> & { [undeclared]?: UndeclaredMember[] } = {};
  let table: UndeclaredMember[] | undefined;
  let areTexts = true;
  for (let round = 0; !isOver(cursor, round, count); round++) {
    const key = kept(cursor, false);
    const isText = typeof key === "string";
    const name = isText ? key : nameOfKey(key, toBase64);
    // Up to here, the names alone say all.
    if (!table && !(isText && isInPlace(key)))
      table = Object.keys(object).map((own) => ({ key: own, name: own }));
    areTexts &&= isText;
    const value = kept(cursor, false);
    const isNamed = isPlaced(object, name, value, NONE);
    table?.push(isNamed ? { key, name } : { key, value });
  }
  if (table && areTexts) addTable(object, table, NONE);
  else if (table) object[undeclared] = table.slice();
  return object;
}

function namedMembers(cursor: Cursor, count: number): object {
  const object: Record<string, unknown> = {};
  for (let round = 0; !isOver(cursor, round, count); round++) {
    const key = kept(cursor, true);
    setMember(
      object,
      typeof key === "string" ? key : (nameOfKey(key, toBase64) as string),
      kept(cursor, true),
    );
  }
  return object;
}

/** Whether an object keeps a member of this name in its place: one of digits it does not. */
function isInPlace(name: string): boolean {
  const first = name.charCodeAt(0);
  return !(first >= 0x30 && first <= 0x39);
}
