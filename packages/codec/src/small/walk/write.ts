/**
 * Writes data items one behind the other in preferred serialization, definite lengths.
 *
 * @module
 */
import { NAMED_SIMPLE } from "./item.ts";
import { toUtf8 } from "./text.ts";

/** A payload, byte by byte. */
export type Parts = number[];

/**
 * Writes a head, major type and argument, which is all of an integer, of a simple value and of a float.
 *
 * @param least - how many bytes the argument takes at least, as that of a float does
 */
export function writeHead(parts: Parts, major: number, argument: number | bigint, least = 0): void {
  if (argument < 0) return writeHead(parts, 1, -1n - BigInt(argument));
  let info = Number(argument);
  let width = 0;
  if (argument > 23 || least > 0)
    for (info = 24, width = 1; argument >= 2 ** (8 * width) || width < least; width *= 2) info++;
  parts.push((major << 5) | info);
  while (width-- > 0) parts.push(Number((BigInt(argument) >> BigInt(8 * width)) & 255n));
}

/** Writes a byte string, or what another major type has bytes behind its head for. */
export function writeString(parts: Parts, major: number, bytes: Uint8Array): void {
  writeHead(parts, major, bytes.length);
  for (const byte of bytes) parts.push(byte);
}

/** Writes a text. */
export function writeText(parts: Parts, text: unknown): void {
  writeString(parts, 3, toUtf8(text as string));
}

/** Writes the key of a member. */
export function writeName(parts: Parts, name: string | number): void {
  if (typeof name === "number") writeHead(parts, 0, name);
  else writeText(parts, name);
}

/** Writes false, true or null. */
export function writeSimple(parts: Parts, value: unknown): void {
  writeHead(parts, 7, 20 + NAMED_SIMPLE.indexOf(value as null));
}
