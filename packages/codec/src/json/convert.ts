import { toBase64 } from "../cbor/base64.ts";
import { foundInstead, noSuchMember } from "../plan/describe.ts";
import { MEMORY, type Side } from "../plan/kinds.ts";
import {
  type AnyPlan,
  type LiteralValue,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type ScalarPlan,
  type UnionPlan,
  undescribedIn,
} from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";
import { ANOTHER_NAME, EACH_KEY_ONCE, NAMEABLE_KEY, REPEATED_KEY, WRITABLE_NAME } from "../sentences.ts";
import { Tag } from "../undeclared.ts";
import { fitsBounds, matches } from "./constraints.ts";
import { integerToJson } from "./integer.ts";
import { isPlainObject, isText, kindOf, ownMember, setMember } from "./kinds.ts";
import { isIntegerName } from "./names.ts";
import { identityOf, isTag, type KnownNames, nameOfKey, undeclaredIn } from "./undeclared.ts";
import type { Visit } from "./visit.ts";

/** A plan whose values hold no others; `any` is one where the value at hand is such a value. */
export type LeafPlan = ScalarPlan | AnyPlan;

/** One way through the mapping: value to JSON, or JSON to value. */
export interface Direction {
  /** Converts a value that holds no others; answers `undefined` where it does not fit the plan. */
  leaf(plan: LeafPlan, value: unknown): unknown;
  /** The side converted from. */
  readonly side: Side;
  /** Whether undeclared members may have keys that JSON cannot hold. */
  readonly anyKeys?: boolean;
  /** Has the last word on a converted value. */
  finish?(plan: Plan, converted: unknown): unknown;
}

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
  return visit.enter(plan, count) ? convertHere(direction, plan, value, visit) : undefined;
}

function convertHere(direction: Direction, plan: Plan, value: unknown, visit: Visit): unknown {
  const { position } = visit;
  const converted = byKind(direction, plan, value, visit);
  if (converted !== undefined && !fitsBounds(plan, converted, visit.members))
    visit.outOfBounds(plan, position);
  return direction.finish === undefined ? converted : direction.finish(plan, converted);
}

function byKind(direction: Direction, plan: Plan, value: unknown, visit: Visit): unknown {
  switch (plan.kind) {
    case "array":
      if (Array.isArray(value)) return items(direction, value, () => plan.items, visit);
      break;
    case "tuple":
      if (Array.isArray(value) && value.length === plan.items.length) {
        return items(direction, value, (index) => plan.items[index] as Plan, visit);
      }
      break;
    case "object":
      if (isPlainObject(value)) return object(direction, plan, value, visit);
      break;
    case "record":
      if (isPlainObject(value)) return record(direction, plan, value, visit);
      break;
    case "tagged":
      return visit.deeper(() => convertHere(direction, plan.content, value, visit));
    case "union":
      return union(direction, plan, value, visit);
    case "any":
      if (Array.isArray(value)) return items(direction, value, () => plan, visit);
      if (isPlainObject(value)) return members(direction, plan, value, visit);
      if (value instanceof Tag && direction.side === MEMORY && !plan.inJson) {
        return tag(direction, plan, value, visit);
      }
      return leaf(direction, plan, value, visit);
    default:
      return leaf(direction, plan, value, visit);
  }
  return unexpected(direction, plan, value, visit);
}

function leaf(direction: Direction, plan: LeafPlan, value: unknown, visit: Visit): unknown {
  const converted = direction.leaf(plan, value);
  return converted === undefined ? unexpected(direction, plan, value, visit) : converted;
}

function unexpected(direction: Direction, plan: Plan, value: unknown, visit: Visit): undefined {
  return visit.unexpected(plan, foundInstead(kindOf(value), plan, direction.side));
}

function items(
  direction: Direction,
  values: readonly unknown[],
  planOf: (index: number) => Plan,
  visit: Visit,
): unknown[] {
  const converted: unknown[] = [];
  visit.deeper(() => {
    for (let index = 0; index < values.length && !visit.over; index++) {
      visit.at(index, () => converted.push(convert(direction, planOf(index), values[index], visit)));
    }
  });
  return converted;
}

function object(direction: Direction, plan: ObjectPlan, value: object, visit: Visit): object {
  const converted = {};
  visit.deeper(() => {
    for (const member of plan.members) {
      if (member.required && ownMember(value, member.name) === undefined) visit.missing(member);
    }
    const declared = new Set<string>();
    for (const { name, value: memberPlan } of plan.members) {
      declared.add(name);
      member(direction, memberPlan, name, ownMember(value, name), converted, visit);
    }
    const undescribed = direction.side === MEMORY ? undescribedIn(plan) : undefined;
    if (undescribed) return undeclaredMembers(direction, undescribed, value, declared, converted, visit);
    for (const [name, other] of Object.entries(value)) {
      if (declared.has(name)) continue;
      const refusal = plan.additional === undefined ? noSuchMember(plan) : badName(name);
      member(direction, plan.additional ?? plan, name, other, converted, visit, refusal);
    }
    visit.members = Object.keys(converted).length;
  });
  return converted;
}

function record(direction: Direction, plan: RecordPlan, value: object, visit: Visit): object {
  const converted = {};
  visit.deeper(() => {
    for (const [name, other] of Object.entries(value)) {
      const refusal = isRecordName(plan, name) ? undefined : plan;
      member(direction, plan.values, name, other, converted, visit, refusal);
    }
    visit.members = Object.keys(converted).length;
  });
  return converted;
}

const NONE: KnownNames = new Set();

/** Members that no schema describes. */
function members(direction: Direction, plan: AnyPlan, value: object, visit: Visit): object {
  const converted = {};
  visit.deeper(() => {
    if (direction.side === MEMORY) return undeclaredMembers(direction, plan, value, NONE, converted, visit);
    for (const [name, other] of Object.entries(value)) {
      member(direction, plan, name, other, converted, visit, badName(name));
    }
  });
  return converted;
}

/** Members of a value in memory whose keys may be whatever CBOR can hold. */
function undeclaredMembers(
  direction: Direction,
  plan: AnyPlan,
  value: object,
  declared: KnownNames,
  converted: Record<string, unknown>,
  visit: Visit,
): void {
  const all = undeclaredIn(value, declared);
  const before = Object.keys(converted).length;
  const seen = new Set<string>();
  for (const [key, other] of all) {
    if (visit.over) return;
    const isName = typeof key === "string";
    if (isName && !isText(key)) {
      member(direction, plan, key, other, converted, visit, WRITABLE_NAME);
      continue;
    }
    // A key that is no text is a value like any other.
    const { found } = visit;
    const isKey = isName || convert(direction, plan, key, visit, 1) !== undefined;
    if (visit.over) return;
    const name = isKey ? nameOfKey(key, toBase64) : undefined;
    within(visit, name, () => {
      const meets = name !== undefined && (declared.has(name) || Object.hasOwn(converted, name));
      if (direction.anyKeys) {
        // A key that is wrong in itself is equal to none.
        const identity = visit.found === found ? identityOf(key) : undefined;
        if (identity !== undefined && seen.has(identity)) visit.invalid(EACH_KEY_ONCE, REPEATED_KEY);
        if (identity !== undefined) seen.add(identity);
      } else if (meets) visit.invalid(EACH_KEY_ONCE, REPEATED_KEY);
      else if (name === undefined) visit.invalid(NAMEABLE_KEY);
      const made = convert(direction, plan, other, visit, isName ? 2 : 1);
      if (name !== undefined && !meets) setMember(converted, name, made === undefined ? null : made);
    });
  }
  visit.members = before + all.length;
}

function within(visit: Visit, name: string | undefined, inside: () => void): void {
  if (name === undefined) inside();
  else visit.at(name, inside);
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
  refusal?: Plan | string,
): void {
  if (value === undefined || visit.over) return;
  visit.at(name, () => {
    // A member that is refused, by its name or its value, counts as one all the same.
    const member = refusal === undefined ? convert(direction, plan, value, visit) : undefined;
    setMember(converted, name, member === undefined ? null : member);
    if (refusal !== undefined && visit.enter(plan)) visit.unexpected(refusal, ANOTHER_NAME);
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

function union(direction: Direction, plan: UnionPlan, value: unknown, visit: Visit): unknown {
  const branch = chooseBranch(plan, kindOf(value), direction.side, ({ member, values }) => {
    const clue = ownMember(value as object, member.name);
    return values === undefined ? clue !== undefined : values.includes(clue as LiteralValue);
  });
  return branch === undefined
    ? visit.unexpected(plan, kindOf(value))
    : convertHere(direction, branch, value, visit);
}
