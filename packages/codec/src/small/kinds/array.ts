import type { Items, Kind, Node, TupleItems } from "../walk/kind.ts";
import { lengthOf, readItems } from "../walk/walk.ts";

/** `Type.Array`. */
export const array: Kind<Items> = {
  $takes: isArray,
  $read: (item, { items }, walk, path) => readItems(item, () => items, walk, path),
  $length: lengthOf,
};

/** What an item is that was not there yet when the length of an array was read before. */
const none: Node["kind"] = { $takes: () => false };

/** `Type.Tuple`. */
export const tuple: Kind<TupleItems> = {
  $takes: isArray,
  $read: (item, { items, rest, sized, expected }, walk, path) =>
    sized?.(lengthOf(item, walk)) !== false
      ? readItems(item, (index) => items[index] ?? rest ?? { kind: none, expected }, walk, path)
      : undefined,
  $length: lengthOf,
};

function isArray(noun: string): boolean {
  return noun === "array";
}
