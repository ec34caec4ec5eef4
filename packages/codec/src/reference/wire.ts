/**
 * Items beside their plans: what an item's bytes say, and which plan is its.
 *
 * @module
 */
import { argumentAt, FLOAT, floatAt, integerAt, MAJOR, majorOf, SIMPLE } from "../cbor/head.ts";
import { isSafe } from "../cbor/integer.ts";
import { isLiteral } from "../cbor/kind.ts";
import { afterItem, contentsOf, stretchesOf, stringBytes, textAt } from "../cbor/read.ts";
import { isNumber } from "../json/kinds.ts";
import { isIntegerName } from "../json/names.ts";
import { hasLength } from "../plan/describe.ts";
import {
  anyPlan,
  type BytesPlan,
  itemOf,
  type Member,
  type NumberPlan,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type ViewPlan,
} from "../plan/plan.ts";
import { readAny } from "./undeclared.ts";

/** The plan of an item in an array. */
export function itemPlan(plan: Plan, index: number): Plan {
  if (plan.kind === "array") return plan.items;
  if (plan.kind === "any") return plan;
  return plan.kind === "tuple" ? itemOf(plan, index) : anyPlan;
}

/** The declared member that a key stands for; `mapped` is the key's name in JSON. */
export function memberFor(
  plan: ObjectPlan,
  payload: Uint8Array,
  key: number,
  mapped: string,
): Member | undefined {
  const integer = majorOf(payload[key] as number) <= MAJOR.negative;
  const isText = majorOf(payload[key] as number) === MAJOR.text;
  return plan.members.find((member) =>
    typeof member.key === "number"
      ? integer && mapped === String(member.key)
      : isText && mapped === member.key,
  );
}

/** Whether a key is that of a member. */
export function isKey(member: Member, payload: Uint8Array, key: number): boolean {
  const major = majorOf(payload[key] as number);
  if (typeof member.key === "number") {
    return major <= MAJOR.negative && integerAt(payload, key) === BigInt(member.key);
  }
  return major === MAJOR.text && textAt(payload, key) === member.key;
}

/** The plan of a member that the schema does not name, or `undefined` where it may not be there. */
export function undeclaredPlan(
  plan: Plan,
  payload: Uint8Array,
  key: number,
  mapped: string,
): Plan | undefined {
  if (plan.kind === "record") return isRecordKey(plan, payload, key, mapped) ? plan.values : undefined;
  if (plan.kind !== "object") return anyPlan;
  // A key that is no text would come back as one, and a declared member under another key than its own take its place.
  const isOther =
    majorOf(payload[key] as number) === MAJOR.text && !plan.members.some(({ name }) => name === mapped);
  return isOther ? plan.additional : undefined;
}

function isRecordKey(plan: RecordPlan, payload: Uint8Array, key: number, mapped: string): boolean {
  const major = majorOf(payload[key] as number);
  if (plan.keys === "integer") return major <= MAJOR.negative && isIntegerName(mapped);
  return major === MAJOR.text && new RegExp(plan.pattern, "u").test(mapped);
}

/** Whether the item at `offset` is of the type that the plan expects, its contents apart. */
export function fits(plan: Plan, payload: Uint8Array, offset: number): boolean {
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  switch (plan.kind) {
    case "integer":
      return major <= MAJOR.negative && isSafe(integerAt(payload, offset));
    case "wide-integer":
      return major <= MAJOR.negative && inRange(integerAt(payload, offset), plan.least, plan.greatest);
    case "number":
      if (major <= MAJOR.negative) return isSafe(integerAt(payload, offset));
      return initial >= FLOAT.half && initial <= FLOAT.double && isFloat(plan, floatAt(payload, offset));
    case "text":
      return major === MAJOR.text;
    case "bytes":
      return major === MAJOR.bytes && isWithin(lengthAt(payload, offset) as number, plan);
    case "boolean":
      return initial === SIMPLE.true || initial === SIMPLE.false;
    case "null":
      return initial === SIMPLE.null;
    case "literal":
      return plan.values.some((value) => isLiteral(value, payload, offset));
    case "array":
      return major === MAJOR.array;
    case "tuple":
      return major === MAJOR.array && hasLength(plan, lengthAt(payload, offset) as number);
    case "object":
    case "record":
      return major === MAJOR.map;
    case "tagged":
      return major === MAJOR.tag && argumentAt(payload, offset) === plan.tag;
    case "embedded":
      return major === MAJOR.bytes;
    case "union":
      return false;
    case "view":
      return viewAt(plan, payload, offset) !== undefined;
    case "any":
      return !plan.inJson || isMappable(payload, offset);
  }
}

/** Whether a float is one of those that a number may be. */
function isFloat({ width, nonFinite }: NumberPlan, value: number): boolean {
  return isNumber(value, width) || (nonFinite === true && !Number.isFinite(value));
}

function inRange(value: bigint, least: bigint, greatest: bigint): boolean {
  return value >= least && value <= greatest;
}

function isWithin(length: number, { minBytes = 0, maxBytes = Number.POSITIVE_INFINITY }: BytesPlan): boolean {
  return length >= minBytes && length <= maxBytes;
}

/** How many bytes a byte string has, and items an array; `undefined` for whatever is neither. */
export function lengthAt(payload: Uint8Array, offset: number): number | undefined {
  const major = majorOf(payload[offset] as number);
  if (major === MAJOR.bytes) {
    return stretchesOf(payload, offset).reduce((sum, [start, end]) => sum + end - start, 0);
  }
  return major === MAJOR.array ? countItems(payload, offset) : undefined;
}

function countItems(payload: Uint8Array, offset: number): number {
  const contents = contentsOf(payload, offset);
  let count = 0;
  for (let at = contents.first; contents.more(at); at = afterItem(payload, at)) count++;
  return count;
}

/** What the mapping without a schema takes: no tags, no simple values but false, true and null, finite floats. */
function isMappable(payload: Uint8Array, offset: number): boolean {
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  if (major === MAJOR.tag) return false;
  if (major !== MAJOR.simple) return true;
  if (initial >= FLOAT.half) return Number.isFinite(floatAt(payload, offset));
  return initial >= SIMPLE.false && initial <= SIMPLE.null;
}

/** The value of a view; `undefined` where its base, or what that means, is not what is expected. */
export function viewAt(plan: ViewPlan, payload: Uint8Array, offset: number): unknown {
  const which = plan.of.findIndex((one) => fits(one, payload, offset));
  const base = which < 0 ? undefined : baseAt(plan.of[which] as Plan, payload, offset);
  return base === undefined ? undefined : plan.view.fromWire(base, which);
}

function baseAt(plan: Plan, payload: Uint8Array, offset: number): unknown {
  if (!fits(plan, payload, offset)) return undefined;
  switch (plan.kind) {
    case "wide-integer":
      return integerAt(payload, offset);
    case "integer":
    case "number":
      return majorOf(payload[offset] as number) <= MAJOR.negative
        ? Number(integerAt(payload, offset))
        : floatAt(payload, offset);
    case "text":
      return textAt(payload, offset);
    case "bytes":
      return stringBytes(payload, offset);
    case "boolean":
      return payload[offset] === SIMPLE.true;
    case "literal":
      return plan.values.find((value) => isLiteral(value, payload, offset));
    case "tagged":
      return baseAt(plan.content, payload, contentsOf(payload, offset).first);
    case "tuple":
      return itemsAt((index) => plan.items[index], payload, offset);
    case "array":
      return itemsAt(() => plan.items, payload, offset);
    case "object":
      return readAny(payload, offset);
    default:
      // No view is of others.
      return undefined;
  }
}

/** The items of an array, where each is of its plan. */
function itemsAt(
  planOf: (index: number) => Plan | undefined,
  payload: Uint8Array,
  offset: number,
): unknown[] | undefined {
  const contents = contentsOf(payload, offset);
  const values: unknown[] = [];
  for (let at = contents.first; contents.more(at); at = afterItem(payload, at))
    values.push(baseAt(planOf(values.length) as Plan, payload, at));
  return values.includes(undefined) ? undefined : values;
}
