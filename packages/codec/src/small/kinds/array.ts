import type { Items, Kind, TupleItems } from "../walk/kind.ts";
import { lengthOf, readItems } from "../walk/walk.ts";

/** `Type.Array`. */
export const array: Kind<Items> = {
  $takes: isArray,
  $read: (item, { items }, walk, path) => readItems(item, () => items, walk, path),
  $length: lengthOf,
};

/** `Type.Tuple`. */
export const tuple: Kind<TupleItems> = {
  $takes: isArray,
  $read: (item, { items, rest, sized }, walk, path) =>
    sized?.(lengthOf(item, walk)) !== false
      ? readItems(item, (index) => items[index] ?? rest, walk, path)
      : undefined,
  $length: lengthOf,
};

function isArray(noun: string): boolean {
  return noun === "array";
}
