import { CBOR } from "../../plan/kinds.ts";
import { WRITABLE_NAME } from "../../sentences.ts";
import type { Item } from "../walk/item.ts";
import type { Kind, Members } from "../walk/kind.ts";
import { isName } from "../walk/member.ts";
import type { Walk } from "../walk/task.ts";
import { readMembers } from "../walk/walk.ts";

/** `Type.Object` and `Open`. */
export const object: Kind<Members> = {
  $takes: isMap,
  $read: (item, { members, additional, others }, walk, path, position) =>
    readMembers(item, walk, path, position, {
      $declared: members,
      $values: additional,
      $nameOf: (key, label) =>
        isName(key) && (walk.$side !== CBOR || !members.some(({ name }) => name === label))
          ? label
          : undefined,
      $expected: walk.$side !== CBOR && additional ? WRITABLE_NAME : (others as string),
    }),
  $length: countOf,
};

/** Whether an item is a map. */
export function isMap(noun: string): boolean {
  return noun === "map";
}

/** How many members the map has that was just passed. */
export function countOf(_: Item, { $passed }: Walk): number {
  return $passed;
}
