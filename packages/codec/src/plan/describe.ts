import { another, memberWith, NO_SUCH_MEMBER, named, oneOf } from "../sentences.ts";
import { CBOR, cluesOf, hasKind, kinds, type Side } from "./kinds.ts";
import type {
  Bounds,
  Clue,
  LiteralPlan,
  Member,
  NullPlan,
  ObjectPlan,
  Plan,
  TextPlan,
  UnionPlan,
} from "./plan.ts";

const MOST_SHOWN = 8;

/** What a plan expects, in a few words for an error message: `an integer from 0 to 255`. */
export function describe(plan: Plan): string {
  return nounOf(plan) + bounds(plan);
}

/** What a plan expects, its bounds apart. */
function nounOf(plan: Plan): string {
  switch (plan.kind) {
    case "integer":
      return "an integer";
    case "number":
      return plan.width === 32 ? "a finite number in the range of a 32-bit float" : "a finite number";
    case "wide-integer":
      return `an integer from ${wide(plan.least)} to ${wide(plan.greatest)}`;
    case "bytes":
      return "a byte string";
    case "boolean":
      return "true or false";
    case "literal":
      return literal(plan);
    case "array":
      return "an array";
    case "tuple": {
      const [least, most] = lengthsOf(plan);
      return `an array of ${most === undefined ? `at least ${least}` : least === most ? most : `${least} to ${most}`}`;
    }
    case "object":
      return "a map";
    case "record":
      return `a map with ${plan.pattern && plan.keys === "text" ? `keys that match ${plan.pattern}` : `${plan.keys} keys`}`;
    case "tagged":
      return plan.optional
        ? `${inside(plan.content)}, with or without tag ${plan.tag}`
        : `tag ${plan.tag} with ${inside(plan.content)}`;
    case "embedded":
      return `a byte string with ${inside(plan.content)}`;
    case "union":
      return union(plan);
    case "view":
      return plan.expected ?? literal(plan as LiteralValues);
    case "any":
      return "a value that JSON can hold";
    default:
      // Those that are called what they are.
      plan satisfies TextPlan | NullPlan;
      return plan.kind;
  }
}

/** What is in another one's words. A definition that has such itself is called by its name: it may go on for ever. */
function inside(plan: Plan): string {
  const hasWords = "content" in plan || "branches" in plan;
  return (hasWords && plan.definition) || describe(plan);
}

/**
 * What was found in place of what a plan expects. A value of the right kind is one of another length, or "another" one: out
 * of range, or none of the literals.
 *
 * @param length - how many bytes, characters, items or members it has, if that is known
 */
export function foundInstead(kind: string, plan: Plan, side: Side, length?: number): string {
  if (plan.kind === "union" && kind === "array" && cluesOf(plan, kind, side).length > 0) {
    const isSecret = [plan, ...plan.branches].some(({ sensitive }) => sensitive);
    return isSecret || length === undefined ? kind : oneOf(length);
  }
  return hasKind(plan, kind, side) ? (foundLength(plan, length) ?? another(kind)) : kind;
}

/** What was found where the length is not what a plan expects. The length of what is sensitive is nobody's business. */
export function foundLength(plan: Plan, length: number | undefined): string | undefined {
  return length === undefined || plan.sensitive || hasLength(plan, length) ? undefined : oneOf(length);
}

/** Whether so many bytes, characters, items or members are as many as a plan expects of what has them. */
export function hasLength(of: object, length: number): boolean {
  const [least, most] = lengthsOf(of);
  return !(length < (least as number) || length > (most as number));
}

/** How many bytes, characters, items or members a plan expects at least and at most of what has them. */
export function lengthsOf(of: object): readonly [least: number | undefined, most: number | undefined] {
  const plan: Bounds & { readonly items?: unknown; readonly rest?: unknown } = of;
  // Of a tuple the plans of its items are a list.
  const own = Array.isArray(plan.items) ? plan.items.length : undefined;
  return [
    plan.minLength ?? plan.minBytes ?? plan.minItems ?? plan.minProperties ?? own,
    plan.maxLength ?? plan.maxBytes ?? plan.maxItems ?? plan.maxProperties ?? (plan.rest ? undefined : own),
  ];
}

/** What is expected of a map without a member that it must have. */
export function requiredMember(member: Member): string {
  return memberWith(member, describe(member.value));
}

/** The fault of a map without such a member. */
export function missingMember(member: Member) {
  return { code: "unexpected", expected: requiredMember(member), found: NO_SUCH_MEMBER } as const;
}

/** What to expect in place of a member that no schema names. */
export function noSuchMember({ members, additional }: Pick<ObjectPlan, "members" | "additional">): string {
  const others = additional === undefined ? [] : ["those under text keys"];
  const all = [...members.map(named), ...others];
  return all.length === 0 ? "no members" : `no members but ${listed(all, ", …")}`;
}

/** The literals that there are to choose from. */
type LiteralValues = Pick<LiteralPlan, "sensitive" | "values">;

/** A sensitive literal would be a secret in an error text. */
function literal({ sensitive, values }: LiteralValues): string {
  if (sensitive) return "one of the declared values";
  const { length } = values;
  const first = values[0] as number;
  if (length > 2 && values.every((value, index) => value === first + index)) {
    return oneOf(`${first} to ${first + length - 1}`);
  }
  const texts = values.map((value) => JSON.stringify(value));
  return (length === 1 ? "" : "one of ") + listed(texts, ` or ${length - MOST_SHOWN} others`);
}

/** As many texts as are shown, and what is said of the others. */
function listed(texts: readonly string[], others: string): string {
  return texts.slice(0, MOST_SHOWN).join(", ") + (texts.length > MOST_SHOWN ? others : "");
}

/** The bounds of a plan, of which each kind has its own. */
function bounds(plan: Bounds & Pick<Plan, "kind">): string {
  const part = (words: string, bound?: number | string) => (bound === undefined ? "" : ` ${words} ${bound}`);
  return (
    range(plan.minimum, plan.maximum) +
    range(plan.minLength, plan.maxLength, "character") +
    range(plan.minBytes, plan.maxBytes, "byte") +
    (plan.kind === "tuple" ? "" : range(plan.minItems, plan.maxItems, "item")) +
    range(plan.minProperties, plan.maxProperties, "member") +
    part("above", plan.exclusiveMinimum) +
    part("below", plan.exclusiveMaximum) +
    part("in steps of", plan.multipleOf) +
    (plan.uniqueItems ? " without repetition" : "") +
    part("that matches", plan.kind === "text" ? plan.pattern : undefined)
  );
}

/** A bound of 64 bits: the outermost ones are said as powers. */
function wide(bound: bigint): string {
  if (bound === -(2n ** 63n)) return "-2^63";
  return bound === 2n ** 63n - 1n ? "2^63-1" : bound === 2n ** 64n - 1n ? "2^64-1" : `${bound}`;
}

/** @param noun - what is counted, if anything is */
function range(least: number | undefined, most: number | undefined, noun?: string): string {
  const last = most ?? least;
  if (last === undefined) return "";
  const counted = noun === undefined ? "" : ` ${noun}${last === 1 ? "" : "s"}`;
  if (least === undefined) return ` of at most ${last}${counted}`;
  if (most === undefined) return ` of at least ${last}${counted}`;
  if (noun === undefined) return ` from ${least} to ${last}`;
  return ` of ${least === most ? "" : `${least} to `}${last}${counted}`;
}

/** The branches of a union; of an object, and of a tuple with a literal, only what tells it from the others. */
function union(plan: UnionPlan): string {
  const told = plan.branches.flatMap((branch, index) => {
    const clues = cluesOf(plan, kinds(branch, CBOR)[0] as string, CBOR);
    const clue = clues.find((one) => one.branch === index);
    const telling = tellingMember(clues);
    const isTuple = branch.kind === "tuple";
    if (clue === undefined || (isTuple && telling === undefined)) return inside(branch);
    if (telling === undefined) return `a map with ${named(clue.member)}`;
    const whose = isTuple ? `an array whose item ${telling.index}` : `a map whose ${named(telling)}`;
    return clue === clues[0] ? `${whose} is ${describe(telling.value)}` : [];
  });
  return told.join(", or ");
}

/**
 * The member whose literal tells the objects or the tuples of a union apart, with the literals of all of them, and what else
 * it may be where one of them takes that.
 */
export function tellingMember([clue, ...others]: readonly Clue[]): Member | undefined {
  if (clue?.values === undefined) return undefined;
  const { member } = clue;
  const sensitive = [clue, ...others].some((one) => one.member.value.sensitive);
  const values = [clue, ...others].flatMap((one) => one.values ?? []);
  const { definition: _, ...own } = member.value as LiteralPlan;
  const literals: LiteralPlan = { ...own, values, sensitive };
  const other = others.at(-1);
  if (!other || other.values) return { ...member, value: literals };
  const branches = [literals, other.member.value];
  return { ...member, value: { ...literals, kind: "union", branches, clues: [] } as UnionPlan };
}
