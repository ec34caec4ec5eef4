import { CBOR, MEMORY, type Side } from "../../plan/kinds.ts";
import type { Item } from "../walk/item.ts";
import type { Kind, Range } from "../walk/kind.ts";
import { type Parts, writeHead } from "../walk/write.ts";

/** `Uint64`. */
export const uint64: Kind = {
  $takes: isInteger,
  $read: (item) => within(item, BigInt.asUintN),
  $write: writeInteger,
  $json: narrow,
  // A decimal string is a number on the wire.
  $weight: 0,
};

/** `Int64`. */
export const int64: Kind = {
  $takes: isInteger,
  $read: (item) => within(item, BigInt.asIntN),
  $write: writeInteger,
  $json: narrow,
  $weight: 0,
};

/** The same within bounds of its own, which are a part of its type. */
export const bounded64: Kind<Range> = {
  $takes: isInteger,
  $read(item, { least, most }) {
    const integer = within(item, (_, exact) => exact) as bigint;
    return integer >= least && integer <= most ? integer : undefined;
  },
  $write: writeInteger,
  $json: narrow,
  $weight: 0,
};

function isInteger(noun: string, side: Side): boolean {
  if (side === CBOR) return noun === "integer";
  return side === MEMORY ? noun === "bigint" : noun === "number" || noun === "text";
}

/** An integer as a bigint, where it is exact and within its bounds: what `JSON.parse` made of a larger one may not be what was sent. */
function within({ $scalar }: Item, cut: (bits: number, integer: bigint) => bigint): bigint | undefined {
  const isExact =
    typeof $scalar === "number"
      ? Number.isSafeInteger($scalar)
      : /^(?:0|-?[1-9][0-9]{0,19})$/.test($scalar as string);
  const integer = isExact && BigInt($scalar as string);
  return integer !== false && cut(64, integer) === integer ? integer : undefined;
}

function writeInteger(parts: Parts, value: unknown): void {
  writeHead(parts, 0, value as bigint);
}

/** The JSON form of an integer. */
export function narrow(integer: unknown): number | string {
  return Number.isSafeInteger(Number(integer)) ? Number(integer) : `${integer}`;
}
