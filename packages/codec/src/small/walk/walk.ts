/**
 * The one way through an item beside its plan, be it a payload's, a value in memory or a JSON value: it checks it and
 * answers it in another form. What the kinds of plans are it does not know: each node brings its own.
 *
 * @module
 */

import { CodecError, type Issue, issue } from "../../error.ts";
import { CBOR } from "../../plan/kinds.ts";
import {
  ANOTHER_KEY,
  ANOTHER_NAME,
  another,
  EACH_KEY_ONCE,
  memberWith,
  NAMEABLE_KEY,
  NO_SUCH_MEMBER,
  OTHER_BYTES,
  oneOf,
  REPEATED_KEY,
  VALID_UTF8,
} from "../../sentences.ts";
import { toBase64 } from "./base64.ts";
import { exceeded, gravest, type Note } from "./fault.ts";
import { type Item, itemOf } from "./item.ts";
import type { Kind, Member, Node } from "./kind.ts";
import { at, type Entry, insideOf, isKeyOf, nameOf } from "./member.ts";
import type { Task, Walk } from "./task.ts";
import { writeHead, writeName } from "./write.ts";

const MANY = 99;

/**
 * Goes all the way.
 *
 * @param given - an item of a payload, or a value
 * @throws CodecError `limit`: a value of too many levels or items
 * @throws CodecError `invalid`: a payload with bad UTF-8, or with two keys that become one
 * @throws CodecError `unexpected`: whatever does not fit the plan
 */
export function walk(node: Node, given: unknown, task: Task): unknown {
  const state: Walk = {
    ...task,
    $notes: [],
    $count: 0,
    $held: 0,
    $level: 0,
    $passed: 0,
  };
  const value = visit(given, node, state, "");
  const issues = gravest(state.$notes).map(issue);
  if (issues.length > 0) throw new CodecError(issues as [Issue]);
  return value;
}

/** Notes a fault. */
export function note(
  walk: Walk,
  $position: number,
  instancePath: string,
  expected: string,
  found?: string,
  code: Note["code"] = "unexpected",
): void {
  // Hostile input has a fault in every item: those that will not be told are not kept.
  if (walk.$notes.length > MANY) walk.$notes = gravest(walk.$notes);
  const offset = walk.$side === CBOR ? $position : undefined;
  walk.$notes.push({ code, expected, found, offset, instancePath, $position });
}

/** Counts a value and answers its place in the order of reading. */
export function enter(item: Item, walk: Walk, path: string): number {
  if (walk.$side === CBOR) return item.$start;
  const { items } = walk.$limits;
  if (++walk.$count > items) throw exceeded(items, "data items", { instancePath: path });
  return walk.$count;
}

/** Counts the fewest bytes that a string takes in a payload, before anything else is asked of it. */
function hold({ $noun: noun, $scalar: scalar }: Item, { $weight: weight = 1 }: Kind, walk: Walk): void {
  const { bytes } = walk.$limits;
  if (noun === "text") walk.$held += Math.floor((scalar as string).length * weight);
  if (noun === "bytes") walk.$held += (scalar as Uint8Array).length;
  // It is no one string that is too long.
  if (walk.$held > bytes) throw exceeded(bytes, "bytes", { instancePath: "" });
}

/** Goes one level deeper. Those of a payload have been counted. */
export function deeper<T>(walk: Walk, path: string, inside: () => T): T {
  const { depth } = walk.$limits;
  if (++walk.$level > depth) throw exceeded(depth, "levels", { instancePath: path });
  const value = inside();
  walk.$level--;
  return value;
}

/** Passes an item, or a value, and answers it in its other form. */
export function visit(given: unknown, node: Node, walk: Walk, path: string): unknown {
  const item = itemOf(given, walk.$side);
  const position = enter(item, walk, path);
  return item.$bad < 0 ? fit(item, node, walk, path, position) : pass(item, walk, path);
}

/**
 * Passes an item that has been counted.
 *
 * @param union - what a fault says was expected, in place of the node
 */
export function fit(
  item: Item,
  node: Node,
  walk: Walk,
  path: string,
  position: number,
  union?: Node,
): unknown {
  const { $side: side, $parts: parts, $mask: mask } = walk;
  const { $noun: noun } = item;
  const { kind, expected } = node;
  if (mask && node.sensitive) return mask;
  if (kind.$pass) return kind.$pass(item, node, walk, path, position, union);
  if (kind.$write && side !== CBOR) hold(item, kind, walk);
  const isTaken = kind.$takes(noun, side, node);
  const value = isTaken ? kind.$read?.(item, node, walk, path, position) : undefined;
  const length = isTaken && node.sized ? kind.$length?.(item, walk) : undefined;
  const isSized = length === undefined || node.sized?.(length);
  // The length of what is sensitive is nobody's business.
  const found = isSized || node.sensitive ? undefined : oneOf(length);
  if (value === undefined) {
    const instead = isTaken && !union ? (found ?? another(noun)) : noun;
    return refuse(item, union ?? node, walk, path, position, instead);
  }
  if (parts) kind.$write?.(parts, value);
  if (!mask && (!isSized || node.fits?.(value) === false)) note(walk, position, path, expected, found);
  if (!walk.$asJson) return value;
  return value === 0 ? 0 : kind.$json ? kind.$json(value) : value;
}

/**
 * Notes that an item is not what is expected, and tells what is invalid in it.
 *
 * @param found - what it is, if that is not its kind
 */
export function refuse(
  item: Item,
  { expected }: Pick<Node, "expected">,
  walk: Walk,
  path: string,
  position: number,
  found = item.$noun,
): void {
  note(walk, position, path, expected, found);
  pass(item, walk, path);
}

/** Tells what is invalid in an item that nothing is made of. */
export function pass(item: Item, walk: Walk, path: string): void {
  // A value has nothing invalid in it.
  if (walk.$side !== CBOR) return;
  const { $noun: noun, $inside: inside, $bad: bad } = item;
  if (bad >= 0) note(walk, bad, path, VALID_UTF8, OTHER_BYTES, "invalid");
  if (noun === "map") {
    for (const entry of entriesOf(item, [], walk, path)) pass(entry.$item, walk, entry.$path);
  } else {
    for (const [index, each] of inside.entries())
      pass(each, walk, noun === "array" ? `${path}/${index}` : path);
  }
}

/** What an array holds. */
function itemsOf(array: Item, { $side }: Walk): readonly unknown[] {
  return $side === CBOR ? array.$inside : (array.$scalar as unknown[]);
}

/** How much an array holds. */
export function lengthOf(array: Item, walk: Walk): number {
  return itemsOf(array, walk).length;
}

/** Passes the items of an array. */
export function readItems(
  array: Item,
  nodeOf: (index: number) => Node | undefined,
  walk: Walk,
  path: string,
): unknown[] {
  const items = itemsOf(array, walk);
  const { length } = items;
  if (walk.$parts) writeHead(walk.$parts, 4, length);
  return deeper(walk, path, () => {
    const values: unknown[] = [];
    // One by one: of an array that says to be long, no more is made than the limits allow.
    for (let index = 0; index < length; index++)
      values.push(visit(items[index], nodeOf(index) as Node, walk, `${path}/${index}`));
    return values;
  });
}

/** What a map may hold. */
export interface Names {
  readonly $declared: readonly Member[];
  /** What its other members hold; `undefined` where it has none. */
  readonly $values: Node | undefined;
  /** How such a member is called on the wire; `undefined` for one that may not be. */
  $nameOf(key: Item, label: string): string | number | undefined;
  /** What is expected in its place. */
  readonly $expected: string;
}

/**
 * Passes the members of a map, declared ones first.
 *
 * @param others - how many there are that are not declared, where those are read elsewhere
 */
export function readMembers(
  item: Item,
  walk: Walk,
  path: string,
  position: number,
  names: Names,
  others?: number,
): Record<string, unknown> {
  const { $declared: declared } = names;
  return deeper(walk, path, () => {
    const entries = entriesOf(item, declared, walk, path, others);
    const present = [...declared, undefined].flatMap((member) => {
      const those = entries.filter(({ $known }) => $known === member);
      if (member?.required && those.length === 0)
        note(walk, position, path, memberWith(member, member.value.expected), NO_SUCH_MEMBER);
      return those;
    });
    const count = entries.length + (others ?? 0);
    if (walk.$parts) writeHead(walk.$parts, 5, count);
    const values = present.map((entry) => [entry.$label, readMember(entry, names, walk) ?? null]);
    walk.$passed = count;
    return Object.fromEntries(values);
  });
}

/** Passes one member. */
function readMember(entry: Entry, names: Names, walk: Walk): unknown {
  const { $label: label, $key: key, $item: item, $path: path, $known: known } = entry;
  const { $values: values, $expected: expected } = names;
  const node = known ? known.value : values;
  const name = known ? (known.key ?? label) : label === undefined ? label : names.$nameOf(key, label);
  // A name is an item on the wire too.
  walk.$count++;
  if (node && name !== undefined) {
    // Nobody gets a payload that is too long: its value may hold a name many times.
    if (walk.$parts && walk.$parts.length <= walk.$limits.bytes) writeName(walk.$parts, name);
    return visit(item, node, walk, path);
  }
  const position = enter(key, walk, path);
  if (label === undefined) note(walk, position, path, NAMEABLE_KEY, key.$noun);
  else note(walk, position, path, expected, walk.$side === CBOR ? ANOTHER_KEY : ANOTHER_NAME);
  return pass(item, walk, path);
}

/** The members of a map, or those that are declared; of keys in a payload it tells whether they are valid. */
function entriesOf(
  map: Item,
  declared: readonly Member[],
  walk: Walk,
  path: string,
  others?: number,
): Entry[] {
  const inside = insideOf(map, declared, walk.$side);
  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (let index = 0; index < inside.length; index += 2) {
    const key = inside[index] as Item;
    const item = inside[index + 1] as Item;
    const { $noun: noun, $start: start } = key;
    const known = declared.find((one) => isKeyOf(key, one, walk.$side));
    if (!known && others !== undefined) continue;
    pass(key, walk, path);
    const label = known ? known.name : nameOf(key);
    // Half a surrogate pair is in no name.
    const identity = label ?? `\ud800${toBase64((walk.$payload as Uint8Array).subarray(start, item.$start))}`;
    const way = at(path, label);
    if (noun === "array" || noun === "map") {
      note(walk, start, way, NAMEABLE_KEY, noun, "invalid");
      pass(item, walk, way);
    } else if (seen.has(identity)) {
      note(walk, start, way, EACH_KEY_ONCE, REPEATED_KEY, "invalid");
      pass(item, walk, way);
    } else {
      seen.add(identity);
      entries.push({ $label: label, $key: key, $item: item, $path: way, $known: known });
    }
  }
  return entries;
}
