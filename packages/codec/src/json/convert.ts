import { toBase64 } from "../cbor/base64.ts";
import { foundInstead, hasLength, noSuchMember, tellingMember } from "../plan/describe.ts";
import { cluesOf, MEMORY, type Side } from "../plan/kinds.ts";
import {
  type AnyPlan,
  itemOf,
  type LiteralValue,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type ScalarPlan,
  type TaggedPlan,
  type TuplePlan,
  type UnionPlan,
  undescribedIn,
  type ViewPlan,
} from "../plan/plan.ts";
import { baseOfValue, chooseBranch } from "../plan/union.ts";
import { ANOTHER_NAME, EACH_KEY_ONCE, NAMEABLE_KEY, REPEATED_KEY, WRITABLE_NAME } from "../sentences.ts";
import { Tag, undeclared } from "../undeclared.ts";
import { atOnce, membersAtOnce, type Wish } from "./at-once.ts";
import { fitsBounds, lengthOf, matches } from "./constraints.ts";
import { integerToJson } from "./integer.ts";
import { isPlainObject, isText, keptValue, kindOf, leastBytes, ownMember, setMember } from "./kinds.ts";
import { isIntegerName } from "./names.ts";
import { declaredIn, identityOf, isTag, type KnownNames, nameOfKey, undeclaredIn } from "./undeclared.ts";
import type { Visit } from "./visit.ts";

/** A plan whose values hold no others; `any` is one where the value at hand is such a value. */
export type LeafPlan = ScalarPlan | AnyPlan;

/** One way through the mapping: value to JSON, or JSON to value. */
export interface Direction {
  /** Converts a value that holds no others; answers `undefined` where it does not fit the plan. */
  leaf(plan: LeafPlan, value: unknown): unknown;
  /** The side converted from. */
  readonly side: Side;
  /** Whether undeclared members may have no keys but those that JSON can hold. */
  readonly inJson?: boolean;
  /** Whether the value is written as CBOR. */
  readonly writes?: boolean;
  /** Has the last word on a converted value. */
  finish?(plan: Plan, converted: unknown): unknown;
}

/** How an object is converted whose members are the items of an array, and how one is made of the other. */
export interface StructCode {
  convert(direction: Direction, plan: TuplePlan, value: object, visit: Visit): object;
  itemsOf(names: readonly string[], object: object): unknown[];
  objectOf(names: readonly string[], items: readonly unknown[]): object;
}

/** What `ArrayStruct` brings along when it is called, so that a page which does not call it is not sent it. */
export const structs: Partial<StructCode> = {};

/**
 * Converts a value beside its plan, one way or the other, and notes in `visit` what of it does not fit.
 * Members come out in declared order, then undeclared ones as they came.
 *
 * @param count - how many data items the value counts as, where it is not one and its name another
 */
export function convert(
  direction: Direction,
  plan: Plan,
  value: unknown,
  visit: Visit,
  count?: number,
): unknown {
  return visit.enter(count) ? convertHere(direction, plan, value, visit) : undefined;
}

function convertHere(direction: Direction, plan: Plan, value: unknown, visit: Visit): unknown {
  const { position } = visit;
  const converted = byKind(direction, plan, value, visit);
  if (converted !== undefined && !fitsBounds(plan, converted, visit.members)) {
    const length = isPlainObject(converted) ? visit.members : lengthOf(plan, converted);
    visit.outOfBounds(plan, position, length);
  }
  return direction.finish === undefined ? converted : direction.finish(plan, converted);
}

function byKind(direction: Direction, plan: Plan, value: unknown, visit: Visit): unknown {
  switch (plan.kind) {
    case "array":
      if (Array.isArray(value)) return items(direction, value, () => plan.items, visit);
      break;
    case "tuple":
      if (plan.names) {
        if (isPlainObject(value)) return structs.convert?.(direction, plan, value, visit);
      } else if (Array.isArray(value)) {
        // It may be another one when it is read again.
        const { length } = value;
        if (hasLength(plan, length))
          return items(direction, value, (index) => itemOf(plan, index), visit, length);
      }
      break;
    case "object":
      if (isPlainObject(value)) return object(direction, plan, value, visit);
      break;
    case "record":
      if (isPlainObject(value)) return record(direction, plan, value, visit);
      break;
    case "tagged":
      return tagged(direction, plan, value, visit);
    case "embedded":
      return visit.tag(() => convertHere(direction, plan.content, value, visit));
    case "union":
      return union(direction, plan, value, visit);
    case "view":
      return view(direction, plan, value, visit);
    case "any": {
      const made = plan.inJson ? undefined : undescribed(direction, value, visit);
      if (made !== undefined) return made;
      if (Array.isArray(value)) return items(direction, value, () => plan, visit);
      if (isPlainObject(value)) return members(direction, plan, value, visit);
      if (value instanceof Tag && direction.side === MEMORY && !plan.inJson) {
        return tag(direction, plan, value, visit);
      }
      return leaf(direction, plan, value, visit);
    }
    default:
      return leaf(direction, plan, value, visit);
  }
  return unexpected(direction, plan, value, visit);
}

function leaf(direction: Direction, plan: LeafPlan, value: unknown, visit: Visit): unknown {
  if (!visit.holds(leastBytes(plan, value))) return undefined;
  const converted = direction.leaf(plan, value);
  return converted === undefined ? unexpected(direction, plan, value, visit) : converted;
}

function unexpected({ side }: Direction, plan: Plan, value: unknown, visit: Visit): undefined {
  if (!visit.tells()) return undefined;
  return visit.unexpected(plan, foundInstead(kindOf(value), plan, side, lengthOf(plan, value)));
}

/** What no schema describes and holds others, at once where that is possible. */
function undescribed(direction: Direction, value: unknown, visit: Visit): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const room = visit.room();
  if (room === undefined) return undefined;
  const made = atOnce(wishOf(direction, visit), value, room);
  visit.take(room, made !== undefined);
  return made;
}

/** What is wanted of what no schema describes. */
function wishOf({ side, inJson = false, writes = false }: Direction, { isRead }: Visit): Wish {
  return { ofJson: side !== MEMORY, makes: !writes, named: inJson, isRead };
}

function items(
  direction: Direction,
  values: readonly unknown[],
  planOf: (index: number) => Plan,
  visit: Visit,
  length = values.length,
): unknown[] {
  const converted: unknown[] = [];
  visit.deeper(() => {
    for (let index = 0; index < length && !visit.over; index++) {
      visit.at(index, () => converted.push(convert(direction, planOf(index), values[index], visit)));
    }
  });
  return converted;
}

function tagged(direction: Direction, plan: TaggedPlan, value: unknown, visit: Visit): unknown {
  const { tag, content, optional, keep } = plan;
  // One that may be left out counts where it is written: JSON has none of it.
  if (optional && !(direction.writes && optional === "written"))
    return convertHere(direction, content, value, visit);
  if (!keep) return visit.tag(() => convertHere(direction, content, value, visit));
  const given = keptValue(value, tag);
  if (given === undefined) return unexpected(direction, plan, value, visit);
  let converted: unknown;
  visit.tag(() =>
    visit.at("value", () => {
      converted = convertHere(direction, content, given, visit);
    }),
  );
  return { tag, value: converted };
}

function object(direction: Direction, plan: ObjectPlan, value: object, visit: Visit): object {
  const converted = {};
  visit.deeper(() => {
    for (const member of plan.members) {
      if (member.required && ownMember(value, member.name) === undefined) visit.missing(member);
    }
    const declared = declaredIn(plan);
    for (const { name, value: memberPlan } of plan.members) {
      member(direction, memberPlan, name, ownMember(value, name), converted, visit);
    }
    const undescribed = undescribedIn(plan);
    if (undescribed) {
      const keys = () => plan.members.map(({ key }) => key);
      return undeclaredMembers(direction, undescribed, value, declared, converted, visit, keys);
    }
    for (const name of Object.keys(value)) {
      if (visit.over) break;
      if (declared.has(name)) continue;
      const refusal = plan.additional === undefined ? () => noSuchMember(plan) : badName(name);
      member(direction, plan.additional ?? plan, name, ownMember(value, name), converted, visit, refusal);
    }
    visit.members = Object.keys(converted).length;
  });
  return converted;
}

function record(direction: Direction, plan: RecordPlan, value: object, visit: Visit): object {
  const converted = {};
  visit.deeper(() => {
    for (const name of Object.keys(value)) {
      if (visit.over) break;
      const refusal = isRecordName(plan, name) ? undefined : plan;
      member(direction, plan.values, name, ownMember(value, name), converted, visit, refusal);
    }
    visit.members = Object.keys(converted).length;
  });
  return converted;
}

/** Members that no schema describes. */
function members(direction: Direction, plan: AnyPlan, value: object, visit: Visit): object {
  const converted = {};
  visit.deeper(() => {
    if (!plan.inJson) return undeclaredMembers(direction, plan, value, declaredIn(plan), converted, visit);
    for (const name of Object.keys(value)) {
      if (visit.over) break;
      member(direction, plan, name, ownMember(value, name), converted, visit, badName(name));
    }
  });
  return converted;
}

/**
 * Members whose keys may be whatever a value may be there.
 *
 * @param keys - what the keys are of those that are declared, which a list of members may not have
 */
function undeclaredMembers(
  direction: Direction,
  plan: AnyPlan,
  value: object,
  declared: KnownNames,
  converted: Record<string, unknown>,
  visit: Visit,
  keys: () => readonly (string | number)[] = () => [],
): void {
  const before = Object.keys(converted).length;
  const room = visit.room();
  const count = room ? membersAtOnce(wishOf(direction, visit), value, room, converted, declared, keys) : -1;
  if (room) visit.take(room, count >= 0);
  visit.members = before + count;
  if (count >= 0) return;
  for (const name of Object.keys(converted)) if (!declared.has(name)) delete converted[name];
  const all = undeclaredIn(value, declared, direction.side !== MEMORY);
  const isListed = direction.side === MEMORY && !visit.isRead && undeclared in value;
  const seen = new Set(isListed ? keys().map(identityOf) : []);
  const { path } = visit;
  for (const [key, other] of all) {
    if (visit.over) return;
    // A key is a value like any other.
    const { found } = visit;
    const isKey = convert(direction, plan, key, visit, 1) !== undefined;
    if (visit.over) return;
    const name = isKey ? nameOfKey(key, toBase64) : undefined;
    if (name !== undefined) path.push(name);
    const isOwn = name !== undefined && !declared.has(name) && !Object.hasOwn(converted, name);
    // One that is wrong in itself is equal to none.
    const identity = isListed && visit.found === found ? identityOf(key) : undefined;
    const isRepeated = identity !== undefined && seen.has(identity);
    if (identity !== undefined) seen.add(identity);
    if (direction.inJson) {
      if (!isOwn || isRepeated) visit.invalid(NAMEABLE_KEY);
    } else if (isRepeated) visit.invalid(EACH_KEY_ONCE, REPEATED_KEY);
    const made = convert(direction, plan, other, visit, 1);
    if (isOwn) setMember(converted, name, made === undefined ? null : made);
    if (name !== undefined) path.pop();
  }
  visit.members = before + all.length;
}

/** A tag is an item of its own, and a level. */
function tag(direction: Direction, plan: AnyPlan, value: Tag, visit: Visit): unknown {
  if (!isTag(value)) return unexpected(direction, plan, value, visit);
  const content = visit.deeper(() => convert(direction, plan, value.content, visit, 1));
  return { tag: integerToJson(BigInt(value.tag)), value: content === undefined ? null : content };
}

/** Converts one member, unless its name is refused. A member that is `undefined` is not there. */
function member(
  direction: Direction,
  plan: Plan,
  name: string,
  value: unknown,
  converted: Record<string, unknown>,
  visit: Visit,
  refusal?: Plan | string | (() => string),
): void {
  if (value === undefined || visit.over) return;
  visit.at(name, () => {
    // A member that is refused, by its name or its value, counts as one all the same.
    const member = refusal === undefined ? convert(direction, plan, value, visit) : undefined;
    setMember(converted, name, member === undefined ? null : member);
    if (refusal !== undefined && visit.enter() && visit.tells()) {
      visit.unexpected(typeof refusal === "function" ? refusal() : refusal, ANOTHER_NAME);
    }
  });
}

function badName(name: string): string | undefined {
  return isText(name) ? undefined : WRITABLE_NAME;
}

/** Whether a name can be a key of a record. */
function isRecordName(plan: RecordPlan, name: string): boolean {
  if (plan.keys === "integer") return isIntegerName(name);
  return isText(name) && matches(plan.pattern, name);
}

/** The branch of a union that a value belongs to. */
export function branchOf(plan: UnionPlan, value: unknown, side: Side): Plan | undefined {
  return chooseBranch(plan, kindOf(value), side, ({ member, values }) => {
    const clue = ownMember(value as object, member.name);
    return values === undefined ? clue !== undefined : values.includes(clue as LiteralValue);
  });
}

function union(direction: Direction, plan: UnionPlan, value: unknown, visit: Visit): unknown {
  const branch = branchOf(plan, value, direction.side);
  if (branch !== undefined) return convertHere(direction, branch, value, visit);
  const telling = tellingMember(cluesOf(plan, kindOf(value), direction.side));
  const clue = telling && ownMember(value as object, telling.name);
  if (telling === undefined || (clue === undefined && Array.isArray(value))) {
    return unexpected(direction, plan, value, visit);
  }
  if (clue === undefined) visit.missing(telling);
  else visit.at(telling.name, () => unexpected(direction, telling.value, clue, visit));
  return undefined;
}

/** What counts of a base is what it takes on the wire. */
const counting: Direction = { leaf: (_, base) => base, side: MEMORY };

/** A view says by itself what becomes of a value. */
function view(direction: Direction, plan: ViewPlan, value: unknown, visit: Visit): unknown {
  const { view: of } = plan;
  const isJson = direction.side !== MEMORY;
  const made = isJson ? of.fromJson(value) : value;
  const base = of.toWire(made);
  if (base === undefined) return unexpected(direction, plan, value, visit);
  convertHere(counting, baseOfValue(plan, made), base, visit);
  return isJson ? made : of.toJson(made);
}
