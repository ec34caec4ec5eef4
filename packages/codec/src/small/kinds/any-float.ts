import type { Item } from "../walk/item.ts";
import type { Kind } from "../walk/kind.ts";
import { isNumber, writeDouble, writeShortest, writeSingle } from "./numbers.ts";

/** Numbers that need not be finite: they are the base of a view, which says what they mean. */
export const anyFloat: Kind = { $takes: isNumber, $read: exact, $write: writeShortest };

/** Those of 32 bits. */
export const anyFloat32: Kind = { $takes: isNumber, $read: exact, $write: writeSingle };

/** Those of 64 bits. */
export const anyFloat64: Kind = { $takes: isNumber, $read: exact, $write: writeDouble };

/** A number, and no integer that is none. */
function exact({ $scalar }: Item): unknown {
  return typeof $scalar === "number" ? $scalar : undefined;
}
