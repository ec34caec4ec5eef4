import { ownMember } from "../../json/kinds.ts";
import { CBOR, type Side } from "../../plan/kinds.ts";
import type { LiteralValue } from "../../plan/plan.ts";
import { another, memberWith, NO_SUCH_MEMBER, oneOf } from "../../sentences.ts";
import { type Item, itemOf } from "../walk/item.ts";
import type { Kind, Member, Secrecy, Sizes, Telling } from "../walk/kind.ts";
import { at } from "../walk/member.ts";
import type { Walk } from "../walk/task.ts";
import { fit, lengthOf, note, pass, refuse } from "../walk/walk.ts";
import { isOfBranch } from "./union.ts";

/** `Type.Union` with several tuples, which the literals of an item tell apart. */
export const literalTuples: Kind<Telling & Secrecy> = {
  $takes: isOfBranch,
  $pass(item, node, walk, path, position, union = node) {
    const { $side: side } = walk;
    const { telling, told, branches } = node;
    if (!isOfBranch(item.$noun, side, node)) return refuse(item, union, walk, path, position);
    const { name, value } = telling;
    const { kind, expected, values } = value;
    const given = itemIn(item, telling, side);
    if (given === undefined) {
      return item.$noun === "array"
        ? refuse(item, union, walk, path, position, lengthFound(item, node, walk))
        : refuse(item, { expected: memberWith(telling, expected) }, walk, path, position, NO_SUCH_MEMBER);
    }
    const clue = itemOf(given, side);
    const literal = kind.$read?.(clue, value, walk, path, position);
    const branch = branches[told[values.indexOf(literal as LiteralValue)] as number];
    if (branch) return fit(item, branch, walk, path, position);
    const { $noun: noun, $start: start } = clue;
    const found = kind.$takes(noun, side, value) ? another(noun) : noun;
    note(walk, side === CBOR ? start : position, at(path, name), expected, found);
    return pass(item, walk, path);
  },
};

/** `Type.Union` with several tuples, each of another length. */
export const sizedTuples: Kind<Sizes> = {
  $takes: isOfBranch,
  $pass(item, node, walk, path, position, union = node) {
    const { $side: side } = walk;
    const { branches, clues, shortest } = node;
    if (!isOfBranch(item.$noun, side, node)) return refuse(item, union, walk, path, position);
    const clue = clues.find((one) => itemIn(item, one, side) !== undefined);
    const branch = branches[(clue ? clue.branch : shortest) as number];
    const isSized = side !== CBOR || branch?.sized?.(lengthOf(item, walk)) !== false;
    return branch && isSized
      ? fit(item, branch, walk, path, position, side === CBOR ? union : undefined)
      : refuse(item, union, walk, path, position, lengthFound(item, node, walk));
  },
};

/** The item of a tuple that is in the place of another, or has its name. */
function itemIn(
  { $inside: inside, $scalar: value }: Item,
  { name, index }: Pick<Member, "name" | "index">,
  side: Side,
): unknown {
  return side === CBOR ? inside[index as number] : ownMember(value as object, name);
}

/** What is said of its length, where that is told. */
function lengthFound(item: Item, { secret }: Secrecy, walk: Walk): string {
  return secret || item.$noun !== "array" ? item.$noun : oneOf(lengthOf(item, walk));
}
