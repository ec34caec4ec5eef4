/**
 * What no schema describes, converted at once: as long as nothing is wrong in it, nobody asks where a part of it stands.
 * Where something may be wrong, all of it is left to those that tell what.
 *
 * @module
 */
import { toBase64 } from "../cbor/base64.ts";
import { isSafe, NEGATIVE_MIN, UINT64_MAX } from "../cbor/integer.ts";
import { Float, Simple, Tag } from "../undeclared.ts";
import { integerToJson } from "./integer.ts";
import { isBytes, isPlainObject, setMember } from "./kinds.ts";
import { membersIn, tableOf } from "./members.ts";
import { identityOf, isFloat, isInteger, isSimple, isTag, type KnownNames, nameOfKey } from "./undeclared.ts";

/** What may still come in a value: data items, bytes of strings, and levels. */
export interface Room {
  items: number;
  bytes: number;
  readonly levels: number;
}

/** What is wanted of values. */
export interface Wish {
  /** Whether they are JSON values, of which those in memory are made. */
  readonly ofJson: boolean;
  /** Whether the other form is wanted, or whether there is one. */
  readonly makes: boolean;
  /** Whether each key has to have a name of its own. */
  readonly named: boolean;
  /** Whether no list says a key twice. */
  readonly isRead: boolean;
}

/** Of keys, nothing is made here. */
const KEY: Wish = { ofJson: false, makes: false, named: false, isRead: false };

/** No names are declared. */
const NONE: KnownNames = new Set();

/** The other form of a value, if there is room for it; `undefined` where more than a glance is needed. */
export function atOnce(wish: Wish, value: unknown, room: Room): unknown {
  return convert(wish, value, room, room.levels);
}

/**
 * Puts the members of an object that no schema names into its other form, if there is room for them.
 *
 * @param keys - the keys of those that are declared
 * @returns how many they are; −1 where more than a glance is needed
 */
export function membersAtOnce(
  wish: Wish,
  object: object,
  room: Room,
  made: Record<string, unknown>,
  declared: KnownNames,
  keys: () => readonly unknown[],
): number {
  return members(wish, object, room, room.levels, made, declared, keys);
}

function convert(wish: Wish, value: unknown, room: Room, levels: number): unknown {
  switch (typeof value) {
    case "string":
      room.bytes -= value.length;
      return room.bytes >= 0 && value.isWellFormed() ? value : undefined;
    case "number":
      if (Number.isFinite(value)) return value === 0 && !wish.ofJson ? 0 : value;
      return wish.ofJson ? undefined : String(value);
    case "boolean":
      return value;
    case "bigint":
      if (wish.ofJson || value < NEGATIVE_MIN || value > UINT64_MAX) return undefined;
      return wish.makes ? integerToJson(value) : 0;
    case "object":
      return value === null ? null : converted(wish, value, room, levels);
    default:
      return undefined;
  }
}

function converted(wish: Wish, value: object, room: Room, levels: number): unknown {
  if (Array.isArray(value)) return items(wish, value, room, levels - 1);
  if (isPlainObject(value)) {
    const made = {};
    return members(wish, value, room, levels - 1, made, NONE, noKeys) < 0 ? undefined : made;
  }
  if (wish.ofJson) return undefined;
  if (isBytes(value)) {
    room.bytes -= value.length;
    return room.bytes < 0 ? undefined : wish.makes ? toBase64(value) : "";
  }
  if (value instanceof Float) return isFloat(value) ? convert(wish, Number(value), room, levels) : undefined;
  if (value instanceof Simple) {
    if (!isSimple(value)) return undefined;
    return value.value === 23 ? null : { simple: value.value };
  }
  return value instanceof Tag && isTag(value) ? tag(wish, value, room, levels - 1) : undefined;
}

const noKeys = (): readonly unknown[] => [];

function tag(wish: Wish, { tag, content }: Tag, room: Room, levels: number): unknown {
  if (--room.items < 0 || levels < 0) return undefined;
  const value = convert(wish, content, room, levels);
  if (value === undefined) return undefined;
  return { tag: typeof tag === "bigint" ? integerToJson(tag) : tag || 0, value };
}

function items(wish: Wish, values: readonly unknown[], room: Room, levels: number): unknown {
  const { length } = values;
  room.items -= length;
  if (room.items < 0 || levels < 0) return undefined;
  const made: unknown[] = [];
  for (let index = 0; index < length; index++) {
    const one = convert(wish, values[index], room, levels);
    if (one === undefined) return undefined;
    if (wish.makes) made.push(one);
  }
  return made;
}

function members(
  wish: Wish,
  object: object,
  room: Room,
  levels: number,
  made: Record<string, unknown>,
  declared: KnownNames,
  keys: () => readonly unknown[],
): number {
  if (levels < 0) return -1;
  const table = wish.ofJson ? undefined : tableOf(object);
  if (table === undefined) return named(wish, object, room, levels, made, declared);
  const pairs = membersIn(object, declared, table);
  room.items -= pairs.length;
  if (room.items < 0) return -1;
  const others = keys();
  const seen = wish.isRead || (others.length === 0 && pairs.length === 2) ? undefined : new Set(others);
  for (let index = 0; index < pairs.length; index += 2) {
    const key = pairs[index];
    if (convert(KEY, key, room, levels) === undefined) return -1;
    if (seen !== undefined && seen.size === seen.add(keyOf(key)).size) return -1;
    const value = convert(wish, pairs[index + 1], room, levels);
    if (value === undefined) return -1;
    if (!wish.makes) continue;
    const name = typeof key === "string" ? key : nameOfKey(key, toBase64);
    const isOwn = name !== undefined && !declared.has(name) && !Object.hasOwn(made, name);
    if (isOwn) setMember(made, name, value);
    else if (wish.named) return -1;
  }
  return pairs.length / 2;
}

/** The same of an object whose names say all of its members. */
function named(
  wish: Wish,
  object: object,
  room: Room,
  levels: number,
  made: Record<string, unknown>,
  declared: KnownNames,
): number {
  const own = object as Record<string, unknown>;
  let count = 0;
  for (const name of Object.keys(own)) {
    const member = own[name];
    if (member === undefined || declared.has(name)) continue;
    room.items -= 2;
    if (room.items < 0 || convert(KEY, name, room, levels) === undefined) return -1;
    const value = convert(wish, member, room, levels);
    if (value === undefined) return -1;
    if (wish.makes) setMember(made, name, value);
    count++;
  }
  return count;
}

/** What a key is told apart by: itself where that is a text or a safe integer, else a text that no key is. */
function keyOf(key: unknown): unknown {
  if (typeof key === "string" || (typeof key === "number" && isInteger(key))) return key;
  // Half a surrogate pair is in no key.
  return typeof key === "bigint" && isSafe(key) ? Number(key) : `\ud800${identityOf(key)}`;
}
