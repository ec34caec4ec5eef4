/**
 * What an initial byte tells, by table: asked of each byte anew, these questions are most of the time that a payload of
 * many small items takes.
 *
 * @module
 */
import { headLength, INDEFINITE, MAJOR } from "./head.ts";

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

/** The forms of each major type: with the argument in the initial byte, with one behind it, and of indefinite length. */
const FORMS = [
  [SHORT, PLAIN, ODD],
  [SHORT, PLAIN, ODD],
  [PLAIN, STRING, INDEFINITE_ITEM],
  [PLAIN, STRING, INDEFINITE_ITEM],
  [CONTAINER, CONTAINER, INDEFINITE_ITEM],
  [CONTAINER, CONTAINER, INDEFINITE_ITEM],
  [NEST, CONTAINER, ODD],
  [SHORT, PLAIN, ODD],
] as const;

/** Those that are another one than their neighbours: empty strings (0x40, 0x60), arrays and maps (0x80, 0xa0), 0x81 and 0xf8. */
const OTHERS = { 64: SHORT, 96: SHORT, 128: EMPTY, 129: NEST, 160: EMPTY, 248: LONG_SIMPLE };

/** Which of these an initial byte is. */
export const forms: Uint8Array = /* @__PURE__ */ formsOf();

/** Row by row: a function asked for each byte would be a good part of the time that a program takes to start. */
function formsOf(): Uint8Array {
  const table = new Uint8Array(256).fill(ODD);
  FORMS.forEach(([within, behind, indefinite], major) => {
    const row = major << 5;
    table.fill(within, row, row + 24).fill(behind, row + 24, row + 28);
    table[row + INDEFINITE] = indefinite;
  });
  return Object.assign(table, OTHERS);
}

/** A 1 for each byte that is an item. */
export const shorts: Uint8Array = forms.map((form) => Number(form === SHORT));
/** A 1 for each byte that is an empty array or map. */
export const empties: Uint8Array = forms.map((form) => Number(form === EMPTY));
/** How long the head is, with the string behind it where the initial byte says its length. */
export const spans: Uint8Array = /* @__PURE__ */ spansOf();

function spansOf(): Uint8Array {
  const table = new Uint8Array(256);
  const heads = Uint8Array.from({ length: 32 }, (_, info) => headLength(info));
  for (let row = 0; row < 256; row += 32) table.set(heads, row);
  for (const row of [MAJOR.bytes << 5, MAJOR.text << 5])
    for (let length = 0; length < 24; length++) table[row + length] = 1 + length;
  return table;
}
