/**
 * The one way through an item beside its plan, be it a payload's, a value in memory or a JSON value: it checks it and
 * answers it in another form.
 *
 * @module
 */

import type { Limits } from "../cbor/limits.ts";
import { CodecError, type Issue, issue } from "../error.ts";
import { kindOf, ownMember } from "../json/kinds.ts";
import { describe, foundInstead, missingMember, noSuchMember } from "../plan/describe.ts";
import { CBOR, kinds, type Side } from "../plan/kinds.ts";
import type { ArrayPlan, Member, Plan, UnionPlan } from "../plan/plan.ts";
import { toBase64 } from "./base64.ts";
import { exceed, type Fault, gravest } from "./fault.ts";
import { fitsBounds, isIntegerName, isText, jsonOf, matches, scalarOf } from "./fit.ts";
import { type Item, newItem } from "./item.ts";
import { UNREADABLE } from "./text.ts";
import { type Parts, writeHead, writeScalar } from "./write.ts";

/** What a walk is to do. */
export interface Task {
  readonly source: Side;
  readonly limits: Limits;
  /** The payload, where that is the source. */
  readonly payload?: Uint8Array;
  /** Answers the JSON form and not the value in memory. */
  readonly asJson?: boolean;
  /** Puts this in place of whatever is sensitive, and checks nothing. */
  readonly mask?: string;
  /** Takes what fits, as CBOR. */
  readonly parts?: Parts;
}

/** A task, and how far it is. */
interface Walk extends Task {
  faults: Fault[];
  visits: number;
  count: number;
  level: number;
  /** How many items or members the array or map has that was just passed. */
  passed: number;
}

/** A member of a map. */
interface Entry {
  /** What it is called in the value; `undefined` for a key that JSON has no name for. */
  readonly label: string | undefined;
  readonly item: Item;
  /** The declared member that it is. */
  readonly known?: Member | undefined;
  /** Its key in a payload. */
  readonly keyItem?: Item;
}

const MANY = 99;
const NAMEABLE = "a key that JSON can hold";

/**
 * Goes all the way.
 *
 * @param given - an item of a payload, or a value
 * @throws CodecError `limit`: a value of too many levels or items
 * @throws CodecError `invalid`: a payload with bad UTF-8, or with two keys that become one
 * @throws CodecError `unexpected`: whatever does not fit the plan
 */
export function walk(plan: Plan, given: unknown, task: Task): unknown {
  const state: Walk = { ...task, faults: [], visits: 0, count: 0, level: 0, passed: 0 };
  const value = visit(state, plan, task.source === CBOR ? (given as Item) : itemOf(given), "");
  const issues = gravest(state.faults).map(({ tell }) => tell());
  if (issues.length > 0) throw new CodecError(issues as [Issue]);
  return value;
}

/** A value as an item; what it holds is made items of when the walk comes to it. */
function itemOf(value: unknown): Item {
  return newItem(kindOf(value), 0, value);
}

/** Notes a fault. What was expected may be a plan: its words are made when they are needed. */
function note(
  walk: Walk,
  position: number,
  instancePath: string,
  wanted: Plan | string,
  found?: string,
  code: "unexpected" | "invalid" = "unexpected",
): void {
  // Hostile input has a fault in every item: those that will not be told are not kept.
  if (walk.faults.length > MANY) walk.faults = gravest(walk.faults);
  const offset = walk.source === CBOR ? position : undefined;
  const expected = () => (typeof wanted === "string" ? wanted : describe(wanted));
  const tell = () => issue({ code, expected: expected(), found, offset, instancePath });
  walk.faults.push({ code, position, tell });
}

/** Counts a value, with its tag, and answers its place in the order of reading. */
function enter(walk: Walk, plan: Plan, item: Item, path: string): number {
  if (walk.source === CBOR) return item.start;
  const { items } = walk.limits;
  walk.count += plan.kind === "tagged" ? 2 : 1;
  if (walk.count > items) exceed(items, "data items", { instancePath: path });
  return ++walk.visits;
}

/** Goes one level deeper. Those of a payload have been counted. */
function descend(walk: Walk, path: string): void {
  const { depth } = walk.limits;
  if (++walk.level > depth && walk.source !== CBOR) exceed(depth, "levels", { instancePath: path });
}

function visit(walk: Walk, plan: Plan, item: Item, path: string): unknown {
  const position = enter(walk, plan, item, path);
  return item.bad < 0 ? fit(walk, plan, item, path, position) : refuse(walk, item, path);
}

/** @param told - what a fault says was expected: in a payload the union, not the branch that seemed to be meant */
function fit(walk: Walk, plan: Plan, item: Item, path: string, position: number, told = plan): unknown {
  const { source, parts, mask } = walk;
  const { noun } = item;
  if (mask && plan.sensitive) return mask;
  const branch = plan.kind === "union" && branchOf(plan, item, source);
  if (branch) return fit(walk, branch, item, path, position, source === CBOR ? plan : branch);
  let value: unknown;
  if (plan.kind === "tagged" && source !== CBOR) {
    if (parts) writeHead(parts, 6, plan.tag);
    descend(walk, path);
    value = fit(walk, plan.content, item, path, position);
    walk.level--;
    return value;
  }
  // A union takes what one of its branches takes, and there is none.
  if (plan.kind !== "union" && takes(plan, item, source)) {
    if (plan.kind === "tagged") return visit(walk, plan.content, item.inside[0] as Item, path);
    if (noun === "array") value = array(walk, plan, item, path);
    else if (noun === "map") value = map(walk, item, path, position, plan);
    else {
      value = scalarOf(plan, item, source);
      if (parts && value !== undefined) writeScalar(parts, value, plan);
    }
  }
  if (value === undefined) {
    note(walk, position, path, told, foundInstead(noun, told, source));
    refuse(walk, item, path);
  } else if (!mask && !fitsBounds(plan, value, walk.passed)) note(walk, position, path, plan);
  return walk.asJson ? jsonOf(value) : value;
}

/** Tells what is invalid in an item that is refused. */
function refuse(walk: Walk, item: Item, path: string): void {
  const { noun, inside, bad } = item;
  if (bad >= 0) note(walk, bad, path, "valid UTF-8", "other bytes", "invalid");
  if (noun === "map" && walk.source === CBOR) map(walk, item, path);
  else {
    for (const [index, each] of inside.entries())
      refuse(walk, each, noun === "array" ? `${path}/${index}` : path);
  }
}

/** Passes the items of an array; `undefined` for a tuple of another length. */
function array(walk: Walk, plan: Plan, item: Item, path: string): unknown[] | undefined {
  const isCbor = walk.source === CBOR;
  const items = isCbor ? item.inside : (item.scalar as unknown[]);
  const { length } = items;
  const isTuple = plan.kind === "tuple";
  if (isTuple && plan.items.length !== length) return undefined;
  const values: unknown[] = [];
  if (walk.parts) writeHead(walk.parts, 4, length);
  descend(walk, path);
  for (let index = 0; index < length; index++) {
    const expected = isTuple ? plan.items[index] : ((plan as Partial<ArrayPlan>).items ?? plan);
    const each = isCbor ? items[index] : itemOf(items[index]);
    values.push(visit(walk, expected as Plan, each as Item, `${path}/${index}`));
  }
  walk.level--;
  walk.passed = length;
  return values;
}

/** Passes the members of a map, declared ones first; without a plan only whether they are valid is told of. */
function map(walk: Walk, item: Item, path: string, position = 0, plan?: Plan): object {
  const declared = plan?.kind === "object" ? plan.members : [];
  descend(walk, path);
  const entries =
    walk.source === CBOR ? entriesOf(walk, item, path, declared) : entriesOfValue(item, declared);
  const found = declared.flatMap((member) => {
    const entry = entries.find(({ known }) => known === member);
    if (entry) return entry;
    const missing = member.required && missingMember(member);
    if (missing) note(walk, position, path, missing.expected, missing.found);
    return [];
  });
  if (walk.parts) writeHead(walk.parts, 5, entries.length);
  const present = [...found, ...entries.filter(({ known }) => !known)];
  const values = present.map((entry) => [entry.label, memberValue(walk, entry, path, plan) ?? null]);
  walk.level--;
  walk.passed = entries.length;
  return Object.fromEntries(values);
}

/** Passes one member. */
function memberValue(walk: Walk, entry: Entry, parent: string, plan?: Plan): unknown {
  const { label, item, known, keyItem } = entry;
  const path = at(parent, label);
  if (plan) {
    // A name is an item on the wire too.
    walk.count++;
    const undeclared = plan.kind === "record" ? plan.values : plan.kind === "object" ? plan.additional : plan;
    const expected = known ? known.value : mayHave(plan, entry) ? undeclared : undefined;
    if (expected) {
      const isNumber = plan.kind === "record" && plan.keys === "integer";
      if (walk.parts)
        writeScalar(walk.parts, known ? (known.key ?? label) : isNumber ? Number(label) : label);
      return visit(walk, expected, item, path);
    }
    const position = enter(walk, undeclared ?? plan, keyItem ?? item, path);
    if (label === undefined) note(walk, position, path, NAMEABLE, keyItem?.noun);
    else {
      const isOpen = plan.kind !== "object" || (plan.additional && !keyItem);
      const wanted =
        plan.kind === "record" ? plan : isOpen ? "a name without lone surrogates" : noSuchMember(plan);
      note(walk, position, path, wanted, keyItem ? "another key" : "another name");
    }
  }
  return refuse(walk, item, path);
}

/** Whether a map may have this member, which it does not declare. */
function mayHave(plan: Plan, { label, keyItem }: Entry): boolean {
  if (label === undefined) return false;
  const isName = keyItem ? keyItem.noun === "text" : isText(label);
  if (plan.kind === "record") {
    return plan.keys === "text"
      ? isName && matches(plan.pattern, label)
      : (!keyItem || keyItem.noun === "integer") && isIntegerName(label);
  }
  return keyItem ? plan.kind !== "object" || !plan.members.some(({ name }) => name === label) : isName;
}

/** The members of a map in a payload; of keys it tells whether they are valid. */
function entriesOf(walk: Walk, { inside }: Item, path: string, declared: readonly Member[]): Entry[] {
  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (let index = 0; index < inside.length; index += 2) {
    const [keyItem, item] = inside.slice(index, index + 2) as [Item, Item];
    const { noun, start } = keyItem;
    refuse(walk, keyItem, path);
    const known = declared.find((one) => isKeyOf(keyItem, one));
    const label = known ? known.name : nameOf(keyItem);
    const identity = label ?? UNREADABLE + toBase64((walk.payload as Uint8Array).subarray(start, item.start));
    const isWhole = noun === "array" || noun === "map";
    if (isWhole || seen.has(identity)) {
      const wanted = isWhole ? NAMEABLE : "each key once";
      const found = isWhole ? noun : "a key that repeats one before it, or becomes the same in JSON";
      note(walk, start, at(path, label), wanted, found, "invalid");
      refuse(walk, item, at(path, label));
    } else {
      seen.add(identity);
      entries.push({ label, item, keyItem, known });
    }
  }
  return entries;
}

/** The members of an object that are its own: declared ones, and others as they come. */
function entriesOfValue({ scalar }: Item, declared: readonly Member[]): Entry[] {
  const names = declared.map(({ name }) => name);
  const others = Object.keys(scalar as object).filter((name) => !names.includes(name));
  return [...names, ...others].flatMap((label, index) => {
    const value = ownMember(scalar as object, label);
    return value === undefined ? [] : { label, item: itemOf(value), known: declared[index] };
  });
}

function takes(plan: Plan, { noun }: Item, source: Side): boolean {
  return plan.kind === "any" || (kinds(plan, source) as string[]).includes(noun);
}

function branchOf({ clues = [], branches }: UnionPlan, item: Item, source: Side): Plan | undefined {
  if (item.noun !== "map" || clues.length === 0) {
    return branches.find((branch) => takes(branch, item, source));
  }
  const clue = clues.find(({ member, values }) => {
    const one = memberOf(item, member, source);
    return one && (!values || scalarOf(member.value, one, source) !== undefined);
  });
  return clue && branches[clue.branch];
}

/** The declared member of a map. */
function memberOf({ inside, scalar }: Item, member: Member, source: Side): Item | undefined {
  if (source === CBOR)
    return inside.find((_, index) => index % 2 > 0 && isKeyOf(inside[index - 1] as Item, member));
  const value = ownMember(scalar as object, member.name);
  return value === undefined ? value : itemOf(value);
}

function isKeyOf({ noun, scalar }: Item, { name, key = name }: Member): boolean {
  return noun !== "float" && scalar === key;
}

/** What a key is called in JSON; `undefined` for one that JSON has no name for. */
function nameOf({ noun, scalar }: Item): string | undefined {
  if (noun === "bytes") return toBase64(scalar as Uint8Array);
  return scalar === undefined || (noun === "float" && !Number.isFinite(scalar)) ? undefined : String(scalar);
}

/** The way to a member, as a JSON Pointer. */
function at(path: string, name: string | undefined): string {
  return name === undefined ? path : `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
