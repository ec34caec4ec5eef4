import { CBOR, type Side } from "../../plan/kinds.ts";
import { type Item, itemOf } from "../walk/item.ts";
import type { Branches, Clues, Kind, Node } from "../walk/kind.ts";
import { memberOf } from "../walk/member.ts";
import type { Walk } from "../walk/task.ts";
import { fit, refuse } from "../walk/walk.ts";

/** `Type.Union` whose branches are told apart by what is seen of them at a glance. */
export const union: Kind<Branches> = {
  $takes: isOfBranch,
  $pass: passUnion,
};

/** `Type.Union` with several objects, which a member of theirs tells apart. */
export const objectUnion: Kind<Clues> = {
  $takes: isOfBranch,
  $pass(item, node, walk, path, position) {
    if (item.$noun !== "map") return passUnion(item, node, walk, path, position);
    const { $side: side } = walk;
    const found = node.clues.find((clue) => {
      const member = memberOf(item, clue, side);
      if (member === undefined || !clue.value) return member !== undefined;
      return clue.value.kind.$read?.(itemOf(member, side), clue.value, walk, path, position) !== undefined;
    });
    return passBranch(item, found && node.branches[found.branch], node, walk, path, position);
  },
};

function isOfBranch(noun: string, side: Side, { branches }: Branches): boolean {
  return branches.some((branch) => branch.kind.$takes(noun, side, branch));
}

function passUnion(item: Item, node: Node & Branches, walk: Walk, path: string, position: number): unknown {
  const branch = node.branches.find((one) => one.kind.$takes(item.$noun, walk.$side, one));
  return passBranch(item, branch, node, walk, path, position);
}

/** Of a payload, a fault says what the union expects, not the branch that seemed to be meant. */
function passBranch(
  item: Item,
  branch: Node | undefined,
  union: Node,
  walk: Walk,
  path: string,
  position: number,
): unknown {
  return branch
    ? fit(item, branch, walk, path, position, walk.$side === CBOR ? union : undefined)
    : refuse(item, union, walk, path, position);
}
