import { Decoder } from "cbor-x/decode-no-eval";
import { isSafe } from "../cbor/integer.ts";
import { keyName } from "../cbor/key.ts";
import { kindOf, setMember } from "../json/kinds.ts";
import { withNames } from "../json/named.ts";
import { CBOR } from "../plan/kinds.ts";
import {
  anyPlan,
  itemOf,
  type LiteralValue,
  type Member,
  type ObjectPlan,
  type Plan,
  type TaggedPlan,
  type TuplePlan,
  type UnionPlan,
  undescribedIn,
} from "../plan/plan.ts";
import { chooseBranch, isKept } from "../plan/union.ts";
import { CONTENT, ODD_PREFIX, type Removed, rewrite, TAG, TEXT_PREFIX } from "./rewrite.ts";
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

/** Puts the values of views where {@link rewrite} put their numbers. */
function filled(raw: unknown, views: readonly unknown[]): unknown {
  if (raw instanceof Map) return new Map([...raw].map(([key, value]) => [key, filled(value, views)]));
  if (!Array.isArray(raw)) return raw;
  const isView = raw.length > 0 && raw[0] === undefined;
  return isView ? new Seen(views[raw[1] as number]) : raw.map((item) => filled(item, views));
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
      return shape(branchOf(plan, raw, source) ?? anyPlan, raw, source);
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

function branchOf(plan: UnionPlan, raw: unknown, source: Source): Plan | undefined {
  const tag = raw instanceof Map && source.skip > 0 ? raw.get(TAG) : undefined;
  if (tag !== undefined) return plan.branches.find((branch) => isKept(branch) && branch.tag === Number(tag));
  return chooseBranch(untagged(plan), rawKind(raw), CBOR, ({ member, values }) => {
    if (Array.isArray(raw)) {
      const index = member.index as number;
      return index < raw.length && (values?.includes(any(raw[index], source) as LiteralValue) ?? true);
    }
    const key = rawKey(member, raw as RawMap, source);
    if (key === undefined || values === undefined) return key !== undefined;
    return values.includes(any((raw as RawMap).get(key), source) as LiteralValue);
  });
}

function rawKind(raw: unknown): string {
  if (raw instanceof Map) return "map";
  if (typeof raw === "bigint") return "integer";
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? "integer" : "float";
  return kindOf(raw);
}

/** Tags, and byte strings around items, are gone by now; branches of a union are told apart without them too, for JSON has none. */
function untagged(union: UnionPlan): UnionPlan {
  const content = (plan: Plan): Plan => {
    if (plan.kind === "union") return untagged(plan);
    // Nor is a view told by what cbor-x read.
    if (plan.kind === "view") return { ...union, branches: [] };
    const isBehind = (plan.kind === "tagged" && !plan.keep) || plan.kind === "embedded";
    return isBehind ? content(plan.content) : plan;
  };
  return { ...union, branches: union.branches.map(content) };
}
