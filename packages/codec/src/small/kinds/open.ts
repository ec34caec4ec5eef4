import { addTable, identityOf, isPlaced, nameOfKey, undeclaredIn } from "../../json/undeclared.ts";
import { CBOR, JSON_FORM } from "../../plan/kinds.ts";
import { EACH_KEY_ONCE, NAMEABLE_KEY, REPEATED_KEY } from "../../sentences.ts";
import type { UndeclaredMember } from "../../undeclared.ts";
import { toBase64 } from "../walk/base64.ts";
import type { Item } from "../walk/item.ts";
import type { Kind, Members, Node } from "../walk/kind.ts";
import { at, isKeyOf } from "../walk/member.ts";
import { deeper, type Names, note, readMembers, visit } from "../walk/walk.ts";
import { countOf, isMap } from "./object.ts";

/** `Open`, and maps in what no schema describes: whatever CBOR can hold may be a key. */
export const open: Kind<Members> = {
  $takes: isMap,
  $read(item, node, walk, path, position) {
    const { $side: side, $asJson: asJson } = walk;
    const { $inside: inside, $scalar: scalar } = item;
    const { members } = node;
    const any = node.additional as Node;
    const taken = new Set(members.map(({ name }) => name));
    const others =
      side === CBOR
        ? inside.flatMap((key, index) =>
            index % 2 || members.some((member) => isKeyOf(key, member, side))
              ? []
              : [[key, inside[index + 1]]],
          )
        : undeclaredIn(scalar as object, taken, side === JSON_FORM);
    const made = readMembers(item, walk, path, position, { $declared: members } as Names, others.length);
    const { $passed: passed } = walk;
    const table: UndeclaredMember[] = [];
    // A list of members may not have the keys of those that are declared.
    const seen = new Set(members.map(({ name, key = name }) => identityOf(key)));
    deeper(walk, path, () => {
      for (const [given, member] of others) {
        const told = walk.$notes.length;
        const read = visit(given, any, walk, path);
        // What is wrong in itself is equal to no other.
        const key = told !== walk.$notes.length ? undefined : side === CBOR ? read : given;
        const name = nameOfKey(key, toBase64);
        const way = at(path, name);
        const start = side === CBOR ? (given as Item).$start : walk.$count;
        const value = visit(member, any, walk, way) ?? null;
        const isOwn = isPlaced(made, name, value, taken);
        table.push(isOwn ? { key, name } : { key, value });
        const isRepeated = key !== undefined && seen.size === seen.add(identityOf(key)).size;
        if (isRepeated || (asJson && !isOwn))
          note(
            walk,
            start,
            way,
            asJson ? NAMEABLE_KEY : EACH_KEY_ONCE,
            asJson ? undefined : REPEATED_KEY,
            "invalid",
          );
      }
    });
    walk.$passed = passed;
    if (!asJson) addTable(made, table, taken);
    return made;
  },
  $length: countOf,
};
