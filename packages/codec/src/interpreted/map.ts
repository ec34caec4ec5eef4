import { toBase64 } from "../cbor/base64.ts";
import { areKeysPlain, behindKept, RULE, type Rule } from "../cbor/plain.ts";
import { UNREADABLE } from "../cbor/text.ts";
import { matches } from "../json/constraints.ts";
import { setMember } from "../json/kinds.ts";
import { isIntegerName } from "../json/names.ts";
import { type Arrived, addUndeclared, declaredIn, identityOf, nameOfKey } from "../json/undeclared.ts";
import { missingMember, noSuchMember } from "../plan/describe.ts";
import {
  type AnyPlan,
  anyPlan,
  type Member,
  type ObjectPlan,
  type Plan,
  undescribedIn,
} from "../plan/plan.ts";
import { ANOTHER_KEY, EACH_KEY_ONCE, NAMEABLE_KEY, REPEATED_KEY } from "../sentences.ts";
import { type Cursor, fault, goOn, isOver, isTold, kindHere, readsAll, takeHead } from "./cursor.ts";
import { kept } from "./kept.ts";
import { isKeyOf, keyHere, keysOf, Names, nameHere } from "./keys.ts";
import { passKnownMember, passOthers, passPlainMembers } from "./pass.ts";

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
  /** The key as a value, where it may be whatever CBOR can hold and values are wanted. */
  readonly key?: unknown;
  /** What such a key is known by, unless it is known to be another than those before. */
  readonly identity?: string | undefined;
}

const NO_MEMBERS: readonly Member[] = [];
const NO_KEYS: readonly Uint8Array[] = [];

/** Reads a map beside a plan that takes one. Where its values are not wanted, what it answers is of no use. */
export function map(cursor: Cursor, plan: Plan, reads: Reads): object {
  const { path, depth, at: offset, building, isRight } = cursor;
  const members = plan.kind === "object" ? plan.members : NO_MEMBERS;
  const keys = plan.kind === "object" ? keysOf(plan) : NO_KEYS;
  const seen = new Names(members);
  const own: unknown[] = [];
  const others: Arrived[] = [];
  const undescribed = undescribedIn(plan);
  const count = takeHead(cursor);
  const rule = building && !undescribed ? undefined : ruleOf(plan, reads, undescribed);
  const isPlain = rule !== undefined && (isRight || areKeysPlain(cursor.glance, cursor.at, count, rule));
  let next = 0;
  let round = 0;
  /** Whether members that are told of nowhere may be passed; `undefined` until there are such. */
  let passes: boolean | undefined;
  const start = cursor.at;
  cursor.level++;
  for (; !isOver(cursor, round, count); round++) {
    goOn(cursor);
    if (isPlain && !building && keys.length === 0) {
      round += passPlainMembers(cursor, count - round, rule);
      if (isOver(cursor, round, count)) break;
    }
    if (passes !== false && !building && !undescribed && plan.kind !== "any" && isUntold(cursor)) {
      passes ??= areKeysPlain(cursor.glance, start, count, RULE.named);
      if (passes) round += passOthers(cursor, count - round, plan);
      if (isOver(cursor, round, count)) break;
    }
    // What is wrong with a key is told of the map.
    cursor.depth = depth;
    const index = keyHere(cursor, keys, next);
    if (index >= 0 && passKnownMember(cursor, keys[index] as Uint8Array)) {
      seen.repeatsDeclared(index);
      next = index + 1;
      continue;
    }
    const key =
      index >= 0
        ? usualKey(cursor, members, keys, index)
        : undescribed
          ? anyKey(cursor, members, undescribed, reads, isPlain)
          : unusualKey(cursor, members, reads);
    if (key.index >= 0) next = key.index + 1;
    if (key.name !== undefined) path[cursor.depth++] = key.name;
    const expected = undescribed
      ? planOfAny(cursor, members, undescribed, key, seen)
      : planFor(cursor, plan, key, seen);
    if (expected === undefined) readRefused(cursor, reads.refused);
    else {
      const value = reads.expected(cursor, expected);
      if (key.index >= 0) own[key.index] = value;
      else if (cursor.building) others.push({ key: key.key, name: key.name, value });
    }
  }
  cursor.depth = depth;
  cursor.level--;
  cursor.members = round;
  if (plan.kind === "object") noteMissing(cursor, plan, seen, offset);
  if (!cursor.building) return others;
  const built = inOrder(members, own);
  if (undescribed) addUndeclared(built, others, declaredIn(plan));
  else for (const { name, value } of others) setMember(built, name as string, value);
  return built;
}

/** Whether nothing is told of the next members but what is invalid, which is so whatever their plan is. */
function isUntold(cursor: Cursor): boolean {
  return !cursor.budget && !isTold(cursor, cursor.at) && !readsAll(cursor);
}

/** What is to be right in a map that may have members of any value. */
function ruleOf(plan: Plan, reads: Reads, undescribed: AnyPlan | undefined): Rule | undefined {
  if (undescribed) return RULE.kept;
  if (plan.kind !== "any") return undefined;
  return reads.expected === reads.refused ? RULE.named : RULE.inJson;
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

/** Reads a key that may be whatever CBOR can hold, and whose bytes stand for no member. */
function anyKey(
  cursor: Cursor,
  members: readonly Member[],
  undescribed: AnyPlan,
  reads: Reads,
  isPlain: boolean,
): Key {
  const { at: offset, telling, inKey, building, glance } = cursor;
  const kind = kindHere(cursor);
  cursor.building = true;
  if (!isPlain && behindKept(glance, offset) < 0) {
    cursor.inKey = true;
    cursor.telling = telling === "all" ? "validity" : telling;
    reads.expected(cursor, undescribed);
    cursor.telling = telling;
    cursor.inKey = inKey;
    cursor.building = building;
    // One that is wrong in itself is equal to none.
    return { offset, kind, name: undefined, index: -1 };
  }
  const key = kept(cursor, false);
  cursor.building = building;
  const name = nameOfKey(key, toBase64);
  const index = members.findIndex((member) => isKeyOf(member, kind, name));
  return {
    offset,
    kind,
    name: members[index]?.name ?? name,
    index,
    key,
    identity: isPlain ? undefined : identityOf(key),
  };
}

/** Reads a key that stands for no member byte for byte: of another one, or in another spelling. */
function unusualKey(cursor: Cursor, members: readonly Member[], reads: Reads): Key {
  const { at, telling, inKey } = cursor;
  const kind = kindHere(cursor);
  cursor.inKey = true;
  cursor.telling = telling === "all" ? "validity" : telling;
  const label = nameHere(cursor, kind);
  // What is no UTF-8 is no name.
  const name = label?.isWellFormed() ? label : undefined;
  if (label === undefined) reads.refused(cursor, anyPlan);
  cursor.telling = telling;
  cursor.inKey = inKey;
  const index = members.findIndex((member) => isKeyOf(member, kind, name));
  return { offset: at, kind, name: members[index]?.name ?? name, index, key: name };
}

/**
 * The plan of a member whose key may be any. One that was there before is noted: what is undeclared is read all the same, and
 * the value of a declared member is refused.
 */
function planOfAny(
  cursor: Cursor,
  members: readonly Member[],
  undescribed: AnyPlan,
  { offset, index, identity }: Key,
  seen: Names,
): Plan | undefined {
  const isRepeated =
    index >= 0 ? seen.repeatsDeclared(index) : identity !== undefined && seen.repeatsKey(identity);
  if (isRepeated) fault(cursor, "invalid", offset, EACH_KEY_ONCE, REPEATED_KEY);
  if (index < 0) return undescribed;
  return isRepeated ? undefined : members[index]?.value;
}

/** The plan of a member, or `undefined` where its key is refused, which is noted. */
function planFor(cursor: Cursor, plan: Plan, key: Key, seen: Names): Plan | undefined {
  const { offset, kind, index } = key;
  if (kind === "array" || kind === "map") {
    fault(cursor, "invalid", offset, NAMEABLE_KEY, kind);
    return undefined;
  }
  if (index >= 0 ? seen.repeatsMember(index) : seen.repeats(knownBy(cursor, key))) {
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
function knownBy({ payload, at }: Cursor, { name, offset }: Key): string {
  return name ?? `${UNREADABLE}${toBase64(payload.subarray(offset, at))}`;
}

/** The plan of a member that the schema does not name, or `undefined` where it may not be there. */
export function undeclaredPlan(plan: Plan, kind: string, name: string): Plan | undefined {
  const undescribed = undescribedIn(plan);
  if (undescribed) return undescribed;
  if (plan.kind === "object") {
    return kind !== "text" || plan.members.some((member) => member.name === name)
      ? undefined
      : plan.additional;
  }
  if (plan.kind !== "record") return anyPlan;
  const fits =
    plan.keys === "integer"
      ? kind === "integer" && isIntegerName(name)
      : kind === "text" && matches(plan.pattern, name);
  return fits ? plan.values : undefined;
}

function noteMissing(cursor: Cursor, plan: ObjectPlan, seen: Names, offset: number): void {
  for (let index = 0; index < plan.members.length; index++) {
    const member = plan.members[index] as Member;
    if (!member.required || seen.has(index) || !isTold(cursor, offset)) continue;
    const { expected, found } = missingMember(member);
    fault(cursor, "unexpected", offset, expected, found);
  }
}

/** An object with the declared members that came, in declared order. */
function inOrder(members: readonly Member[], values: readonly unknown[]): Record<string, unknown> {
  const built: Record<string, unknown> = {};
  for (const [index, { name }] of members.entries())
    if (index in values) setMember(built, name, values[index]);
  return built;
}
