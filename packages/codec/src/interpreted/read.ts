import { argumentAt, integerAt, MAJOR, majorOf } from "../cbor/head.ts";
import { isSafe } from "../cbor/integer.ts";
import type { Place } from "../cbor/scan.ts";
import { skip } from "../cbor/skip.ts";
import { Faults } from "../faults.ts";
import { fitsBounds } from "../json/constraints.ts";
import { floatFrom, tagFrom } from "../json/undeclared.ts";
import { foundInstead } from "../plan/describe.ts";
import { CBOR } from "../plan/kinds.ts";
import {
  type AnyPlan,
  anyPlan,
  type Clue,
  type LiteralValue,
  type Plan,
  type UnionPlan,
} from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";
import { OTHER_SIMPLE } from "../sentences.ts";
import { Simple, Tag } from "../undeclared.ts";
import { type Cursor, fault, goOn, isOver, kindHere, takeHead } from "./cursor.ts";
import { isKeyOf, nameHere } from "./keys.ts";
import { map, type Read, type Reads, readRefused } from "./map.ts";
import { passKnown, passKnownItems, passPlainItems } from "./pass.ts";
import { bytes, float, safeInteger, text, wideInteger } from "./scalars.ts";

/** A value, and what is wrong with the payload it was read from. */
export interface Reading {
  readonly value: unknown;
  readonly faults: Faults;
}

const READS: Reads = { expected: item, refused: anything };
const READS_NOTHING: Reads = { expected: anything, refused: anything };
const ANY = [anyPlan];

/** Stands for a value that nobody asked for. */
const NOT_WANTED = {};

/**
 * Reads a well-formed payload beside its plan in one pass: builds the value and finds every fault that is left to find,
 * bad UTF-8 and keys that become one as well as whatever the plan does not expect.
 *
 * @param place - up to where the payload is known to be without faults: those behind are then found in a fraction of
 * the time, and the value is of no use
 * @throws CodecError when there are so many faults that reading on cannot change what is told
 */
export function read(plan: Plan, payload: Uint8Array, place?: Place): Reading {
  const faults = new Faults();
  const cursor: Cursor = {
    payload,
    at: 0,
    path: [],
    depth: 0,
    written: new Map(),
    faults,
    telling: "all",
    building: place === undefined,
    inKey: false,
    members: 0,
    place,
  };
  const value = item(cursor, plan);
  return { value, faults };
}

/** Reads the item here. A fault in it is noted; what it answers then is of no use. */
function item(cursor: Cursor, expected: Plan): unknown {
  if (passKnown(cursor)) return NOT_WANTED;
  const { at } = cursor;
  const kind = kindHere(cursor);
  const plan = expected.kind === "union" ? branchHere(cursor, expected, kind) : expected;
  const value = plan === undefined ? undefined : typed(cursor, plan, kind);
  if (value === undefined) {
    fault(cursor, "unexpected", at, expected, foundInstead(kind, expected, CBOR));
    cursor.at = at;
    readRefused(cursor, anything);
  } else if (!fitsBounds(plan as Plan, value, cursor.members)) {
    fault(cursor, "unexpected", at, plan as Plan);
  }
  return value;
}

/** Reads an item of the type that the plan says, or answers `undefined` for one of another type. */
function typed(cursor: Cursor, plan: Plan, kind: string): unknown {
  switch (plan.kind) {
    case "integer":
      return kind === "integer" ? safeInteger(cursor) : undefined;
    case "wide-integer":
      return kind === "integer" ? wideInteger(cursor, plan.least, plan.greatest) : undefined;
    case "number":
      return kind === "integer"
        ? safeInteger(cursor)
        : kind === "float"
          ? float(cursor, plan.width)
          : undefined;
    case "text":
      return kind === "text" ? text(cursor, cursor.building || isBounded(plan)) : undefined;
    case "bytes":
      return kind === "bytes" ? bytes(cursor, plan) : undefined;
    case "boolean":
    case "null":
      return kind === plan.kind ? any(cursor, kind) : undefined;
    case "literal":
      return literal(cursor, plan.values, kind);
    case "array":
      return kind === "array" ? array(cursor, [plan.items], item, plan.uniqueItems) : undefined;
    case "tuple":
      return kind === "array" && lengthHere(cursor) === plan.items.length
        ? array(cursor, plan.items, item)
        : undefined;
    case "object":
    case "record":
      return kind === "map" ? map(cursor, plan, READS) : undefined;
    case "tagged":
      if (kind !== `tag ${plan.tag}`) return undefined;
      takeHead(cursor);
      return item(cursor, plan.content) ?? null;
    case "any":
      return plan.inJson ? any(cursor, kind) : undescribed(cursor, plan, kind);
    case "union":
      return undefined;
    default:
      return plan satisfies never;
  }
}

/** Reads whatever has a place in JSON. */
function any(cursor: Cursor, kind: string): unknown {
  const { payload, at } = cursor;
  switch (kind) {
    case "integer": {
      const value = integerAt(payload, at);
      takeHead(cursor);
      return isSafe(value) ? Number(value) : value;
    }
    case "float":
      return float(cursor);
    case "text":
      return text(cursor, cursor.building);
    case "bytes":
      return bytes(cursor, {});
    case "boolean":
    case "null":
      cursor.at++;
      return kind === "null" ? null : payload[at] === 0xf5;
    case "array":
      return array(cursor, ANY, item);
    case "map":
      return map(cursor, anyPlan, READS);
  }
  return undefined;
}

/** Reads whatever stands here, as the value that says it exactly. */
function undescribed(cursor: Cursor, plan: AnyPlan, kind: string): unknown {
  const { payload, at } = cursor;
  if (kind === "array") return array(cursor, [plan], item);
  if (kind === "map") return map(cursor, plan, READS);
  if (majorOf(payload[at] as number) === MAJOR.tag) {
    takeHead(cursor);
    return new Tag(tagFrom(payload, at), item(cursor, plan));
  }
  if (kind !== "float" && kind !== "undefined" && kind !== OTHER_SIMPLE) return any(cursor, kind);
  takeHead(cursor);
  return kind === "float" ? floatFrom(payload, at) : new Simple(argumentAt(payload, at));
}

/** Passes whatever stands here, tags and all, and notes only what is invalid in it. */
function anything(cursor: Cursor): void {
  if (passKnown(cursor)) return;
  const { payload, at, building } = cursor;
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

function literal(cursor: Cursor, values: readonly LiteralValue[], kind: string): LiteralValue | undefined {
  if (!["text", "integer", "float", "boolean", "null"].includes(kind)) return undefined;
  const { telling } = cursor;
  cursor.telling = "none";
  const value = kind === "text" ? text(cursor, true) : (any(cursor, kind) as LiteralValue);
  cursor.telling = telling;
  // An integer literal is an integer on the wire, as everywhere.
  if (kind === "float" && Number.isSafeInteger(value)) return undefined;
  return values.includes(value) ? value : undefined;
}

/**
 * Reads an array; where its items are not wanted, only its length is told.
 *
 * @param plans - that of all items, or one for each
 * @param isCompared - whether the items are to be compared with each other, for which they have to be built
 */
function array(cursor: Cursor, plans: readonly Plan[], each: Read, isCompared = false): unknown[] {
  const { path, depth, at, building } = cursor;
  const values: unknown[] = [];
  const count = takeHead(cursor);
  cursor.building ||= isCompared;
  const only = plans.length === 1 ? plans[0] : undefined;
  let length = passKnownItems(cursor, at, count);
  cursor.depth++;
  for (; !isOver(cursor, length, count); length++) {
    goOn(cursor);
    if (only?.kind === "any" && !cursor.building) {
      length += passPlainItems(cursor, count - length, only.inJson);
      if (isOver(cursor, length, count)) break;
    }
    path[depth] = length;
    const value = each(cursor, plans[plans.length > 1 ? length : 0] as Plan);
    if (cursor.building) values.push(value);
  }
  cursor.depth = depth;
  const built = cursor.building ? values : ({ length } as unknown[]);
  cursor.building = building;
  return built;
}

/** How many items the array here has. */
function lengthHere({ payload, at }: Cursor): number {
  const ahead = { payload, at };
  const count = takeHead(ahead);
  if (count >= 0) return count;
  let length = 0;
  for (; !isOver(ahead, length, count); length++) ahead.at = skip(payload, ahead.at);
  return length;
}

function branchHere(cursor: Cursor, union: UnionPlan, kind: string): Plan | undefined {
  return chooseBranch(union, kind, CBOR, (clue) => hasClue({ ...cursor, telling: "none" }, clue));
}

/** Looks for a clue in the map ahead. */
function hasClue(ahead: Cursor, { member, values }: Clue): boolean {
  const count = takeHead(ahead);
  for (let index = 0; !isOver(ahead, index, count); index++) {
    const { at } = ahead;
    const kind = kindHere(ahead);
    const isMember = isKeyOf(member, kind, nameHere(ahead, kind));
    ahead.at = skip(ahead.payload, at);
    if (isMember) return values === undefined || literal(ahead, values, kindHere(ahead)) !== undefined;
    ahead.at = skip(ahead.payload, ahead.at);
  }
  return false;
}

function isBounded(plan: Plan & { kind: "text" }): boolean {
  return plan.minLength !== undefined || plan.maxLength !== undefined || plan.pattern !== undefined;
}
