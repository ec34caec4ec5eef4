import { toDouble, toSingle } from "../../cbor/float.ts";
import { CBOR, type Side } from "../../plan/kinds.ts";
import type { Item } from "../walk/item.ts";
import type { Kind, Rounded } from "../walk/kind.ts";
import { type Parts, writeHead } from "../walk/write.ts";
import { writeNumber } from "./write-number.ts";

/** `Type.Number`. */
export const number: Kind = {
  $takes: isNumber,
  $read: finite,
  $write: writeShortest,
};

/** `Float64`. */
export const float64: Kind = {
  $takes: isNumber,
  $read: finite,
  $write: writeDouble,
};

/** `Float32`. What a field of 32 bits holds of a number is what counts, and what is read of a payload. */
export const float32: Kind<Rounded> = {
  $takes: isNumber,
  $read(item, { exact }, { $side, $asJson }) {
    const { $scalar } = item;
    const single = Math.fround(finite(item) as number);
    // In JSON, what is out of bounds itself is what they hold of it.
    const isHeld = $side === CBOR || ($asJson && exact?.($scalar) === false);
    return Number.isFinite(single) ? (isHeld ? single : $scalar) : undefined;
  },
  $write: writeSingle,
};

/** Writes a number in the fewest bytes: beyond −2^32 and 2^32 − 1, an integer takes nine, more than a float of 32 bits. */
export function writeShortest(parts: Parts, value: unknown): void {
  const isLong = Math.fround(value as number) === value && Math.abs(value + 0.5) > 2 ** 32;
  // No float of 16 bits is so large, but for the infinities.
  writeNumber(parts, value as number, isLong);
}

/** Writes a float of 64 bits. */
export function writeDouble(parts: Parts, value: unknown): void {
  writeHead(parts, 7, toDouble(value as number), 8);
}

/** Writes a float of 32 bits. */
export function writeSingle(parts: Parts, value: unknown): void {
  writeHead(parts, 7, toSingle(value as number), 4);
}

/** Whether it is an integer or a float. */
export function isNumber(noun: string, side: Side): boolean {
  return side === CBOR ? noun === "integer" || noun === "float" : noun === "number";
}

function finite({ $scalar }: Item): unknown {
  return Number.isFinite($scalar) ? $scalar : undefined;
}
