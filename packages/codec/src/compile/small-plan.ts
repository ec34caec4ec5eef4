/**
 * The plan of a small module: nodes that each bring their kind, so that a page is sent those that its messages name, and
 * that say in words what a fault expects. What a bound asks for is code, so that none costs a page that has none.
 *
 * @module
 */
import { pair, quote } from "../compiled/generate/code.ts";
import { describe, noSuchMember } from "../plan/describe.ts";
import type {
  ArrayPlan,
  Member,
  NumericBounds,
  ObjectPlan,
  Plan,
  SizeBounds,
  TextPlan,
  UnionPlan,
} from "../plan/plan.ts";
import type * as small from "../small/small.ts";

/** What the small runtime exports: kinds, and what bounds ask for. */
type Piece = keyof typeof small;

/** A node: its kind, the conditions of its bounds, and what else it says, as code. */
interface Written {
  readonly kind: Piece;
  readonly fits?: readonly string[];
  readonly parts?: Readonly<Record<string, string | undefined>>;
}

/** How a part of the plan is written, and what of the runtime it asks for. */
interface Context {
  readonly indent: string;
  readonly pieces: Set<Piece>;
}

/** How the nodes of each kind are written: one that is new has to bring its piece. */
const writers: { [Kind in Plan["kind"]]: (plan: Extract<Plan, { kind: Kind }>, to: Context) => Written } = {
  integer: (plan, to) => ({ kind: "integer", fits: numeric(plan, "value", to) }),
  "wide-integer": ({ least }) => ({ kind: least === 0n ? "uint64" : "int64" }),
  number: (plan, to) =>
    plan.width === 32
      ? { kind: "float32", fits: numeric(plan, "Math.fround(value)", to) }
      : { kind: plan.width === 64 ? "float64" : "number", fits: numeric(plan, "value", to) },
  text: (plan) => ({ kind: "text", fits: textual(plan) }),
  bytes: ({ minBytes, maxBytes }) => ({ kind: "bytes", fits: within("value.length", minBytes, maxBytes) }),
  boolean: () => ({ kind: "boolean" }),
  null: () => ({ kind: "nil" }),
  literal: ({ values }) => ({
    kind: values.every((value) => typeof value === "string") ? "literal" : "anyLiteral",
    parts: { values: `[${values.map(literal).join(", ")}]` },
  }),
  array: (plan, to) => ({ kind: "array", fits: sized(plan, to), parts: { items: write(plan.items, to) } }),
  tuple: ({ items }, to) => ({
    kind: "tuple",
    parts: { items: lines(items, to, write) },
  }),
  object: (plan, to) => ({
    kind: "object",
    fits: counted(plan),
    parts: {
      members: lines(plan.members, to, member),
      others: isWhole(plan) ? undefined : quote(noSuchMember(plan)),
      additional: plan.additional && write(plan.additional, to),
    },
  }),
  record: (plan, to) => ({
    kind: plan.keys === "integer" ? "integerRecord" : "textRecord",
    fits: counted(plan),
    parts: {
      named: plan.keys === "integer" ? undefined : `(name) => ${matches(plan.pattern, "name")}`,
      values: write(plan.values, to),
    },
  }),
  tagged: ({ tag, content }, to) => ({
    kind: "tagged",
    parts: { tag: `${tag}`, content: write(content, to) },
  }),
  union: ({ branches, clues }, to) => ({
    kind: clues.length > 0 ? "objectUnion" : "union",
    parts: {
      branches: lines(branches, to, write),
      clues: clues.length > 0 ? lines(clues, to, clue) : undefined,
    },
  }),
  any: () => ({ kind: "any" }),
};

/** Writes the plan of a small module, and tells what it asks of the runtime. */
export function smallPlan(plan: Plan): { readonly text: string; readonly pieces: readonly string[] } {
  const pieces = new Set<Piece>();
  const text = write(plan, { indent: "  ", pieces });
  return { text, pieces: [...pieces].sort() };
}

function write(plan: Plan, to: Context): string {
  const { kind, fits = [], parts } = (writers[plan.kind] as (one: Plan, to: Context) => Written)(plan, to);
  to.pieces.add(kind);
  const parameters = plan.kind === "object" || plan.kind === "record" ? "(_, members)" : "(value)";
  return braced({
    kind,
    expected: quote(describe(plan)),
    sensitive: plan.sensitive ? "true" : undefined,
    fits: fits.length > 0 ? `${parameters} => ${fits.join(" && ")}` : undefined,
    ...parts,
  });
}

function braced(parts: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(parts).flatMap(([name, text]) => (text === undefined ? [] : pair(name, text)));
  return `{ ${pairs.join(", ")} }`;
}

/** A list with a line for each. */
function lines<One>(
  list: readonly One[],
  { indent, pieces }: Context,
  one: (of: One, to: Context) => string,
): string {
  const inner = `${indent}  `;
  const texts = list.map((of) => `${inner}${one(of, { indent: inner, pieces })},\n`);
  return `[\n${texts.join("")}${indent}]`;
}

function member({ name, key, required, value }: Member, to: Context): string {
  return braced({
    name: quote(name),
    key: key === name ? undefined : literal(key),
    required: required ? "true" : undefined,
    value: write(value, to),
  });
}

function clue(
  { branch, member: { name, key, value }, values }: UnionPlan["clues"][number],
  to: Context,
): string {
  return braced({
    branch: `${branch}`,
    name: quote(name),
    key: key === name ? undefined : literal(key),
    value: values && write(value, to),
  });
}

function literal(value: unknown): string {
  return typeof value === "string" ? quote(value) : `${value}`;
}

/** Whether nothing is refused for its name alone: what has a member's name and not its key would be. */
function isWhole({ additional, members }: ObjectPlan): boolean {
  return additional !== undefined && members.every(({ name, key }) => key === name);
}

function numeric(bounds: NumericBounds, target: string, { pieces }: Context): string[] {
  const { exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
  if (multipleOf !== undefined) pieces.add("isMultiple");
  return [
    ...within(target, bounds.minimum, bounds.maximum),
    ...(exclusiveMinimum === undefined ? [] : [`${target} > ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`${target} < ${exclusiveMaximum}`]),
    ...(multipleOf === undefined ? [] : [`isMultiple(${target}, ${multipleOf})`]),
  ];
}

function textual({ minLength, maxLength, pattern }: TextPlan): string[] {
  return [
    ...within("[...value].length", minLength, maxLength),
    ...(pattern === undefined ? [] : [matches(pattern, "value")]),
  ];
}

function sized({ minItems, maxItems, uniqueItems }: ArrayPlan, { pieces }: Context): string[] {
  if (uniqueItems) pieces.add("isUnique");
  return [...within("value.length", minItems, maxItems), ...(uniqueItems ? ["isUnique(value)"] : [])];
}

function counted({ minProperties, maxProperties }: SizeBounds): string[] {
  return within("members", minProperties, maxProperties);
}

function within(target: string, least: number | undefined, most: number | undefined): string[] {
  return [
    ...(least === undefined ? [] : [`${target} >= ${least}`]),
    ...(most === undefined ? [] : [`${target} <= ${most}`]),
  ];
}

function matches(pattern: string, target: string): string {
  return `new RegExp(${quote(pattern)}, "u").test(${target})`;
}
