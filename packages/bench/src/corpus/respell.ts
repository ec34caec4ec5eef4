/**
 * The same message as other encoders spell it. Of well-formed payloads in preferred serialization, without indefinite
 * lengths.
 *
 * @module
 */

import { type Item, readItems } from "./items.ts";

/** How an encoder spells what all encoders mean. */
export interface Spelling {
  readonly name: string;
  /** Members from the last to the first. */
  readonly reversed?: true;
  /** Maps and arrays of indefinite length, as encoders write them that do not count. */
  readonly indefinite?: true;
  /** Heads of five bytes, whatever they say, as encoders write them that know no shorter ones. */
  readonly long?: true;
}

/** The preferred one first. */
export const spellings: readonly Spelling[] = [
  { name: "as declared" },
  { name: "another order", reversed: true },
  { name: "indefinite lengths", indefinite: true },
  { name: "long heads", long: true },
];

/** Writes a payload in another spelling. */
export function respell(payload: Uint8Array, spelling: Spelling): Uint8Array {
  const out: number[] = [];
  write(readItems(payload), spelling, out);
  return Uint8Array.from(out);
}

function write({ major, argument, bytes, inside }: Item, spelling: Spelling, out: number[]): void {
  if (major === 7) return void out.push(...bytes);
  const isOpen = spelling.indefinite === true && (major === 4 || major === 5);
  if (isOpen) out.push((major << 5) | 31);
  else out.push(...head(major, argument, bytes, spelling));
  if (major === 2 || major === 3) out.push(...bytes.subarray(bytes.length - argument));
  for (const item of inOrder(major, inside, spelling)) write(item, spelling, out);
  if (isOpen) out.push(0xff);
}

function head(major: number, argument: number, bytes: Uint8Array, { long }: Spelling): Iterable<number> {
  const length = [1, 2, 3, 5, 9][Math.max(0, ((bytes[0] as number) & 31) - 23)] as number;
  if (!long || length > 5) return bytes.subarray(0, length);
  return [(major << 5) | 26, ...[24, 16, 8, 0].map((shift) => (argument >>> shift) & 255)];
}

function inOrder(major: number, inside: readonly Item[], { reversed }: Spelling): readonly Item[] {
  if (major !== 5 || !reversed) return inside;
  return inside
    .flatMap((key, index) => (index % 2 === 0 ? [[key, inside[index + 1] as Item]] : []))
    .reverse()
    .flat();
}
