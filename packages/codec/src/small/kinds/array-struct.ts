import { ownMember } from "../../json/kinds.ts";
import { CBOR } from "../../plan/kinds.ts";
import { ANOTHER_NAME, furtherItems, memberWith, NO_SUCH_MEMBER, oneOf } from "../../sentences.ts";
import { type Item, itemOf } from "../walk/item.ts";
import type { Kind, Member, StructItems } from "../walk/kind.ts";
import { at } from "../walk/member.ts";
import type { Walk } from "../walk/task.ts";
import { deeper, enter, lengthOf, note, visit } from "../walk/walk.ts";
import { writeHead } from "../walk/write.ts";

/** `ArrayStruct`. */
export const arrayStruct: Kind<StructItems> = {
  $takes: (noun, side) => noun === (side === CBOR ? "array" : "map"),
  $read(item, node, walk, path, position) {
    if (walk.$side === CBOR && node.sized?.(lengthOf(item, walk)) === false) return undefined;
    return deeper(walk, path, () =>
      walk.$side === CBOR
        ? named(item.$inside, node, walk, path)
        : checked(item.$scalar as object, node, walk, path, position),
    );
  },
  $length: (item, walk) => (walk.$side === CBOR ? lengthOf(item, walk) : undefined),
};

/** Passes items, each of which has its place, and answers them by their names. */
function named(
  items: readonly unknown[],
  { members, rest, further: called = "" }: StructItems,
  walk: Walk,
  path: string,
): object {
  const entries: [string, unknown][] = [];
  const further: unknown[] = [];
  for (let index = 0; index < items.length; index++) {
    const member = members[index];
    const way = member ? at(path, member.name) : `${path}/${called}/${index - members.length}`;
    const node = member?.value ?? rest;
    // An optional one may not be there.
    if (!node || (member && items[index] === undefined)) continue;
    const value = visit(items[index], node, walk, way);
    if (member) entries.push([member.name, value ?? null]);
    else further.push(value);
  }
  return Object.fromEntries(further.length > 0 ? [...entries, [called, further]] : entries);
}

/** Passes the items that an object in memory or in JSON has, and tells what it lacks and what it should not have. */
function checked(object: object, node: StructItems, walk: Walk, path: string, position: number): object {
  const { members, rest, further: called = "", others } = node;
  const own = members.map(({ name }) => ownMember(object, name));
  const further = rest && ownMember(object, called);
  const last = further === undefined ? own.findLastIndex((value) => value !== undefined) : members.length;
  for (const [index, member] of members.entries()) {
    if (own[index] === undefined && (member.required || index < last))
      note(walk, position, path, memberWith(member, member.value.expected), NO_SUCH_MEMBER);
  }
  const isList = Array.isArray(further) && further.length > 0;
  const items = [...own, ...(isList ? further : [])];
  if (walk.$parts) writeHead(walk.$parts, 4, items.filter((item) => item !== undefined).length);
  const value = named(items, node, walk, path);
  if (further !== undefined && !isList) {
    const found = Array.isArray(further) ? oneOf(0) : itemOf(further, walk.$side).$noun;
    note(walk, walk.$count, at(path, called), furtherItems(), found);
  }
  const isKnown = (name: string) =>
    (rest && name === called) || members.some((member: Member) => member.name === name);
  for (const [name, other] of Object.entries(object)) {
    if (other === undefined || isKnown(name)) continue;
    const way = at(path, name);
    note(walk, enter(other as Item, walk, way), way, others as string, ANOTHER_NAME);
  }
  return value;
}
