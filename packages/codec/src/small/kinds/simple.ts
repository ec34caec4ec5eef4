import type { Item } from "../walk/item.ts";
import type { Kind } from "../walk/kind.ts";
import { writeSimple } from "../walk/write.ts";

/** `Type.Boolean`. */
export const boolean: Kind = {
  $takes: (noun) => noun === "boolean",
  $read: scalarOf,
  $write: writeSimple,
};

/** `Type.Null`, whose own word is no name for an import. */
export const nil: Kind = {
  $takes: (noun) => noun === "null",
  $read: scalarOf,
  $write: writeSimple,
};

function scalarOf({ $scalar }: Item): unknown {
  return $scalar;
}
