/**
 * The one way through an item beside its plan, be it a payload's, a value in memory or a JSON value: it checks it and
 * answers it in another form.
 *
 * @module
 */

import type { Limits } from "../cbor/limits.ts";
import { CodecError, type Issue, issue } from "../error.ts";
import { kindOf, ownMember } from "../json/kinds.ts";
import { describe, foundInstead, noSuchMember, requiredMember } from "../plan/describe.ts";
import { CBOR, hasKind, type Side } from "../plan/kinds.ts";
import type { ArrayPlan, Member, Plan, UnionPlan } from "../plan/plan.ts";
import {
  ANOTHER_KEY,
  ANOTHER_NAME,
  EACH_KEY_ONCE,
  NAMEABLE_KEY,
  NO_SUCH_MEMBER,
  OTHER_BYTES,
  REPEATED_KEY,
  VALID_UTF8,
  WRITABLE_NAME,
} from "../sentences.ts";
import { toBase64 } from "./base64.ts";
import { exceeded, gravest, type Note } from "./fault.ts";
import { fitsBounds, jsonOf, scalarOf } from "./fit.ts";
import { type Item, newItem } from "./item.ts";
import { at, type Entry, mayHave, nameOf } from "./member.ts";
import { UNREADABLE } from "./text.ts";
import { type Parts, writeHead, writeScalar } from "./write.ts";

/** What a walk is to do. */
export interface Task {
  /** Where it reads. */
  readonly $side: Side;
  readonly $limits: Limits;
  /** The payload, where it reads one. */
  readonly $payload?: Uint8Array;
  /** Answers the JSON form and not the value in memory. */
  readonly $asJson?: boolean;
  /** Puts this in place of whatever is sensitive, and checks nothing. */
  readonly $mask?: string;
  /** Takes what fits, as CBOR. */
  readonly $parts?: Parts;
}

/** A task, and how far it is. */
interface Walk extends Task {
  $notes: Note[];
  $count: number;
  $level: number;
  /** How many items or members the array or map has that was just passed. */
  $passed: number;
}

const MANY = 99;

/**
 * Goes all the way.
 *
 * @param given - an item of a payload, or a value
 * @throws CodecError `limit`: a value of too many levels or items
 * @throws CodecError `invalid`: a payload with bad UTF-8, or with two keys that become one
 * @throws CodecError `unexpected`: whatever does not fit the plan
 */
export function walk(plan: Plan, given: unknown, task: Task): unknown {
  const state: Walk = { ...task, $notes: [], $count: 0, $level: 0, $passed: 0 };
  const value = visit(state, plan, given, "");
  const issues = gravest(state.$notes).map(issue);
  if (issues.length > 0) throw new CodecError(issues as [Issue]);
  return value;
}

/** What was given as an item. Of a value, what it holds is made items of when the walk comes to it. */
function itemOf(given: unknown, side: Side): Item {
  return side === CBOR ? (given as Item) : newItem(kindOf(given), 0, given);
}

/** Notes a fault. What was expected may be a plan: its words are made when they are needed. */
function note(
  walk: Walk,
  $position: number,
  instancePath: string,
  wanted: Plan | string,
  found?: string,
  code: Note["code"] = "unexpected",
): void {
  // Hostile input has a fault in every item: those that will not be told are not kept.
  if (walk.$notes.length > MANY) walk.$notes = gravest(walk.$notes);
  walk.$notes.push({
    code,
    get expected() {
      return typeof wanted === "string" ? wanted : describe(wanted);
    },
    found,
    offset: walk.$side === CBOR ? $position : undefined,
    instancePath,
    $position,
  });
}

/** Counts a value, with its tag, and answers its place in the order of reading. */
function enter(walk: Walk, plan: Plan, item: Item, path: string): number {
  if (walk.$side === CBOR) return item.$start;
  const { items } = walk.$limits;
  walk.$count += plan.kind === "tagged" ? 2 : 1;
  if (walk.$count > items) throw exceeded(items, "data items", { instancePath: path });
  return walk.$count;
}

/** Goes one level deeper. Those of a payload have been counted. */
function descend(walk: Walk, path: string): void {
  const { depth } = walk.$limits;
  if (++walk.$level > depth) throw exceeded(depth, "levels", { instancePath: path });
}

function visit(walk: Walk, plan: Plan, given: unknown, path: string): unknown {
  const item = itemOf(given, walk.$side);
  const position = enter(walk, plan, item, path);
  return item.$bad < 0 ? fit(walk, plan, item, path, position) : refuse(walk, item, path);
}

/** @param told - what a fault says was expected: in a payload the union, not the branch that seemed to be meant */
function fit(walk: Walk, plan: Plan, item: Item, path: string, position: number, told = plan): unknown {
  const { $side: side, $parts: parts, $mask: mask } = walk;
  const { $noun: noun } = item;
  if (mask && plan.sensitive) return mask;
  const branch = plan.kind === "union" && branchOf(plan, item, side);
  if (branch) return fit(walk, branch, item, path, position, side === CBOR ? plan : branch);
  let value: unknown;
  if (plan.kind === "tagged" && side !== CBOR) {
    if (parts) writeHead(parts, 6, plan.tag);
    descend(walk, path);
    value = fit(walk, plan.content, item, path, position);
    walk.$level--;
    return value;
  }
  // A union takes what one of its branches takes, and there is none.
  if (takes(plan, item, side)) {
    if (plan.kind === "tagged") return visit(walk, plan.content, item.$inside[0] as Item, path);
    if (noun === "array") value = array(walk, plan, item, path);
    else if (noun === "map") value = map(walk, plan, item, path, position);
    else {
      value = scalarOf(plan, item, side);
      if (parts && value !== undefined) writeScalar(parts, value, plan);
    }
  }
  if (value === undefined) {
    note(walk, position, path, told, foundInstead(noun, told, side));
    refuse(walk, item, path);
  } else if (!mask && !fitsBounds(plan, value, walk.$passed)) note(walk, position, path, plan);
  return walk.$asJson ? jsonOf(value) : value;
}

/** Tells what is invalid in an item that is refused. */
function refuse(walk: Walk, item: Item, path: string): void {
  // A value has nothing invalid in it.
  if (walk.$side !== CBOR) return;
  const { $noun: noun, $inside: inside, $bad: bad } = item;
  if (bad >= 0) note(walk, bad, path, VALID_UTF8, OTHER_BYTES, "invalid");
  if (noun === "map") {
    for (const entry of entriesOf(walk, item, path, [])) refuse(walk, entry.$item, entry.$path);
  } else {
    for (const [index, each] of inside.entries())
      refuse(walk, each, noun === "array" ? `${path}/${index}` : path);
  }
}

/** Passes the items of an array; `undefined` for a tuple of another length. */
function array(walk: Walk, plan: Plan, item: Item, path: string): unknown[] | undefined {
  const items = walk.$side === CBOR ? item.$inside : (item.$scalar as unknown[]);
  const { length } = items;
  const isTuple = plan.kind === "tuple";
  if (isTuple && plan.items.length !== length) return undefined;
  const values: unknown[] = [];
  if (walk.$parts) writeHead(walk.$parts, 4, length);
  descend(walk, path);
  // One by one: of an array that says to be long, no more is made than the limits allow.
  for (let index = 0; index < length; index++) {
    const expected = isTuple ? plan.items[index] : ((plan as Partial<ArrayPlan>).items ?? plan);
    values.push(visit(walk, expected as Plan, items[index], `${path}/${index}`));
  }
  walk.$level--;
  walk.$passed = length;
  return values;
}

/** Passes the members of a map, declared ones first. */
function map(walk: Walk, plan: Plan, item: Item, path: string, position: number): object {
  const declared = plan.kind === "object" ? plan.members : [];
  descend(walk, path);
  const entries = entriesOf(walk, item, path, declared);
  const present = [...declared, undefined].flatMap((member) => {
    const those = entries.filter(({ $known }) => $known === member);
    if (member?.required && those.length === 0)
      note(walk, position, path, requiredMember(member), NO_SUCH_MEMBER);
    return those;
  });
  if (walk.$parts) writeHead(walk.$parts, 5, entries.length);
  const values = present.map((entry) => [entry.$label, memberValue(walk, plan, entry) ?? null]);
  walk.$level--;
  walk.$passed = entries.length;
  return Object.fromEntries(values);
}

/** Passes one member. */
function memberValue(walk: Walk, plan: Plan, entry: Entry): unknown {
  const { $label: label, $key: key, $item: item, $path: path, $known: known } = entry;
  const isCbor = walk.$side === CBOR;
  const undeclared = plan.kind === "object" ? plan.additional : plan.kind === "record" ? plan.values : plan;
  const expected = known ? known.value : mayHave(plan, entry, isCbor) && undeclared;
  // A name is an item on the wire too.
  walk.$count++;
  if (expected) {
    const isNumber = plan.kind === "record" && plan.keys === "integer";
    if (walk.$parts)
      writeScalar(walk.$parts, known ? (known.key ?? label) : isNumber ? Number(label) : label);
    return visit(walk, expected, item, path);
  }
  const position = enter(walk, undeclared ?? plan, key, path);
  if (label === undefined) note(walk, position, path, NAMEABLE_KEY, key.$noun);
  else {
    const isClosed = plan.kind === "object" && (isCbor || !undeclared);
    const wanted = plan.kind === "record" ? plan : isClosed ? noSuchMember(plan) : WRITABLE_NAME;
    note(walk, position, path, wanted, isCbor ? ANOTHER_KEY : ANOTHER_NAME);
  }
  return refuse(walk, item, path);
}

/** The members of a map; of keys in a payload it tells whether they are valid. */
function entriesOf(walk: Walk, map: Item, path: string, declared: readonly Member[]): Entry[] {
  const inside = insideOf(walk.$side, map, declared);
  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (let index = 0; index < inside.length; index += 2) {
    const key = inside[index] as Item;
    const item = inside[index + 1] as Item;
    const { $noun: noun, $start: start } = key;
    refuse(walk, key, path);
    const known = declared.find((one) => isKeyOf(walk.$side, key, one));
    const label = known ? known.name : nameOf(key);
    const identity =
      label ?? UNREADABLE + toBase64((walk.$payload as Uint8Array).subarray(start, item.$start));
    const way = at(path, label);
    if (noun === "array" || noun === "map") {
      note(walk, start, way, NAMEABLE_KEY, noun, "invalid");
      refuse(walk, item, way);
    } else if (seen.has(identity)) {
      note(walk, start, way, EACH_KEY_ONCE, REPEATED_KEY, "invalid");
      refuse(walk, item, way);
    } else {
      seen.add(identity);
      entries.push({ $label: label, $key: key, $item: item, $path: way, $known: known });
    }
  }
  return entries;
}

/** The keys and values of a map by turns; of an object those that are its own, declared ones first. */
function insideOf(side: Side, map: Item, declared: readonly Member[]): unknown[] {
  if (side === CBOR) return map.$inside;
  const object = map.$scalar as object;
  const names = new Set([...declared.map(({ name }) => name), ...Object.keys(object)]);
  return [...names].flatMap((name) => {
    const value = ownMember(object, name);
    return value === undefined ? [] : [newItem("text", 0, name), value];
  });
}

/** Of a union none of whose branches was found, it takes nothing. */
function takes(plan: Plan, { $noun }: Item, side: Side): boolean {
  return plan.kind === "any" || hasKind(plan, $noun, side);
}

function branchOf({ clues = [], branches }: UnionPlan, item: Item, side: Side): Plan | undefined {
  if (item.$noun !== "map" || clues.length === 0) {
    return branches.find((branch) => takes(branch, item, side));
  }
  const clue = clues.find(({ member, values }) => {
    const one = memberOf(item, member, side);
    return one !== undefined && (!values || scalarOf(member.value, itemOf(one, side), side) !== undefined);
  });
  return clue && branches[clue.branch];
}

/** The declared member of a map. */
function memberOf(map: Item, member: Member, side: Side): unknown {
  const inside = insideOf(side, map, [member]);
  return inside.find((_, index) => index % 2 > 0 && isKeyOf(side, inside[index - 1] as Item, member));
}

function isKeyOf(side: Side, { $noun, $scalar }: Item, { name, key = name }: Member): boolean {
  return $scalar === (side === CBOR ? key : name) && $noun !== "float";
}
