import { CBOR } from "../../plan/kinds.ts";
import { WRITABLE_NAME } from "../../sentences.ts";
import type { Kind, Members } from "../walk/kind.ts";
import { isName } from "../walk/member.ts";
import { readMembers } from "../walk/walk.ts";

/** `Type.Object` and `Open`. */
export const object: Kind<Members> = {
  $takes: isMap,
  $read: (item, { members, additional, others }, walk, path, position) =>
    (additional?.kind.$members ?? readMembers)(item, walk, path, position, {
      $declared: members,
      $values: additional,
      $nameOf: (key, label) =>
        (walk.$side === CBOR ? !members.some(({ name }) => name === label) : isName(key)) ? label : undefined,
      $expected: walk.$side !== CBOR && additional ? WRITABLE_NAME : (others as string),
    }),
};

/** Whether an item is a map. */
export function isMap(noun: string): boolean {
  return noun === "map";
}
