import { textFrom } from "../../cbor/text.ts";

/** How many names are kept, each where its bytes say: one that comes later takes the place of one that was there. */
const KEPT = 256;
/** The longest name that is kept. */
const LONGEST = 32;

const kept: string[] = Array<string>(KEPT).fill("");

/**
 * The name that a text key spells, or undefined where it is no UTF-8. Messages have the same few names over and over, and
 * a name that is there already is found in a fraction of the time that it takes to make one.
 */
export function nameFrom(payload: Uint8Array, at: number, length: number): string | undefined {
  if (length > LONGEST) return textFrom(payload, at, length);
  let place = length;
  let all = 0;
  for (let next = at; next < at + length; next++) {
    const byte = payload[next] as number;
    place = (place * 31 + byte) | 0;
    all |= byte;
  }
  if (all > 0x7f) return textFrom(payload, at, length);
  const index = (place ^ (place >> 8)) & (KEPT - 1);
  const name = kept[index] as string;
  if (name.length === length && isSpelled(name, payload, at)) return name;
  const made = textFrom(payload, at, length) as string;
  kept[index] = made;
  return made;
}

/** Whether an ASCII name is spelled by the bytes at `at`. */
export function isSpelled(name: string, payload: Uint8Array, at: number): boolean {
  for (let index = 0; index < name.length; index++) {
    if (name.charCodeAt(index) !== payload[at + index]) return false;
  }
  return true;
}
