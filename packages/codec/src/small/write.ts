import type { Plan } from "../schema/plan.ts";
import { concat } from "./bytes.ts";
import { toHalf } from "./float.ts";
import { toUtf8 } from "./text.ts";

/** Major types of heads that come without a value. */
export const ARRAY = 4;
export const MAP = 5;
export const TAG = 6;

/** Writes data items one behind the other in preferred serialization, definite lengths. */
export interface Writer {
  /** A head: major type and argument in the fewest bytes. */
  head(major: number, argument: number | bigint): void;
  /** A value that holds no others, and fits its plan; without a plan by what it is alone. */
  scalar(value: unknown, plan?: Plan): void;
  /** The bytes so far. */
  finish(): Uint8Array;
}

/** Starts an empty payload. */
export function createWriter(): Writer {
  const parts: ArrayLike<number>[] = [];

  function head(major: number, argument: number | bigint): void {
    let info = Number(argument);
    let width = 0;
    if (info > 23) for (info = 24, width = 1; argument >= 2 ** (8 * width); width *= 2) info++;
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(argument));
    parts.push([(major << 5) | info], new Uint8Array(view.buffer, 8 - width));
  }

  function integer(value: number | bigint): void {
    if (value >= 0) head(0, value);
    else head(1, -1n - BigInt(value));
  }

  function float(value: number, width?: number): void {
    const half = width ? undefined : toHalf(value);
    const isSingle = width ? width === 32 : Math.fround(value) === value;
    const view = new DataView(new ArrayBuffer(8));
    if (half !== undefined) view.setUint16(0, half);
    else if (isSingle) view.setFloat32(0, value);
    else view.setFloat64(0, value);
    const length = half !== undefined ? 2 : isSingle ? 4 : 8;
    parts.push([half !== undefined ? 0xf9 : isSingle ? 0xfa : 0xfb], new Uint8Array(view.buffer, 0, length));
  }

  function string(major: number, bytes: Uint8Array): void {
    head(major, bytes.length);
    parts.push(bytes);
  }

  return {
    head,
    scalar(value, plan) {
      if (typeof value === "string") string(3, toUtf8(value));
      else if (typeof value === "bigint") integer(value);
      else if (typeof value === "number") {
        const width = (plan as { width?: number } | undefined)?.width;
        // Zero has a sign where a number may be a float.
        const isInteger = Object.is(value, -0)
          ? plan?.kind === "integer" || plan?.kind === "literal"
          : Number.isSafeInteger(value);
        if (isInteger && !width) integer(value);
        else float(value, width);
      } else if (value === null || typeof value === "boolean") parts.push([value === null ? 0xf6 : value ? 0xf5 : 0xf4]);
      else string(2, value as Uint8Array);
    },
    finish: () => concat(parts),
  };
}
