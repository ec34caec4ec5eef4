import { type Budget, checkEmbedded, embeddedAt } from "../cbor/embedded.ts";
import { argumentAt, MAJOR, majorOf } from "../cbor/head.ts";
import { behindPlain, glanceAt, RULE } from "../cbor/plain.ts";
import type { Place } from "../cbor/scan.ts";
import { skip } from "../cbor/skip.ts";
import { Faults } from "../faults.ts";
import { fitsBounds } from "../json/constraints.ts";
import { structs } from "../json/convert.ts";
import { floatFrom, tagFrom } from "../json/undeclared.ts";
import { foundInstead, foundLength, hasLength, requiredMember, tellingMember } from "../plan/describe.ts";
import { CBOR, cluesOf, hasKind } from "../plan/kinds.ts";
import {
  type AnyPlan,
  anyPlan,
  bare,
  type EmbeddedPlan,
  type LiteralValue,
  type Plan,
  partsOf,
  stepsTo,
  type TaggedPlan,
  type TuplePlan,
  type ViewPlan,
} from "../plan/plan.ts";
import { baseOfKind } from "../plan/union.ts";
import { NO_SUCH_MEMBER, OTHER_SIMPLE } from "../sentences.ts";
import { Simple, Tag } from "../undeclared.ts";
import { branchHere, eachMember, lengthAt, literalHere, toItem } from "./ahead.ts";
import { type Cursor, fault, goOn, isOver, isTold, kindHere, readsAll, takeHead } from "./cursor.ts";
import { kept } from "./kept.ts";
import { isKeyOf } from "./keys.ts";
import { map, type Read, type Reads, readRefused } from "./map.ts";
import { passKnown, passKnownItems, passPlainItems } from "./pass.ts";
import { bytes, number, safeInteger, scalar, text, wideInteger } from "./scalars.ts";

/** A value, and what is wrong with the payload it was read from. */
export interface Reading {
  readonly value: unknown;
  readonly faults: Faults;
}

const READS: Reads = { expected: item, refused: anything };
const READS_NOTHING: Reads = { expected: anything, refused: anything };
const ANY = [anyPlan];

/** From here on, nothing is known. */
export const NOWHERE: Place = { at: 0, starts: [], rests: [] };

/** Stands for a value that nobody asked for. */
const NOT_WANTED = {};

/**
 * Reads a well-formed payload beside its plan in one pass: builds the value and finds every fault that is left to find,
 * bad UTF-8 and keys that become one as well as whatever the plan does not expect.
 *
 * @param place - up to where the payload is known to be without faults: those behind are then found in a fraction of
 * the time, and the value is of no use
 * @param budget - what is left of the limits, where the plan has payloads in payloads
 * @param isRight - whether it is known that there are no faults
 * @throws CodecError when there are so many faults that reading on cannot change what is told
 */
export function read(
  plan: Plan,
  payload: Uint8Array,
  place?: Place,
  budget?: Budget,
  isRight = false,
): Reading {
  const faults = new Faults();
  const cursor: Cursor = {
    payload,
    at: 0,
    path: [],
    depth: 0,
    level: 0,
    pointers: new Map(),
    faults,
    telling: "all",
    building: place === undefined,
    inKey: false,
    isRight,
    members: 0,
    misfits: false,
    glance: glanceAt(payload),
    place,
    root: plan,
    readsAll: undefined,
    budget: budget && { ...budget, tally: { ...budget.tally } },
    outer: (offset) => offset,
  };
  try {
    return { value: item(cursor, plan), faults };
  } catch (thrown) {
    if (thrown !== faults) throw thrown;
    return read(plan, payload, NOWHERE, budget);
  }
}

/** Reads the item here. A fault in it is noted; what it answers then is of no use. */
function item(cursor: Cursor, given: Plan): unknown {
  if (passKnown(cursor)) return NOT_WANTED;
  const { at } = cursor;
  if (!cursor.building && !cursor.budget && !isTold(cursor, at) && !readsAll(cursor)) {
    anything(cursor);
    return NOT_WANTED;
  }
  const kind = kindHere(cursor);
  const expected = bare(given, kind);
  const chosen = expected.kind === "union" ? branchHere(cursor, expected, kind) : expected;
  const plan = chosen && bare(chosen, kind);
  const value = plan === undefined ? undefined : typed(cursor, plan, kind);
  if (value === undefined) {
    cursor.misfits = true;
    cursor.at = at;
    if (isTold(cursor, at)) noteMisfit(cursor, expected, kind, plan);
    readRefused(cursor, anything);
  } else if (!fitsBounds(plan as Plan, value, cursor.members) && isTold(cursor, at)) {
    const found = foundLength(plan as Plan, lengthAt({ ...cursor, at }, kind));
    fault(cursor, "unexpected", at, plan as Plan, found);
  }
  return value;
}

/**
 * Notes that the item here is not of the type that is expected; of one that is no branch of a union, by what it lacks.
 *
 * @param chosen - the branch that it belongs to
 */
function noteMisfit(cursor: Cursor, expected: Plan, kind: string, chosen?: Plan): void {
  const { at, path, depth } = cursor;
  const note = (plan: Plan) => {
    // It takes a look at all that is inside, and is told only of what would be taken in another length.
    const isAsked = plan.kind === "union" ? kind === "array" : hasKind(plan, kind, CBOR);
    const length = isAsked ? lengthAt({ ...cursor }, kind) : undefined;
    fault(cursor, "unexpected", at, plan, foundInstead(kind, plan, CBOR, length));
  };
  const telling = expected.kind === "union" ? tellingMember(cluesOf(expected, kind, CBOR)) : undefined;
  if (telling === undefined) return note(expected);
  // Its literal has told which one it is meant to be.
  if (chosen !== undefined) return note(chosen);
  const ahead: Cursor = { ...cursor, telling: "none" };
  if (kind === "array") {
    if (!toItem(ahead, telling.index as number)) return note(expected);
  } else if (!eachMember(ahead, (itsKind, name) => isKeyOf(telling, itsKind, name))) {
    return fault(cursor, "unexpected", at, requiredMember(telling), NO_SUCH_MEMBER);
  }
  path[cursor.depth++] = telling.name;
  const found = foundInstead(kindHere(ahead), telling.value, CBOR);
  fault(cursor, "unexpected", ahead.at, telling.value, found);
  cursor.depth = depth;
}

/** Reads an item of the type that the plan says, or answers `undefined` for one of another type. */
function typed(cursor: Cursor, plan: Plan, kind: string): unknown {
  switch (plan.kind) {
    case "integer":
      return kind === "integer" ? safeInteger(cursor) : undefined;
    case "wide-integer":
      return kind === "integer" ? wideInteger(cursor, plan.least, plan.greatest) : undefined;
    case "number":
      return kind === "integer" || kind === "float" ? number(cursor, kind, plan) : undefined;
    case "text":
      return kind === "text" ? text(cursor, cursor.building || isBounded(plan)) : undefined;
    case "bytes":
      return kind === "bytes" ? bytes(cursor, plan) : undefined;
    case "boolean":
    case "null":
      return kind === plan.kind ? scalar(cursor, kind) : undefined;
    case "literal": {
      const value = literalHere(cursor, kind);
      return plan.values.includes(value as LiteralValue) ? value : undefined;
    }
    case "array":
      return kind === "array" ? array(cursor, [plan.items], item, plan.uniqueItems) : undefined;
    case "tuple":
      return kind === "array" && hasLength(plan, lengthAt({ ...cursor }, kind) as number)
        ? array(cursor, partsOf(plan), item, false, plan)
        : undefined;
    case "object":
    case "record":
      return kind === "map" ? map(cursor, plan, READS) : undefined;
    case "tagged":
      if (kind !== `tag ${plan.tag}`) return undefined;
      return tagged(cursor, plan);
    case "embedded":
      return kind === "bytes" ? embedded(cursor, plan) : undefined;
    case "view":
      return view(cursor, plan, baseOfKind(plan, kind));
    case "any":
      return plan.inJson && !isContainer(kind) ? scalar(cursor, kind) : undescribed(cursor, plan, kind);
    case "union":
      return undefined;
    default:
      return plan satisfies never;
  }
}

/** Reads a view. What is wrong with its base is told of the view. */
function view(cursor: Cursor, plan: ViewPlan, which: number): unknown {
  if (which < 0) return undefined;
  const { telling, building, misfits } = cursor;
  cursor.telling = "none";
  cursor.building = true;
  cursor.misfits = false;
  const base = item(cursor, plan.of[which] as Plan);
  const value = cursor.misfits ? undefined : plan.view.fromWire(base, which);
  cursor.telling = telling;
  cursor.building = building;
  cursor.misfits = misfits;
  return value;
}

/** Reads what is behind a tag, and the tag itself where it is kept. */
function tagged(cursor: Cursor, { tag, content, keep }: TaggedPlan): unknown {
  const { path, depth } = cursor;
  takeHead(cursor);
  if (keep) path[cursor.depth++] = "value";
  cursor.level++;
  const value = item(cursor, content);
  cursor.level--;
  cursor.depth = depth;
  return keep ? { tag, value } : (value ?? null);
}

/** Reads the item that a byte string is around. */
function embedded(cursor: Cursor, { content, zeroLengthMap }: EmbeddedPlan): unknown {
  const { payload, at, faults } = cursor;
  const level = cursor.level + 1;
  const budget = cursor.budget as Budget;
  cursor.at = skip(payload, at);
  // Nothing that is wrong in it would be told, and so few bytes break no limit.
  const isShort = budget.few && level + cursor.at - at <= budget.limits.depth;
  if (isShort && !faults.keeps("invalid", cursor.outer(at))) return NOT_WANTED;
  const { bytes, outer } = embeddedAt(payload, at, zeroLengthMap);
  const inner = { ...cursor, payload: bytes, at: 0, level, glance: glanceAt(bytes) };
  inner.outer = (offset) => cursor.outer(outer(offset));
  const wrong = checkEmbedded(bytes, level, budget);
  if (wrong === undefined) return item(inner, content) ?? null;
  const { code, expected, found, offset } = wrong;
  if (offset === undefined) fault(cursor, code, at, expected, found);
  else fault(inner, code, offset, expected, found);
  return NOT_WANTED;
}

function isContainer(kind: string): boolean {
  return kind === "array" || kind === "map";
}

/** Reads whatever stands here, as the value that says it; of what has a place in JSON, arrays and maps alone. */
function undescribed(cursor: Cursor, plan: AnyPlan, kind: string): unknown {
  const { payload, at, building, glance } = cursor;
  if (!glance.doubtful.has(at)) {
    const next = cursor.isRight ? at : behindPlain(glance, at, plan.inJson ? RULE.inJson : RULE.kept);
    if (next >= 0 && building) return kept(cursor, plan.inJson === true);
    if (next >= 0) {
      cursor.at = next;
      return NOT_WANTED;
    }
  }
  if (kind === "array") return array(cursor, [plan], item);
  if (kind === "map") return map(cursor, plan, READS);
  if (majorOf(payload[at] as number) === MAJOR.tag) {
    takeHead(cursor);
    return new Tag(tagFrom(payload, at), item(cursor, plan));
  }
  if (kind !== "float" && kind !== "undefined" && kind !== OTHER_SIMPLE) return scalar(cursor, kind);
  takeHead(cursor);
  return kind === "float" ? floatFrom(payload, at) : new Simple(argumentAt(payload, at));
}

/** Passes whatever stands here, tags and all, and notes only what is invalid in it. */
function anything(cursor: Cursor): void {
  if (passKnown(cursor)) return;
  const { payload, at, building, glance } = cursor;
  const next = glance.doubtful.has(at) ? -1 : behindPlain(glance, at, RULE.named);
  if (next >= 0) {
    cursor.at = next;
    return;
  }
  const major = majorOf(payload[at] as number);
  cursor.building = false;
  if (major <= MAJOR.bytes || major === MAJOR.simple) cursor.at = skip(payload, at);
  else if (major === MAJOR.text) text(cursor, false);
  else if (major === MAJOR.array) array(cursor, ANY, anything);
  else if (major === MAJOR.map) map(cursor, anyPlan, READS_NOTHING);
  else {
    takeHead(cursor);
    anything(cursor);
  }
  cursor.building = building;
}

/**
 * Reads an array; where its items are not wanted, only its length is told.
 *
 * @param plans - one for each item; the last is that of all further ones
 * @param tuple - what says how they are called
 * @param isCompared - whether the items are to be compared with each other, for which they have to be built
 */
function array(
  cursor: Cursor,
  plans: readonly Plan[],
  each: Read,
  isCompared = false,
  tuple?: TuplePlan,
): unknown {
  const { path, depth, at, building } = cursor;
  const values: unknown[] = [];
  const count = takeHead(cursor);
  cursor.building ||= isCompared;
  const only = plans.length === 1 ? plans[0] : undefined;
  let length = passKnownItems(cursor, at, count);
  cursor.depth++;
  cursor.level++;
  for (; !isOver(cursor, length, count); length++) {
    goOn(cursor);
    const isAny = only?.kind === "any";
    if (!cursor.building && (isAny || (!cursor.budget && !isTold(cursor, cursor.at)))) {
      length += passPlainItems(cursor, count - length, isAny ? only : undefined);
      if (isOver(cursor, length, count)) break;
    }
    path[depth] = length;
    if (tuple?.names) {
      cursor.depth = depth;
      for (const step of stepsTo(tuple, length)) path[cursor.depth++] = step;
    }
    const value = each(cursor, plans[Math.min(length, plans.length - 1)] as Plan);
    if (cursor.building) values.push(value);
  }
  cursor.depth = depth;
  cursor.level--;
  const isBuilt = cursor.building;
  cursor.building = building;
  if (!isBuilt) return { length };
  return tuple?.names ? structs.objectOf?.(tuple.names, values) : values;
}

function isBounded(plan: Plan & { kind: "text" }): boolean {
  return plan.minLength !== undefined || plan.maxLength !== undefined || plan.pattern !== undefined;
}
