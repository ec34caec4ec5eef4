import { toDouble, toHalf, toSingle } from "../../cbor/float.ts";
import { type Parts, writeHead } from "../walk/write.ts";

/**
 * Writes a number in the fewest bytes that keep it, and the sign of its zero.
 *
 * @param isFloat - whether it is a float even where an integer says the same
 */
export function writeNumber(parts: Parts, value: number, isFloat?: boolean): void {
  const half = toHalf(value);
  if (!isFloat && !Object.is(value, -0) && Number.isSafeInteger(value)) writeHead(parts, 0, value);
  else if (half !== undefined) writeHead(parts, 7, half, 2);
  else if (Math.fround(value) === value) writeHead(parts, 7, toSingle(value), 4);
  else writeHead(parts, 7, toDouble(value), 8);
}
