/**
 * What an initial byte tells, by table: asked of each byte anew, these questions are most of the time that a payload of
 * many small items takes.
 *
 * @module
 */
import { BREAK, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "./head.ts";

/** An item of one byte. */
export const SHORT = 0;
/** A longer item whose length the initial byte tells, and which is well-formed whatever follows. */
export const PLAIN = 1;
/** A string with its length behind the initial byte. */
export const STRING = 2;
/** A simple value in a byte of its own. */
export const LONG_SIMPLE = 3;
/** An empty array or map. */
export const EMPTY = 4;
/** The head of an item with one item inside, in one byte. */
export const NEST = 5;
/** Another array, map or tag. */
const CONTAINER = 6;
/** A string, an array or a map of indefinite length. */
export const INDEFINITE_ITEM = 7;
/** What begins no item: a break, or a reserved byte. */
export const ODD = 8;

/** Which of these an initial byte is. */
export const forms: Uint8Array = Uint8Array.from({ length: 256 }, (_, initial) => {
  const major = majorOf(initial);
  const info = infoOf(initial);
  const head = headLength(info);
  if (head === 0 || initial === BREAK) return ODD;
  if (info === INDEFINITE) return major < MAJOR.bytes || major === MAJOR.tag ? ODD : INDEFINITE_ITEM;
  if (major === MAJOR.bytes || major === MAJOR.text) return info === 0 ? SHORT : info < 24 ? PLAIN : STRING;
  if (initial === 0x80 || initial === 0xa0) return EMPTY;
  if (initial === 0x81 || (major === MAJOR.tag && head === 1)) return NEST;
  if (major >= MAJOR.array && major <= MAJOR.tag) return CONTAINER;
  if (initial === 0xf8) return LONG_SIMPLE;
  return head === 1 ? SHORT : PLAIN;
});
/** A 1 for each byte that is an item. */
export const shorts: Uint8Array = forms.map((form) => Number(form === SHORT));
/** A 1 for each byte that is an empty array or map. */
export const empties: Uint8Array = forms.map((form) => Number(form === EMPTY));
/** How long the head is, with the string behind it where the initial byte says its length. */
export const spans: Uint8Array = Uint8Array.from({ length: 256 }, (_, initial) => {
  const [major, info] = [majorOf(initial), infoOf(initial)];
  const isString = major === MAJOR.bytes || major === MAJOR.text;
  return headLength(info) + (isString && info < 24 ? info : 0);
});
