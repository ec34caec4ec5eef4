/**
 * What is looked at ahead of reading it: what tells the branch of a union, and what of an item is told in an error.
 *
 * @module
 */
import { argumentAt } from "../cbor/head.ts";
import { skip } from "../cbor/skip.ts";
import { characters } from "../json/constraints.ts";
import { CBOR, cluesOf } from "../plan/kinds.ts";
import type { Clue, LiteralValue, Plan, UnionPlan } from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";
import { type Cursor, isOver, kindHere, takeHead } from "./cursor.ts";
import { isKeyOf, nameHere } from "./keys.ts";
import { scalar, text } from "./scalars.ts";

/** Reads what may be a literal; `undefined` for whatever is none. */
export function literalHere(cursor: Cursor, kind: string): LiteralValue | undefined {
  if (!["text", "integer", "float", "boolean", "null"].includes(kind)) return undefined;
  const { telling } = cursor;
  cursor.telling = "none";
  const value = kind === "text" ? text(cursor, true) : (scalar(cursor, kind) as LiteralValue);
  cursor.telling = telling;
  // An integer literal is an integer on the wire, as everywhere.
  return kind === "float" && Number.isSafeInteger(value) ? undefined : value;
}

/** How many bytes, characters, items or members the item has that a look ahead is at; `undefined` for one of another kind. */
export function lengthAt(ahead: Cursor, kind: string): number | undefined {
  ahead.telling = "none";
  if (kind === "text") return characters(text(ahead, true));
  if (kind !== "array" && kind !== "map" && kind !== "bytes") return undefined;
  const count = takeHead(ahead);
  if (count >= 0) return count;
  let length = 0;
  for (let index = 0; !isOver(ahead, index, count); index++) {
    const chunk = kind === "bytes" ? argumentAt(ahead.payload, ahead.at) : 1;
    length += kind === "map" ? chunk / 2 : chunk;
    ahead.at = skip(ahead.payload, ahead.at);
  }
  return length;
}

/** The branch of a union that the item here belongs to. */
export function branchHere(cursor: Cursor, union: UnionPlan, kind: string): Plan | undefined {
  const clues = cluesOf(union, kind, CBOR);
  if (clues.length === 0) return chooseBranch(union, kind, CBOR, () => false);
  const ahead: Cursor = { ...cursor, telling: "none" };
  if (kind === "array") return tupleHere(ahead, union, clues[0] as Clue);
  let found = clues.length;
  eachMember(ahead, (itsKind, name) => {
    // Where it is the literals that tell, all of them are of the same member.
    const isLiteral = clues[0]?.values !== undefined;
    const index = (isLiteral ? clues.slice(0, 1) : clues).findIndex(({ member }) =>
      isKeyOf(member, itsKind, name),
    );
    if (index < 0) return false;
    if (isLiteral) {
      const value = literalHere({ ...ahead }, kindHere(ahead));
      found = clues.findIndex(({ values }) => values?.includes(value as LiteralValue) ?? true);
    } else found = Math.min(found, index);
    return isLiteral || found === 0;
  });
  return union.branches[clues[found]?.branch as number];
}

/** Where it is a literal that tells, it is in the same place of all tuples. */
function tupleHere(ahead: Cursor, union: UnionPlan, { member, values }: Clue): Plan | undefined {
  const length = lengthAt({ ...ahead }, "array") as number;
  const isTold = values !== undefined && toItem(ahead, member.index as number);
  const literal = isTold ? literalHere(ahead, kindHere(ahead)) : undefined;
  return chooseBranch(union, "array", CBOR, (clue) => {
    return (clue.member.index as number) < length && (clue.values?.includes(literal as LiteralValue) ?? true);
  });
}

/** Goes to an item of the array ahead; answers whether there is one. */
export function toItem(ahead: Cursor, wanted: number): boolean {
  const count = takeHead(ahead);
  for (let index = 0; !isOver(ahead, index, count); index++) {
    if (index === wanted) return true;
    ahead.at = skip(ahead.payload, ahead.at);
  }
  return false;
}

/** Goes to the values of the map ahead, one after the other, until one is the right one; answers whether there is one. */
export function eachMember(
  ahead: Cursor,
  isRight: (kind: string, name: string | undefined) => boolean,
): boolean {
  const count = takeHead(ahead);
  for (let index = 0; !isOver(ahead, index, count); index++) {
    const { at } = ahead;
    const kind = kindHere(ahead);
    const name = nameHere(ahead, kind);
    ahead.at = skip(ahead.payload, at);
    if (isRight(kind, name)) return true;
    ahead.at = skip(ahead.payload, ahead.at);
  }
  return false;
}
