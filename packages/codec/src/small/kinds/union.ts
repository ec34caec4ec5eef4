import { ownMember } from "../../json/kinds.ts";
import { CBOR, type Side } from "../../plan/kinds.ts";
import type { LiteralValue } from "../../plan/plan.ts";
import { another, memberWith, NO_SUCH_MEMBER } from "../../sentences.ts";
import { type Item, itemOf } from "../walk/item.ts";
import type { Branches, Clues, Kind, Node, Tag, Telling } from "../walk/kind.ts";
import { at, memberOf } from "../walk/member.ts";
import type { Walk } from "../walk/task.ts";
import { fit, note, pass, refuse } from "../walk/walk.ts";
import { keptTag } from "./tagged.ts";

/** `Type.Union` whose branches are told apart by what is seen of them at a glance. */
export const union: Kind<Branches> = {
  $takes: isOfBranch,
  $pass: passUnion,
};

/** `Type.Union` with several objects, each with a member that the others do not have. */
export const objectUnion: Kind<Clues> = {
  $takes: isOfBranch,
  $pass(item, node, walk, path, position) {
    if (item.$noun !== "map") return passUnion(item, node, walk, path, position);
    const found = node.clues.find((clue) => memberOf(item, clue, walk.$side) !== undefined);
    return passBranch(item, found && node.branches[found.branch], node, walk, path, position);
  },
};

/** `Type.Union` with several objects, which the literals of a member tell apart. */
export const literalUnion: Kind<Telling> = {
  $takes: isOfBranch,
  $pass(item, node, walk, path, position) {
    if (item.$noun !== "map") return passUnion(item, node, walk, path, position);
    const { $side: side } = walk;
    const { telling, told, branches } = node;
    const { name, value } = telling;
    const { kind, expected, values } = value;
    const member = memberOf(item, telling, side);
    if (member === undefined) {
      return refuse(item, { expected: memberWith(telling, expected) }, walk, path, position, NO_SUCH_MEMBER);
    }
    const clue = itemOf(member, side);
    const literal = kind.$read?.(clue, value, walk, path, position);
    const branch = branches[told[values.indexOf(literal as LiteralValue)] as number];
    if (branch) return passBranch(item, branch, node, walk, path, position);
    const { $noun: noun, $start: start } = clue;
    const found = kind.$takes(noun, side, value) ? another(noun) : noun;
    note(walk, side === CBOR ? start : position, at(path, name), expected, found);
    return pass(item, walk, path);
  },
};

/** `Type.Union` with tags that are kept: they tell of the branch, on each side. */
export const tagUnion: Kind<Branches> = {
  $takes: isOfBranch,
  $pass(item, node, walk, path, position) {
    if (item.$noun !== "map" || walk.$side === CBOR) return passUnion(item, node, walk, path, position);
    const tag = ownMember(item.$scalar as object, "tag");
    const found = (node.branches as readonly Partial<Node & Tag>[]).findIndex(
      (branch) => branch.kind === keptTag && branch.tag === tag,
    );
    return passBranch(item, node.branches[found], node, walk, path, position);
  },
};

/** Whether one of the branches takes what is called so. */
export function isOfBranch(noun: string, side: Side, { branches }: Branches): boolean {
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
