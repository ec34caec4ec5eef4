/**
 * Writes data items one behind the other in preferred serialization, definite lengths.
 *
 * @module
 */
import type { NumberPlan, Plan } from "../plan/plan.ts";
import type { Bytes } from "./bytes.ts";
import { toHalf } from "./float.ts";
import { toUtf8 } from "./text.ts";

/** A payload in parts. */
export type Parts = Bytes[];

/** Writes a head, major type and argument in the fewest bytes, which is all of an integer. */
export function writeHead(parts: Parts, major: number, argument: number | bigint): void {
  if (argument < 0) return writeHead(parts, 1, -1n - BigInt(argument));
  let info = Number(argument);
  let width = 0;
  if (argument > 23) for (info = 24, width = 1; argument >= 2 ** (8 * width); width *= 2) info++;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(argument));
  parts.push([(major << 5) | info], new Uint8Array(view.buffer, 8 - width));
}

/** Writes a value that holds no others, and fits its plan; without a plan by what it is alone. */
export function writeScalar(parts: Parts, value: unknown, plan?: Plan): void {
  if (typeof value === "number") writeNumber(parts, value, plan);
  else if (typeof value === "bigint") writeHead(parts, 0, value);
  else if (value === null || typeof value === "boolean")
    parts.push([value === null ? 0xf6 : value ? 0xf5 : 0xf4]);
  else {
    const isText = typeof value === "string";
    const bytes = isText ? toUtf8(value) : (value as Uint8Array);
    writeHead(parts, isText ? 3 : 2, bytes.length);
    parts.push(bytes);
  }
}

/** Zero has a sign where a number may be a float. */
function writeNumber(parts: Parts, value: number, plan: Plan | undefined): void {
  const width = (plan as NumberPlan | undefined)?.width;
  const isWhole = plan?.kind === "integer" || plan?.kind === "literal" || !Object.is(value, -0);
  const half = toHalf(value);
  if (!width && isWhole && Number.isSafeInteger(value)) writeHead(parts, 0, value);
  else if (!width && half !== undefined) parts.push([0xf9, half >> 8, half & 0xff]);
  else {
    const isSingle = width ? width === 32 : Math.fround(value) === value;
    const view = new DataView(new ArrayBuffer(isSingle ? 5 : 9));
    view.setUint8(0, isSingle ? 0xfa : 0xfb);
    if (isSingle) view.setFloat32(1, value);
    else view.setFloat64(1, value);
    parts.push(new Uint8Array(view.buffer));
  }
}
