import { Decoder } from "cbor-x/decode-no-eval";
import { isSafe } from "../cbor/integer.ts";
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
} from "../plan/plan.ts";
import { chooseBranch, isKept } from "../plan/union.ts";
import { CONTENT, rewrite, TAG, TEXT_PREFIX } from "./rewrite.ts";
import type { Walked } from "./walk.ts";

/*
 * This build of cbor-x is a module of its own, so what a program does to the cbor-x it imports (extensions, limits) does
 * not reach in here, and it has neither eval nor the native add-on, which misreads some well-formed strings.
 * The settings matter: maps come as `Map`, or their keys would be merged and `__proto__` renamed; byte strings come as
 * copies, or they would change with the caller's buffer. No setting makes cbor-x strict, which is why only walked
 * payloads reach it.
 */
const decoder = new Decoder({ useRecords: false, mapsAsObjects: false, copyBuffers: true });

/** Builds the value of a walked payload: cbor-x reads the items, the plan gives them their form. */
export function build(plan: Plan, payload: Uint8Array, walked: Walked): unknown {
  const plain = walked.plain && walked.holes.size === 0;
  // cbor-x leaves a property behind on the array it reads and copies its class (a Buffer's, say): it gets one of ours.
  const own = new Uint8Array(payload.buffer, payload.byteOffset, payload.length);
  const raw: unknown = decoder.decode(plain ? own : rewrite(own, walked));
  return shape(plan, raw, plain ? 0 : TEXT_PREFIX.length);
}

/**
 * Gives what cbor-x read the form that the plan says.
 *
 * @param skip - how many characters stand in front of each text
 */
function shape(plan: Plan, raw: unknown, skip: number): unknown {
  if (plan.kind === "tagged") return tagged(plan, raw, skip);
  if (raw === null) return null;
  switch (plan.kind) {
    case "integer":
      return Number(raw);
    case "number":
      return plan.width === 32 ? Math.fround(Number(raw)) : Number(raw);
    case "wide-integer":
      return BigInt(raw as number | bigint);
    case "array":
      return (raw as unknown[]).map((item) => shape(plan.items, item, skip));
    case "tuple":
      return tuple(plan, raw as unknown[], skip);
    case "object":
      return object(plan, raw as RawMap, skip);
    case "record":
      return members(
        [...named(raw as RawMap, skip)].map(([name, value]) => [name, shape(plan.values, value, skip)]),
      );
    case "embedded":
      return shape(plan.content, raw, skip);
    case "union":
      return shape(branchOf(plan, raw, skip) ?? anyPlan, raw, skip);
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "literal":
    case "any":
      return any(raw, skip);
    default:
      return plan satisfies never;
  }
}

function tuple(plan: TuplePlan, raw: readonly unknown[], skip: number): unknown {
  const items = raw.map((item, index) => shape(itemOf(plan, index) ?? anyPlan, item, skip));
  return plan.names ? withNames(plan.names, items) : items;
}

/** Of a tag that is kept, cbor-x reads a map; or null, where something else was found. */
function tagged({ tag, content, keep }: TaggedPlan, raw: unknown, skip: number): unknown {
  if (!keep) return shape(content, raw, skip);
  return { tag, value: shape(content, (raw as RawMap | null)?.get(CONTENT) ?? null, skip) };
}

/** What cbor-x makes of a map whose keys have been checked: text or integers. */
type RawMap = ReadonlyMap<unknown, unknown>;

function any(raw: unknown, skip: number): unknown {
  if (typeof raw === "string") return raw.slice(skip);
  if (typeof raw === "bigint") return isSafe(raw) ? Number(raw) : raw;
  if (Array.isArray(raw)) return raw.map((item) => any(item, skip));
  if (raw instanceof Map)
    return members([...named(raw, skip)].map(([name, value]) => [name, any(value, skip)]));
  return raw;
}

function members(entries: readonly [string, unknown][]): object {
  const built = {};
  for (const [name, value] of entries) setMember(built, name, value);
  return built;
}

function* named(raw: RawMap, skip: number): Iterable<[string, unknown]> {
  for (const [key, value] of raw) yield [typeof key === "string" ? key.slice(skip) : String(key), value];
}

function object(plan: ObjectPlan, raw: RawMap, skip: number): object {
  const declared: [string, unknown][] = [];
  const taken = new Set<unknown>();
  for (const member of plan.members) {
    const key = rawKey(member, raw, skip);
    taken.add(key);
    if (key !== undefined) declared.push([member.name, shape(member.value, raw.get(key), skip)]);
  }
  const others = new Map([...raw].filter(([key]) => !taken.has(key)));
  const undeclared = [...named(others, skip)].map(([name, value]): [string, unknown] => [
    name,
    shape(plan.additional ?? anyPlan, value, skip),
  ]);
  return members([...declared, ...undeclared]);
}

/** The key under which a member stands in a map, if it does: an integer is a bigint to cbor-x where its head is long. */
function rawKey(member: Member, raw: RawMap, skip: number): unknown {
  const { key } = member;
  const spellings = typeof key === "number" ? [key, BigInt(key)] : [TEXT_PREFIX.slice(0, skip) + key];
  return spellings.find((spelling) => raw.has(spelling));
}

function branchOf(plan: UnionPlan, raw: unknown, skip: number): Plan | undefined {
  const tag = raw instanceof Map && skip > 0 ? raw.get(TAG) : undefined;
  if (tag !== undefined) return plan.branches.find((branch) => isKept(branch) && branch.tag === Number(tag));
  return chooseBranch(untagged(plan), rawKind(raw), CBOR, ({ member, values }) => {
    const key = rawKey(member, raw as RawMap, skip);
    if (key === undefined || values === undefined) return key !== undefined;
    return values.includes(any((raw as RawMap).get(key), skip) as LiteralValue);
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
    const isBehind = (plan.kind === "tagged" && !plan.keep) || plan.kind === "embedded";
    return isBehind ? content(plan.content) : plan;
  };
  return { ...union, branches: union.branches.map(content) };
}
