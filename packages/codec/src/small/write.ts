/**
 * Writes data items one behind the other in preferred serialization, definite lengths.
 *
 * @module
 */
import { toDouble, toHalf, toSingle } from "../cbor/float.ts";
import type { NumberPlan, Plan } from "../plan/plan.ts";
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

/** Writes a value that holds no others, and fits its plan; without a plan by what it is alone. */
export function writeScalar(parts: Parts, value: unknown, plan?: Plan): void {
  const simple = NAMED_SIMPLE.indexOf(value as null);
  if (simple >= 0) writeHead(parts, 7, 20 + simple);
  else if (typeof value === "number") writeNumber(parts, value, plan);
  else if (typeof value === "bigint") writeHead(parts, 0, value);
  else {
    const isText = typeof value === "string";
    const bytes = isText ? toUtf8(value) : (value as Uint8Array);
    writeHead(parts, isText ? 3 : 2, bytes.length);
    for (const byte of bytes) parts.push(byte);
  }
}

/** Zero has a sign where a number may be a float. */
function writeNumber(parts: Parts, value: number, plan: Plan | undefined): void {
  const width = (plan as NumberPlan | undefined)?.width;
  const isWhole = plan?.kind === "integer" || plan?.kind === "literal" || !Object.is(value, -0);
  const half = toHalf(value);
  if (!width && isWhole && Number.isSafeInteger(value)) writeHead(parts, 0, value);
  else if (!width && half !== undefined) writeHead(parts, 7, half, 2);
  else if (width ? width === 32 : Math.fround(value) === value) writeHead(parts, 7, toSingle(value), 4);
  else writeHead(parts, 7, toDouble(value), 8);
}
