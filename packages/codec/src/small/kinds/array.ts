import type { Items, Kind, TupleItems } from "../walk/kind.ts";
import { itemsOf, readItems } from "../walk/walk.ts";

/** `Type.Array`. */
export const array: Kind<Items> = {
  $takes: isArray,
  $read: (item, { items }, walk, path) => readItems(item, () => items, walk, path),
};

/** `Type.Tuple`. */
export const tuple: Kind<TupleItems> = {
  $takes: isArray,
  $read: (item, { items }, walk, path) =>
    itemsOf(item, walk).length === items.length
      ? readItems(item, (index) => items[index], walk, path)
      : undefined,
};

function isArray(noun: string): boolean {
  return noun === "array";
}
