import { Decoder } from "cbor-x/decode-no-eval";
import { isSafe } from "../cbor/integer.ts";
import { keyName } from "../cbor/key.ts";
import { setMember } from "../json/kinds.ts";
import { withNames } from "../json/named.ts";
import {
  anyPlan,
  itemOf,
  type Member,
  type ObjectPlan,
  type Plan,
  type TaggedPlan,
  type TuplePlan,
  type UnionPlan,
  undescribedIn,
} from "../plan/plan.ts";
import { CONTENT, ODD_PREFIX, type Removed, rewrite, TEXT_PREFIX } from "./rewrite.ts";
import { type Arrived, readAny, withUndeclared } from "./undeclared.ts";
import type { Walked } from "./walk.ts";

/*
 * This build of cbor-x is a module of its own, so what a program does to the cbor-x it imports (extensions, limits) does
 * not reach in here, and it has neither eval nor the native add-on, which misreads some well-formed strings.
 * The settings matter: maps come as `Map`, or their keys would be merged and `__proto__` renamed; byte strings come as
 * copies, or they would change with the caller's buffer. No setting makes cbor-x strict, which is why only walked
 * payloads reach it.
 */
const decoder = new Decoder({ useRecords: false, mapsAsObjects: false, copyBuffers: true });

/** What has to be known of a payload to give what cbor-x read its form. */
interface Source {
  /** How many characters stand in front of each text. */
  readonly skip: number;
  /** The item that a text stands for which has another one in front. */
  odd(place: number): { readonly value: unknown; readonly name: string | undefined };
}

/** Builds the value of a walked payload: cbor-x reads the items, the plan gives them their form. */
export function build(plan: Plan, payload: Uint8Array, walked: Walked): unknown {
  const plain = walked.plain && walked.holes.size === 0;
  // cbor-x leaves a property behind on the array it reads and copies its class (a Buffer's, say): it gets one of ours.
  const own = new Uint8Array(payload.buffer, payload.byteOffset, payload.length);
  const removed: Removed = { odd: [], views: [] };
  const source: Source = {
    skip: plain ? 0 : TEXT_PREFIX.length,
    odd(place) {
      const { bytes, offset } = removed.odd[place] as Removed["odd"][number];
      return { value: readAny(bytes, offset), name: keyName(bytes, offset) };
    },
  };
  const raw: unknown = decoder.decode(plain ? own : rewrite(own, walked, removed));
  return shape(plan, plain ? raw : filled(raw, removed.views), source);
}

/** Stands for a view, with its value: what is on the wire of it, cbor-x is not asked. */
class Seen {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/** An item of a union, with the number of the branch that it is of: tags, which may tell that, are gone by now. */
class Told {
  readonly branch: number;
  readonly value: unknown;
  constructor(branch: number, value: unknown) {
    this.branch = branch;
    this.value = value;
  }
}

/** Puts the values of views where {@link rewrite} put their numbers, and tells what else it put there. */
function filled(raw: unknown, views: readonly unknown[]): unknown {
  if (raw instanceof Map) return new Map([...raw].map(([key, value]) => [key, filled(value, views)]));
  if (!Array.isArray(raw)) return raw;
  if (raw.length === 0 || raw[0] !== undefined) return raw.map((item) => filled(item, views));
  const [, number, ...items] = raw as [undefined, number, ...unknown[]];
  return items.length === 0 ? new Seen(views[number]) : new Told(number, filled(items[0], views));
}

/** Gives what cbor-x read the form that the plan says. */
function shape(plan: Plan, raw: unknown, source: Source): unknown {
  if (plan.kind === "tagged") return tagged(plan, raw, source);
  if (raw === null) return null;
  if (raw instanceof Seen) return raw.value;
  switch (plan.kind) {
    case "integer":
      return Number(raw);
    case "number":
      return plan.width === 32 ? Math.fround(Number(raw)) : Number(raw);
    case "wide-integer":
      return BigInt(raw as number | bigint);
    case "array":
      return (raw as unknown[]).map((item) => shape(plan.items, item, source));
    case "tuple":
      return tuple(plan, raw as unknown[], source);
    case "object":
      return object(plan, raw as RawMap, source);
    case "record":
      return members(
        [...named(raw as RawMap, source)].map(([name, value]) => [name, shape(plan.values, value, source)]),
      );
    case "embedded":
      return shape(plan.content, raw, source);
    case "union":
      return told(plan, raw as Told, source);
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "literal":
    case "view":
    case "any":
      return any(raw, source);
    default:
      return plan satisfies never;
  }
}

function tuple(plan: TuplePlan, raw: readonly unknown[], source: Source): unknown {
  const items = raw.map((item, index) => shape(itemOf(plan, index) ?? anyPlan, item, source));
  return plan.names ? withNames(plan.names, items) : items;
}

function told({ branches }: UnionPlan, { branch, value }: Told, source: Source): unknown {
  return shape(branches[branch] as Plan, value, source);
}

/** Of a tag that is kept, cbor-x reads a map; or null, where something else was found. */
function tagged({ tag, content, keep }: TaggedPlan, raw: unknown, source: Source): unknown {
  if (!keep) return shape(content, raw, source);
  return { tag, value: shape(content, (raw as RawMap | null)?.get(CONTENT) ?? null, source) };
}

/** What cbor-x makes of a map whose keys have been checked: text or integers. */
type RawMap = ReadonlyMap<unknown, unknown>;

function any(raw: unknown, source: Source): unknown {
  if (typeof raw === "string") return isOdd(raw, source) ? oddOf(raw, source).value : raw.slice(source.skip);
  if (typeof raw === "bigint") return isSafe(raw) ? Number(raw) : raw;
  if (Array.isArray(raw)) return raw.map((item) => any(item, source));
  if (raw instanceof Map) return withUndeclared({}, [...arrived(raw, source)], []);
  return raw;
}

function isOdd(text: string, { skip }: Source): boolean {
  return skip > 0 && text.startsWith(ODD_PREFIX);
}

function oddOf(text: string, source: Source) {
  return source.odd(Number(text.slice(ODD_PREFIX.length)));
}

/** Members that no schema describes. */
function* arrived(raw: RawMap, source: Source): Iterable<Arrived> {
  for (const [key, value] of raw) {
    const made = any(key, source);
    const isText = typeof key === "string" && isOdd(key, source);
    yield [made, isText ? oddOf(key, source).name : String(made), any(value, source)];
  }
}

function members(entries: readonly [string, unknown][]): Record<string, unknown> {
  const built = {};
  for (const [name, value] of entries) setMember(built, name, value);
  return built;
}

function* named(raw: RawMap, { skip }: Source): Iterable<[string, unknown]> {
  for (const [key, value] of raw) yield [typeof key === "string" ? key.slice(skip) : String(key), value];
}

function object(plan: ObjectPlan, raw: RawMap, source: Source): object {
  const declared: [string, unknown][] = [];
  const taken = new Set<unknown>();
  for (const member of plan.members) {
    const key = rawKey(member, raw, source);
    taken.add(key);
    if (key !== undefined) declared.push([member.name, shape(member.value, raw.get(key), source)]);
  }
  const others = new Map([...raw].filter(([key]) => !taken.has(key)));
  if (undescribedIn(plan)) {
    const names = plan.members.map(({ name }) => name);
    return withUndeclared(members(declared), [...arrived(others, source)], names);
  }
  const undeclared = [...named(others, source)].map(([name, value]): [string, unknown] => [
    name,
    shape(plan.additional ?? anyPlan, value, source),
  ]);
  return members([...declared, ...undeclared]);
}

/** The key under which a member stands in a map, if it does: an integer is a bigint to cbor-x where its head is long. */
function rawKey(member: Member, raw: RawMap, { skip }: Source): unknown {
  const { key } = member;
  const spellings = typeof key === "number" ? [key, BigInt(key)] : [TEXT_PREFIX.slice(0, skip) + key];
  return spellings.find((spelling) => raw.has(spelling));
}
