/**
 * The plan: what a schema means for CBOR, read once and walked by every engine. It is plain data.
 *
 * @module
 */
import type { JsonSchema } from "./json-schema.ts";
import type { ValueKind } from "./value-kind.ts";
import type { View } from "./views.ts";

/** What every node of a plan knows of its schema. */
interface Node {
  /** Path of the schema inside the message's schema, such as `#/properties/d`. */
  readonly schemaPath: string;
  /** The JSON Schema this node was read from. */
  readonly schema: JsonSchema;
  /** Whether this value, with all inside it, is to be hidden. */
  readonly sensitive: boolean;
  /**
   * The name in `$defs` that it was read under, where it was. What refers to that name holds this very plan, or one that differs
   * in its words alone: plans with definitions may be inside of themselves. A union that takes over the branches of the one that
   * it is in has a name for that, too: the path in `$defs`.
   */
  readonly definition?: string;
}

/** Bounds of a number, each in the sense of its JSON Schema keyword. */
export interface NumericBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** `Type.Integer`: major types 0 and 1 within ±(2^53−1). */
export interface IntegerPlan extends Node, NumericBounds {
  readonly kind: "integer";
}

/** `Uint64` and `Int64`: major types 0 and 1 within their own range. */
export interface WideIntegerPlan extends Node {
  readonly kind: "wide-integer";
  readonly least: bigint;
  readonly greatest: bigint;
}

/** `Type.Number`, `Float32`, `Float64`: floats of each width, and integers. */
export interface NumberPlan extends Node, NumericBounds {
  readonly kind: "number";
  /** The one width it is written in; without, the shortest. */
  readonly width?: 32 | 64;
  /** That it may be NaN or an infinity: as the base of a view, which says what that means. */
  readonly nonFinite?: true;
}

/** `Type.String`: major type 3. Lengths count Unicode code points. */
export interface TextPlan extends Node {
  readonly kind: "text";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** `Bytes`: major type 2. */
export interface BytesPlan extends Node {
  readonly kind: "bytes";
  readonly minBytes?: number;
  readonly maxBytes?: number;
}

/** `Type.Boolean`. */
export interface BooleanPlan extends Node {
  readonly kind: "boolean";
}

/** `Type.Null`. */
export interface NullPlan extends Node {
  readonly kind: "null";
}

/** What a literal can be. */
export type LiteralValue = string | number | boolean | null;

/** `Type.Literal`, `Type.Enum`, and unions of literals. */
export interface LiteralPlan extends Node {
  readonly kind: "literal";
  readonly values: readonly LiteralValue[];
}

/** `Type.Array`: major type 4, every item alike. */
export interface ArrayPlan extends Node {
  readonly kind: "array";
  readonly items: Plan;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** `Type.Tuple` and `ArrayStruct`: major type 4, each item of its own type. */
export interface TuplePlan extends Node {
  readonly kind: "tuple";
  readonly items: readonly Plan[];
  /** What its items are called in memory and in JSON, where they are members of an object there. */
  readonly names?: readonly string[];
  /** What further items are; without, there are none. */
  readonly rest?: Plan;
  /** How many items there are at least, if not all of its own: the others are optional. */
  readonly minItems?: number;
  /** How many there are at most, if neither all of its own nor any number. */
  readonly maxItems?: number;
}

/** A declared member of an object. */
export interface Member {
  /** Property name in values and in JSON. */
  readonly name: string;
  /** The key on the wire: the name, or the integer that `key` declares. */
  readonly key: string | number;
  /** Of an item of a tuple its place on the wire. */
  readonly index?: number;
  readonly required: boolean;
  readonly value: Plan;
}

/** How many members an object may have. */
export interface SizeBounds {
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** `Type.Object` and `Open`: major type 5 with declared members. */
export interface ObjectPlan extends Node, SizeBounds {
  readonly kind: "object";
  readonly members: readonly Member[];
  /** What undeclared members hold; absent in a closed object. */
  readonly additional?: Plan;
}

/** `Type.Record` with integer keys, or with text keys. */
export interface RecordPlan extends Node, SizeBounds {
  readonly kind: "record";
  readonly keys: "integer" | "text";
  /** What the key's name matches; of any text, it is empty. */
  readonly pattern: string;
  readonly values: Plan;
}

/** `Tagged`: major type 6 with one tag number. */
export interface TaggedPlan extends Node {
  readonly kind: "tagged";
  readonly tag: number;
  readonly content: Plan;
  /** That it may be left out, and what is done where it is written. */
  readonly optional?: "written" | "omitted";
  /** That values in memory and in JSON have it too: as `{ tag, value }`. */
  readonly keep?: true;
}

/** `Embedded`: major type 2, whose bytes are one data item. */
export interface EmbeddedPlan extends Node {
  readonly kind: "embedded";
  readonly content: Plan;
  /** That a map without members is no bytes at all. */
  readonly zeroLengthMap?: true;
}

/** `Type.Union`: the branch is told by the kind of the item and, between objects and between tuples, by what is inside. */
export interface UnionPlan extends Node {
  readonly kind: "union";
  readonly branches: readonly Plan[];
  /** How to tell the branches that are objects apart, and those that are tuples, tried in this order; none of a single one. */
  readonly clues: readonly Clue[];
}

/**
 * A member that tells one object branch from the others, or an item that tells a tuple: by its presence or by its literal
 * value. An item that has no name in memory is called by its place.
 */
export interface Clue {
  readonly branch: number;
  readonly member: Member;
  readonly values?: readonly LiteralValue[];
}

/** `Uuid`, `Enum` and the other views: what content of another plan means. */
export interface ViewPlan extends Node {
  readonly kind: "view";
  readonly name: string;
  /** What it is made of. */
  readonly parameters: JsonSchema;
  /** The bases: what it is on the wire, told apart by what is seen at a glance. Their only bounds are those of bytes. */
  readonly of: readonly Plan[];
  /** What its values are at a glance, in memory and in JSON. */
  readonly memory: readonly ValueKind[];
  readonly json: readonly ValueKind[];
  /** What a fault expects, unless it is one of `values`. */
  readonly expected?: string;
  /** All the values that there are in JSON, where they are few. */
  readonly values?: readonly LiteralValue[];
  /** Its conversions; a plan that was read by a tool may be without. */
  readonly view: View;
}

/** `Type.Unknown`, `Type.Any` and undeclared members: whatever CBOR can hold. */
export interface AnyPlan extends Node {
  readonly kind: "any";
  /** Whether only what JSON can hold is taken, as without a schema. */
  readonly inJson?: boolean;
}

/** All the bounds that plans have, each in the sense of its keyword: a plan has those of its kind. */
export interface Bounds
  extends NumericBounds,
    SizeBounds,
    Pick<TextPlan, "minLength" | "maxLength" | "pattern">,
    Pick<BytesPlan, "minBytes" | "maxBytes">,
    Pick<ArrayPlan, "minItems" | "maxItems" | "uniqueItems"> {}

/** A plan whose values hold no others. */
export type ScalarPlan =
  | IntegerPlan
  | WideIntegerPlan
  | NumberPlan
  | TextPlan
  | BytesPlan
  | BooleanPlan
  | NullPlan
  | LiteralPlan;

/** A plan whose values hold others, or are one of several, each with a plan of its own. */
export type HolderPlan =
  | ArrayPlan
  | TuplePlan
  | ObjectPlan
  | RecordPlan
  | TaggedPlan
  | EmbeddedPlan
  | UnionPlan
  | ViewPlan;

/**
 * One node of a plan; `kind` tells which. Whatever asks for the kind names each of them, so that the compiler finds all
 * places that a new one has to be told of; CONTRIBUTING lists them.
 */
export type Plan = ScalarPlan | HolderPlan | AnyPlan;

/** The plan of a payload without a schema, and of what is refused. */
export const anyPlan: AnyPlan = { kind: "any", inJson: true, schemaPath: "#", schema: {}, sensitive: false };

/** The plan of the undeclared members of a map, where their keys may be whatever CBOR can hold. */
export function undescribedIn(plan: Plan): AnyPlan | undefined {
  const inside = plan.kind === "object" ? plan.additional : plan;
  return inside?.kind === "any" && !inside.inJson ? inside : undefined;
}

/** The plans right inside a plan. */
export function partsOf(plan: Plan): readonly Plan[] {
  switch (plan.kind) {
    case "array":
      return [plan.items];
    case "tuple":
      return plan.rest === undefined ? plan.items : [...plan.items, plan.rest];
    case "object":
      return [...plan.members.map(({ value }) => value), ...(plan.additional ? [plan.additional] : [])];
    case "record":
      return [plan.values];
    case "tagged":
    case "embedded":
      return [plan.content];
    case "union":
      return plan.branches;
    case "view":
      return plan.of;
    default:
      plan satisfies ScalarPlan | AnyPlan;
      return [];
  }
}

/** The plan of an item in a tuple that has so many. */
export function itemOf({ items, rest }: TuplePlan, index: number): Plan {
  return (items[index] ?? rest) as Plan;
}

/** Whether something is true of a plan or of one inside it, each of which is asked once. */
export function someIn(plan: Plan, isSo: (one: Plan) => unknown, asked = new Set<Plan>()): boolean {
  if (asked.has(plan)) return false;
  asked.add(plan);
  if (isSo(plan)) return true;
  for (const part of partsOf(plan)) if (someIn(part, isSo, asked)) return true;
  return false;
}

/** The answer to a question about a plan, which is looked for when it is first wanted: at the start of a program, none is. */
export function whenAsked<Answer>(ask: () => Answer): () => Answer {
  let known: { readonly answer: Answer } | undefined;
  return () => {
    known ??= { answer: ask() };
    return known.answer;
  };
}

/** Whether a value of this plan may hold something that no schema describes. */
export function isUndescribed(plan: Plan): boolean {
  return someIn(plan, ({ kind }) => kind === "any");
}

/** Whether a plan has views: what their values are in JSON is not seen of these alone. */
export function holdsViews(plan: Plan): boolean {
  return someIn(plan, ({ kind }) => kind === "view");
}

/** The plan of an item of a kind: where a tag that may be left out is, what would stand behind it. */
export function bare(plan: Plan, kind: string): Plan {
  return plan.kind === "tagged" && plan.optional && kind !== `tag ${plan.tag}`
    ? bare(plan.content, kind)
    : plan;
}

/** The member that holds further items, where items have names. */
export const FURTHER = "further";

/** The way from a tuple in memory to an item of it. */
export function stepsTo({ names, items }: TuplePlan, index: number): (string | number)[] {
  if (names === undefined) return [index];
  return index < items.length ? [names[index] as string] : [FURTHER, index - items.length];
}

/** The named items of a tuple as members of an object. */
export function namedMembers({ names = [], items, minItems = items.length }: TuplePlan): Member[] {
  return names.map((name, index) => {
    return { name, key: name, required: index < minItems, value: items[index] as Plan };
  });
}

/** Whether a payload of this plan may hold payloads. */
export function embeds(plan: Plan): boolean {
  return someIn(plan, ({ kind }) => kind === "embedded");
}

/** Whether a value of this plan may hold something that is to be hidden. */
export function holdsSecrets(plan: Plan): boolean {
  return someIn(plan, ({ sensitive }) => sensitive);
}
