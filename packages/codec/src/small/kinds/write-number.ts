import { toDouble, toHalf, toSingle } from "../../cbor/float.ts";
import { type Parts, writeHead } from "../walk/write.ts";

/** Writes a number in the fewest bytes that keep it, and the sign of its zero. */
export function writeNumber(parts: Parts, given: unknown): void {
  const value = given as number;
  if (!Object.is(value, -0) && Number.isSafeInteger(value)) writeHead(parts, 0, value);
  else writeFloat(parts, value);
}

/** Writes a number as the shortest float that keeps it. */
export function writeFloat(parts: Parts, value: number): void {
  const half = toHalf(value);
  if (half !== undefined) writeHead(parts, 7, half, 2);
  else if (Math.fround(value) === value) writeHead(parts, 7, toSingle(value), 4);
  else writeHead(parts, 7, toDouble(value), 8);
}
