import { FLOAT, floatAt, MAJOR, majorOf, nanAt } from "../cbor/head.ts";
import { UNREADABLE } from "../cbor/text.ts";
import { Distinct } from "../json/distinct.ts";
import { type Cursor, isOver, kindHere, takeHead } from "./cursor.ts";
import { nameHere } from "./keys.ts";

/**
 * Passes the item here and answers a text that two share if they are equal: integers and floats never are, maps are in
 * whichever order. It is made of the bytes, so that keys are compared without being built.
 *
 * @param cursor - one that tells nothing: what is not valid has {@link UNREADABLE} in its text
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-5.6.1 | RFC 8949 §5.6.1}
 */
export function identityHere(cursor: Cursor): string {
  const { payload, at } = cursor;
  const initial = payload[at] as number;
  const major = majorOf(initial);
  if (major === MAJOR.tag) {
    const kind = kindHere(cursor);
    takeHead(cursor);
    return `${kind}(${identityHere(cursor)})`;
  }
  if (major === MAJOR.array || major === MAJOR.map) return severalHere(cursor, major === MAJOR.map);
  const kind = kindHere(cursor);
  const name = nameHere(cursor, kind);
  // The length tells where it ends among others.
  if (name !== undefined) return `${kind}${name.length}:${name}`;
  const argument = takeHead(cursor);
  if (initial < FLOAT.half) return `simple${argument}`;
  const float = floatAt(payload, at);
  return Number.isNaN(float) ? `NaN${Math.abs(nanAt(payload, at))}` : `float${float}`;
}

function severalHere(cursor: Cursor, isMap: boolean): string {
  const count = takeHead(cursor);
  const parts: string[] = [];
  const keys = new Distinct();
  let isRight = true;
  while (!isOver(cursor, parts.length, count)) {
    const part = identityHere(cursor);
    if (isMap) isRight = keys.takes(part) && isRight;
    parts.push(isMap ? `${part}=${identityHere(cursor)}` : part);
  }
  return isMap ? `{${parts.sort()}}${isRight ? "" : UNREADABLE}` : `[${parts}]`;
}
