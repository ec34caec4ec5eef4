import { foundInstead, hasLength, noSuchMember, tellingMember } from "../plan/describe.ts";
import type { Side } from "../plan/kinds.ts";
import {
  type AnyPlan,
  FURTHER,
  itemOf,
  type LiteralValue,
  namedMembers,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type ScalarPlan,
  type TaggedPlan,
  type TuplePlan,
  type UnionPlan,
} from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";
import { ANOTHER_NAME, furtherItems, oneOf, WRITABLE_NAME } from "../sentences.ts";
import { fitsBounds, lengthOf, matches } from "./constraints.ts";
import { isPlainObject, isText, keptValue, kindOf, leastBytes, ownMember, setMember } from "./kinds.ts";
import { isIntegerName } from "./names.ts";
import type { Visit } from "./visit.ts";

/** A plan whose values hold no others; `any` is one where the value at hand is such a value. */
export type LeafPlan = ScalarPlan | AnyPlan;

/** One way through the mapping: value to JSON, or JSON to value. */
export interface Direction {
  /** Converts a value that holds no others; answers `undefined` where it does not fit the plan. */
  leaf(plan: LeafPlan, value: unknown): unknown;
  /** The side converted from. */
  readonly side: Side;
  /** Has the last word on a converted value. */
  finish?(plan: Plan, converted: unknown): unknown;
}

/**
 * Converts a value beside its plan, one way or the other, and notes in `visit` what of it does not fit.
 * Members come out in declared order, then undeclared ones as they came.
 *
 * @param items - how many items it is on the wire: a member has a name there
 */
export function convert(
  direction: Direction,
  plan: Plan,
  value: unknown,
  visit: Visit,
  items: 1 | 2 = 1,
): unknown {
  return visit.enter(items) ? convertHere(direction, plan, value, visit) : undefined;
}

function convertHere(direction: Direction, plan: Plan, value: unknown, visit: Visit): unknown {
  const { position } = visit;
  const converted = byKind(direction, plan, value, visit);
  if (converted !== undefined && !fitsBounds(plan, converted)) {
    visit.outOfBounds(plan, position, lengthOf(plan, converted));
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
        if (isPlainObject(value)) return struct(direction, plan, value, visit);
      } else if (Array.isArray(value) && hasLength(plan, value.length)) {
        return items(direction, value, (index) => itemOf(plan, index), visit);
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
    case "any":
      if (Array.isArray(value)) return items(direction, value, () => plan, visit);
      if (isPlainObject(value)) return members(direction, plan, value, visit);
      return leaf(direction, plan, value, visit);
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

function tagged(direction: Direction, plan: TaggedPlan, value: unknown, visit: Visit): unknown {
  const { tag, content, optional, keep } = plan;
  if (optional === "omitted") return convertHere(direction, content, value, visit);
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
    const declared = new Set<string>();
    for (const { name, value: memberPlan } of plan.members) {
      declared.add(name);
      member(direction, memberPlan, name, ownMember(value, name), converted, visit);
    }
    for (const name of Object.keys(value)) {
      if (visit.over) break;
      if (declared.has(name)) continue;
      const refusal = plan.additional === undefined ? () => noSuchMember(plan) : badName(name);
      member(direction, plan.additional ?? plan, name, ownMember(value, name), converted, visit, refusal);
    }
  });
  return converted;
}

/** Converts an object whose members are the items of an array. */
function struct(direction: Direction, plan: TuplePlan, value: object, visit: Visit): object {
  const converted = {};
  const members = namedMembers(plan);
  const further = plan.rest && ownMember(value, FURTHER);
  const last = further === undefined ? members.findLastIndex(({ name }) => has(value, name)) : members.length;
  visit.deeper(() => {
    for (const [index, member] of members.entries()) {
      if ((member.required || index < last) && !has(value, member.name)) visit.missing(member);
    }
    for (const { name, value: item } of members) {
      if (!has(value, name) || visit.over) continue;
      visit.at(name, () => {
        setMember(converted, name, convert(direction, item, ownMember(value, name), visit) ?? null);
      });
    }
    if (further !== undefined && !visit.over) {
      visit.at(FURTHER, () => setMember(converted, FURTHER, furtherOf(direction, plan, further, visit)));
    }
    for (const name of Object.keys(value)) {
      const isKnown = (plan.rest && name === FURTHER) || members.some((member) => member.name === name);
      if (isKnown || !has(value, name) || visit.over) continue;
      visit.at(name, () => {
        if (visit.enter() && visit.tells()) visit.unexpected(noSuchMember({ members }), ANOTHER_NAME);
      });
    }
  });
  return converted;
}

function has(object: object, name: string): boolean {
  return ownMember(object, name) !== undefined;
}

function furtherOf(direction: Direction, { rest }: TuplePlan, value: unknown, visit: Visit): unknown {
  if (!Array.isArray(value) || value.length === 0) {
    return visit.unexpected(furtherItems(), Array.isArray(value) ? oneOf(0) : kindOf(value));
  }
  const converted: unknown[] = [];
  for (let index = 0; index < value.length && !visit.over; index++) {
    visit.at(index, () => converted.push(convert(direction, rest as Plan, value[index], visit)));
  }
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
  });
  return converted;
}

/** Members that no schema describes. */
function members(direction: Direction, plan: Plan, value: object, visit: Visit): object {
  const converted = {};
  visit.deeper(() => {
    for (const name of Object.keys(value)) {
      if (visit.over) break;
      member(direction, plan, name, ownMember(value, name), converted, visit, badName(name));
    }
  });
  return converted;
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
    const member = refusal === undefined ? convert(direction, plan, value, visit, 2) : undefined;
    setMember(converted, name, member === undefined ? null : member);
    if (refusal !== undefined && visit.enter(2) && visit.tells()) {
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
  const telling = isPlainObject(value) ? tellingMember(plan) : undefined;
  if (telling === undefined) return unexpected(direction, plan, value, visit);
  const clue = ownMember(value as object, telling.name);
  if (clue === undefined) visit.missing(telling);
  else visit.at(telling.name, () => unexpected(direction, telling.value, clue, visit));
  return undefined;
}
