/**
 * The plan of a small module: nodes that each bring their kind, so that a page is sent those that its messages name, and
 * that say in words what a fault expects. What a bound asks for is code, so that none costs a page that has none.
 *
 * @module
 */
import { pair, quote } from "../compiled/generate/code.ts";
import { holdsSecretKeys } from "../json/hide-keys.ts";
import { describe, lengthsOf, noSuchMember, tellingMember } from "../plan/describe.ts";
import { CBOR, cluesOf } from "../plan/kinds.ts";
import {
  type Clue,
  FURTHER,
  type Member,
  type NumericBounds,
  namedMembers,
  type Plan,
  type UnionPlan,
  undescribedIn,
} from "../plan/plan.ts";
import { isKept } from "../plan/union.ts";
import type * as small from "../small/small.ts";
import { type Refer, withDefinitions } from "./definitions.ts";
import { viewCall } from "./view-call.ts";

/** What the small runtime exports: kinds, and what bounds ask for. */
type Piece = keyof typeof small;

/** A node: its kind, the conditions of its bounds, those of its length apart, and what else it says, as code. */
interface Written {
  readonly kind: Piece;
  readonly sized?: readonly string[];
  readonly fits?: readonly string[];
  readonly parts?: Readonly<Record<string, string | undefined>>;
}

/** How a part of the plan is written, and what of the runtime it asks for. */
interface Context {
  readonly indent: string;
  readonly pieces: Set<Piece>;
  readonly refer: Refer;
}

/** Integers of 64 bits that have no other bounds, and of 65: the base of a view. */
const wideKinds: Readonly<Record<string, Written>> = {
  [`0 ${2n ** 64n - 1n}`]: { kind: "uint64" },
  [`${-(2n ** 63n)} ${2n ** 63n - 1n}`]: { kind: "int64" },
  [`${-(2n ** 64n)} ${2n ** 64n - 1n}`]: { kind: "int65" },
};

/** How the nodes of each kind are written: one that is new has to bring its piece. */
const writers: {
  [Kind in Plan["kind"]]: (plan: Extract<Plan, { kind: Kind }>, to: Context, whole: Plan) => Written;
} = {
  integer: (plan, to) => ({ kind: "integer", fits: numeric(plan, "value", to) }),
  "wide-integer": ({ least, greatest }) =>
    wideKinds[`${least} ${greatest}`] ?? {
      kind: "bounded64",
      parts: { least: `${least}n`, most: `${greatest}n` },
    },
  number: (plan, to) =>
    plan.nonFinite
      ? { kind: `anyFloat${plan.width ?? ""}` }
      : plan.width === 32
        ? {
            kind: "float32",
            fits: numeric(plan, "Math.fround(value)", to),
            parts: { exact: condition("value", numeric(plan, "value", to)) },
          }
        : { kind: plan.width === 64 ? "float64" : "number", fits: numeric(plan, "value", to) },
  text: ({ minLength, maxLength, pattern }) => ({
    kind: "text",
    sized: within("length", minLength, maxLength),
    fits: pattern === undefined ? [] : [matches(pattern, "value")],
  }),
  bytes: ({ minBytes, maxBytes }) => ({ kind: "bytes", sized: within("length", minBytes, maxBytes) }),
  boolean: () => ({ kind: "boolean" }),
  null: () => ({ kind: "nil" }),
  literal: ({ values }) => ({
    kind: values.every((value) => typeof value === "string") ? "literal" : "anyLiteral",
    parts: { values: `[${values.map(literal).join(", ")}]` },
  }),
  array: ({ items, minItems, maxItems, uniqueItems }, to) => ({
    kind: "array",
    sized: within("length", minItems, maxItems),
    fits: uniqueItems ? [`${piece("isUnique", to)}(value)`] : [],
    parts: { items: write(items, to) },
  }),
  tuple: (plan, to) => ({
    kind: plan.names ? "arrayStruct" : "tuple",
    sized: within("length", ...lengthsOf(plan)),
    parts: {
      members: plan.names && lines(namedMembers(plan), to, member),
      further: plan.names && plan.rest && quote(FURTHER),
      others: plan.names && quote(noSuchMember({ members: namedMembers(plan) })),
      items: plan.names ? undefined : lines(plan.items, to, write),
      rest: plan.rest && write(plan.rest, to),
    },
  }),
  object: (plan, to) => ({
    kind: undescribedIn(plan) ? "open" : "object",
    sized: within("length", plan.minProperties, plan.maxProperties),
    parts: {
      members: lines(plan.members, to, member),
      others: undescribedIn(plan) ? undefined : quote(noSuchMember(plan)),
      additional: plan.additional && write(plan.additional, to),
    },
  }),
  record: (plan, to) => ({
    kind: plan.keys === "integer" ? "integerRecord" : "textRecord",
    sized: within("length", plan.minProperties, plan.maxProperties),
    parts: {
      named:
        plan.keys === "integer" || plan.pattern === ""
          ? undefined
          : `(name) => ${matches(plan.pattern, "name")}`,
      values: write(plan.values, to),
    },
  }),
  tagged: ({ tag, content, optional, keep }, to) => ({
    kind: keep ? "keptTag" : optional ? "optionalTag" : "tagged",
    parts: {
      tag: `${tag}`,
      omitted: optional === "omitted" ? "true" : undefined,
      keep: keep && "true",
      content: write(content, to),
    },
  }),
  embedded: ({ content, zeroLengthMap }, to) => ({
    kind: "embedded",
    parts: { zeroLengthMap: zeroLengthMap ? "true" : undefined, content: write(content, to) },
  }),
  union,
  view: ({ name, parameters, of, memory, json }, to) => ({
    kind: "view",
    parts: {
      of: lines(of, to, write),
      memory: JSON.stringify(memory),
      json: JSON.stringify(json),
      view: viewCall({ name, parameters }),
    },
  }),
  any: () => ({ kind: "any" }),
};

/** Writes the plan of a small module, and tells what it asks of the runtime. */
export function smallPlan(plan: Plan): { readonly text: string; readonly pieces: readonly string[] } {
  const pieces = new Set<Piece>();
  const hides = holdsSecretKeys(plan);
  if (hides) pieces.add("hidden");
  const text = withDefinitions((refer) => {
    const whole = write(plan, { indent: "  ", pieces, refer });
    return hides ? `{ kind: hidden, content: ${whole} }` : whole;
  });
  return { text, pieces: [...pieces].sort() };
}

/** @param whole - what a fault says was expected, where it is more than this plan */
function write(plan: Plan, to: Context, whole = plan): string {
  return plan.definition === undefined
    ? node(plan, to, whole)
    : to.refer(plan, () => node(plan, { ...to, indent: "  " }, whole));
}

function node(plan: Plan, to: Context, whole: Plan): string {
  const writer = writers[plan.kind] as (one: Plan, to: Context, whole: Plan) => Written;
  const { kind, sized, fits, parts } = writer(plan, to, whole);
  to.pieces.add(kind);
  return braced({
    kind,
    expected: quote(describe(whole)),
    sensitive: plan.sensitive ? "true" : undefined,
    sized: condition("length", sized),
    fits: condition("value", fits),
    ...parts,
  });
}

/** A function that tells whether all of these hold; none where there is nothing to tell. */
function condition(parameter: string, of: readonly string[] = []): string | undefined {
  return of.length > 0 ? `(${parameter}) => ${of.join(" && ")}` : undefined;
}

function braced(parts: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(parts).flatMap(([name, text]) => (text === undefined ? [] : pair(name, text)));
  return `{ ${pairs.join(", ")} }`;
}

/** A list with a line for each. */
function lines<One>(
  list: readonly One[],
  { indent, ...to }: Context,
  one: (of: One, to: Context) => string,
): string {
  const inner = `${indent}  `;
  const texts = list.map((of) => `${inner}${one(of, { indent: inner, ...to })},\n`);
  return `[\n${texts.join("")}${indent}]`;
}

function member({ name, key, required, value }: Member, to: Context): string {
  return braced({
    ...called({ name, key }),
    required: required ? "true" : undefined,
    value: write(value, to),
  });
}

/** The name of a member, its key where that is another one, and the place of an item. */
function called({ name, key, index }: Pick<Member, "name" | "key" | "index">) {
  return {
    name: quote(name),
    key: key === name ? undefined : literal(key),
    index: index === undefined ? undefined : `${index}`,
  };
}

/** Tuples that are told apart by what is inside are a union of their own, in place of one branch. */
function union(plan: UnionPlan, to: Context, whole: Plan): Written {
  const isTuple = ({ kind }: Plan) => kind === "tuple";
  if (cluesOf(plan, "array", CBOR).length === 0) return unionOf(plan, to);
  if (plan.branches.every(isTuple)) return tupleUnion(plan, to, whole as UnionPlan);
  const tuples = partOf(plan, isTuple);
  return unionOf(
    partOf(plan, (branch) => !isTuple(branch)),
    to,
    (inner) => write(tuples, inner, plan),
  );
}

/** Some of the branches, with what tells them apart; that is no definition, of which all of them are. */
function partOf({ definition: _, ...plan }: UnionPlan, isIn: (branch: Plan) => boolean): UnionPlan {
  const branches = plan.branches.filter(isIn);
  const clues = plan.clues
    .map((one) => ({ ...one, branch: branches.indexOf(plan.branches[one.branch] as Plan) }))
    .filter(({ branch }) => branch >= 0);
  return { ...plan, branches, clues };
}

/**
 * How tuples are told apart: by a literal, or by how long they are. The length of what is sensitive is nobody's business, nor
 * is it where another branch of the whole union is.
 */
function tupleUnion({ branches, clues }: UnionPlan, to: Context, whole: UnionPlan): Written {
  const isSecret = [whole, ...whole.branches].some(({ sensitive }) => sensitive);
  const telling = tellingMember(clues);
  const shortest = branches.findIndex((_, index) => clues.every(({ branch }) => branch !== index));
  return {
    kind: telling ? "literalTuples" : "sizedTuples",
    parts: {
      secret: isSecret ? "true" : undefined,
      branches: lines(branches, to, write),
      ...(telling ? tellingParts(telling, clues, to) : { clues: lines(clues, to, clue) }),
      shortest: shortest < 0 ? undefined : `${shortest}`,
    },
  };
}

/** A member whose literal tells, and which branch each literal tells of. */
function tellingParts(telling: Member, clues: readonly Clue[], to: Context) {
  const told = clues.flatMap(({ branch, values = [] }) => values.map(() => branch));
  const other = clues.find(({ values }) => values === undefined);
  const literals = telling.value.kind === "union" ? (telling.value.branches[0] as Plan) : telling.value;
  return {
    telling: braced({ ...called(telling), value: write(literals, to, telling.value) }),
    told: other
      ? `{ ${told.map((branch, index) => `${index}: ${branch}`).join(", ")}, [-1]: ${other.branch} }`
      : `[${told.join(", ")}]`,
  };
}

/**
 * By what it is told apart is its kind: at a glance, by members of which each branch has its own, or by literals.
 *
 * @param last - writes one branch more
 */
function unionOf(
  { branches, clues }: UnionPlan,
  to: Context,
  ...last: readonly ((to: Context) => string)[]
): Written {
  const telling = tellingMember(clues);
  const all = [...branches.map((branch) => (inner: Context) => write(branch, inner)), ...last];
  return {
    kind: telling
      ? "literalUnion"
      : clues.length > 0
        ? "objectUnion"
        : branches.some(isKept)
          ? "tagUnion"
          : "union",
    parts: {
      branches: lines(all, to, (one, inner) => one(inner)),
      clues: telling || clues.length === 0 ? undefined : lines(clues, to, clue),
      ...(telling && tellingParts(telling, clues, to)),
    },
  };
}

function clue({ branch, member: of }: Clue): string {
  return braced({ branch: `${branch}`, ...called(of) });
}

function literal(value: unknown): string {
  return typeof value === "string" ? quote(value) : `${value}`;
}

function numeric(bounds: NumericBounds, target: string, to: Context): string[] {
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
  return [
    ...within(target, bounds.minimum, bounds.maximum),
    ...(exclusiveMinimum === undefined ? [] : [`${target} > ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`${target} < ${exclusiveMaximum}`]),
    ...(multipleOf === undefined ? [] : [`${piece("isMultiple", to)}(${target}, ${multipleOf})`]),
  ];
}

/** What stands for a piece of the runtime, which is asked for by that. */
function piece(name: Piece, { pieces }: Context): Piece {
  pieces.add(name);
  return name;
}

function within(target: string, least: number | undefined, most: number | undefined): string[] {
  if (least !== undefined && least === most) return [`${target} === ${least}`];
  return [
    ...(least === undefined ? [] : [`${target} >= ${least}`]),
    ...(most === undefined ? [] : [`${target} <= ${most}`]),
  ];
}

function matches(pattern: string, target: string): string {
  return `new RegExp(${quote(pattern)}, "u").test(${target})`;
}
