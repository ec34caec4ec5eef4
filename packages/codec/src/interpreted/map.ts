import { toBase64 } from "../cbor/base64.ts";
import { matches } from "../json/constraints.ts";
import { setMember } from "../json/kinds.ts";
import { isIntegerName } from "../json/names.ts";
import { missingMember, noSuchMember } from "../plan/describe.ts";
import { anyPlan, type Member, type ObjectPlan, type Plan } from "../plan/plan.ts";
import { ANOTHER_KEY, EACH_KEY_ONCE, NAMEABLE_KEY, REPEATED_KEY } from "../sentences.ts";
import { type Cursor, fault, goOn, isOver, isTold, kindHere, takeHead } from "./cursor.ts";
import { isKeyOf, keyHere, keysOf, Names, nameHere } from "./keys.ts";

/** Reads the item at the cursor beside its plan; a fault in it is noted. */
export type Read = (cursor: Cursor, plan: Plan) => unknown;

/** How the items in a map are read: those that a plan expects, and those of which only the validity counts. */
export interface Reads {
  readonly expected: Read;
  readonly refused: Read;
}

/** A key, with what it is called in the value. */
interface Key {
  readonly offset: number;
  /** The name in JSON; `undefined` where JSON has none. */
  readonly name: string | undefined;
  readonly kind: string;
  /** Which of the declared members it is that of, or −1. */
  readonly index: number;
}

const NO_MEMBERS: readonly Member[] = [];
const NO_KEYS: readonly Uint8Array[] = [];

/** Reads a map beside a plan that takes one. Where its values are not wanted, what it answers is of no use. */
export function map(cursor: Cursor, plan: Plan, reads: Reads): object {
  const { path, depth, at: offset } = cursor;
  const members = plan.kind === "object" ? plan.members : NO_MEMBERS;
  const keys = plan.kind === "object" ? keysOf(plan) : NO_KEYS;
  const seen = new Names(members);
  const names: string[] = [];
  const values: unknown[] = [];
  const count = takeHead(cursor);
  let next = 0;
  let round = 0;
  cursor.level++;
  for (; !isOver(cursor, round, count); round++) {
    goOn(cursor);
    // What is wrong with a key is told of the map.
    cursor.depth = depth;
    const index = keyHere(cursor, keys, next);
    const key = index < 0 ? unusualKey(cursor, members, reads) : usualKey(cursor, members, keys, index);
    if (key.index >= 0) next = key.index + 1;
    if (key.name !== undefined) path[cursor.depth++] = key.name;
    const expected = planFor(cursor, plan, key, seen);
    if (expected === undefined) readRefused(cursor, reads.refused);
    else {
      const value = reads.expected(cursor, expected);
      if (cursor.building) {
        names.push(key.name as string);
        values.push(value);
      }
    }
  }
  cursor.depth = depth;
  cursor.level--;
  cursor.members = round;
  if (plan.kind === "object") noteMissing(cursor, plan, seen, offset);
  return cursor.building ? inOrder(members, names, values) : names;
}

/** Reads the item here while only its validity is told of. */
export function readRefused(cursor: Cursor, read: Read): void {
  const { telling } = cursor;
  if (telling === "all") cursor.telling = "validity";
  read(cursor, anyPlan);
  cursor.telling = telling;
}

function usualKey(
  cursor: Cursor,
  members: readonly Member[],
  keys: readonly Uint8Array[],
  index: number,
): Key {
  const { at } = cursor;
  const { key, name } = members[index] as Member;
  cursor.at += (keys[index] as Uint8Array).length;
  return { offset: at, kind: typeof key === "number" ? "integer" : "text", name, index };
}

function unusualKey(cursor: Cursor, members: readonly Member[], reads: Reads): Key {
  const { at, telling, inKey } = cursor;
  const kind = kindHere(cursor);
  cursor.inKey = true;
  if (telling === "all") cursor.telling = "validity";
  const name = nameHere(cursor, kind);
  if (name === undefined) reads.refused(cursor, anyPlan);
  cursor.telling = telling;
  cursor.inKey = inKey;
  const index = members.findIndex((member) => isKeyOf(member, kind, name));
  return { offset: at, kind, name: members[index]?.name ?? name, index };
}

/** The plan of a member, or `undefined` where its key is refused, which is noted. */
function planFor(cursor: Cursor, plan: Plan, key: Key, seen: Names): Plan | undefined {
  const { offset, kind, index } = key;
  if (kind === "array" || kind === "map") {
    fault(cursor, "invalid", offset, NAMEABLE_KEY, kind);
    return undefined;
  }
  if (index >= 0 ? seen.repeatsMember(index) : seen.repeats(identityOf(cursor, key))) {
    fault(cursor, "invalid", offset, EACH_KEY_ONCE, REPEATED_KEY);
    return undefined;
  }
  if (key.name === undefined) {
    fault(cursor, "unexpected", offset, NAMEABLE_KEY, kind);
    return undefined;
  }
  const expected =
    index < 0 ? undeclaredPlan(plan, kind, key.name) : (plan as ObjectPlan).members[index]?.value;
  if (expected === undefined && isTold(cursor, offset)) {
    fault(cursor, "unexpected", offset, plan.kind === "object" ? noSuchMember(plan) : plan, ANOTHER_KEY);
  }
  return expected;
}

/** What a key is known by: its name, or its bytes where JSON has no name for it. */
function identityOf({ payload, at }: Cursor, { name, offset }: Key): string {
  return name ?? `\ud800${toBase64(payload.subarray(offset, at))}`;
}

/** The plan of a member that the schema does not name, or `undefined` where it may not be there. */
export function undeclaredPlan(plan: Plan, kind: string, name: string): Plan | undefined {
  if (plan.kind === "object") {
    return plan.members.some((member) => member.name === name) ? undefined : plan.additional;
  }
  if (plan.kind !== "record") return anyPlan;
  const fits =
    plan.keys === "integer"
      ? kind === "integer" && isIntegerName(name)
      : kind === "text" && matches(plan.pattern, name);
  return fits ? plan.values : undefined;
}

function noteMissing(cursor: Cursor, plan: ObjectPlan, seen: Names, offset: number): void {
  for (const [index, member] of plan.members.entries()) {
    if (!member.required || seen.has(index) || !isTold(cursor, offset)) continue;
    const { expected, found } = missingMember(member);
    fault(cursor, "unexpected", offset, expected, found);
  }
}

/** An object with the declared members in declared order, and the others behind them. */
function inOrder(members: readonly Member[], names: readonly string[], values: readonly unknown[]): object {
  const built: Record<string, unknown> = {};
  for (const { name } of members) {
    const index = names.indexOf(name);
    if (index >= 0) setMember(built, name, values[index]);
  }
  for (const [index, name] of names.entries()) {
    if (!Object.hasOwn(built, name)) setMember(built, name, values[index]);
  }
  return built;
}
