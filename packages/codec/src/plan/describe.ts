import { another, memberWith, NO_SUCH_MEMBER } from "../sentences.ts";
import { hasKind, type Side } from "./kinds.ts";
import type { Bounds, LiteralPlan, Member, NullPlan, ObjectPlan, Plan, TextPlan, UnionPlan } from "./plan.ts";

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
      return `an integer from ${plan.least === 0n ? "0 to 2^64" : "-2^63 to 2^63"}-1`;
    case "bytes":
      return "a byte string";
    case "boolean":
      return "true or false";
    case "literal":
      return literal(plan);
    case "array":
      return "an array";
    case "tuple":
      return `an array of ${plan.items.length}`;
    case "object":
      return "a map";
    case "record":
      return `a map with ${plan.keys === "integer" ? "integer keys" : `keys that match ${plan.pattern}`}`;
    case "tagged":
      return `tag ${plan.tag} with ${describe(plan.content)}`;
    case "union":
      return plan.branches.map((branch, index) => describeBranch(plan, branch, index)).join(", or ");
    case "any":
      return "a value that JSON can hold";
    default:
      // Those that are called what they are.
      plan satisfies TextPlan | NullPlan;
      return plan.kind;
  }
}

/**
 * What was found in place of what a plan expects. A value of the right kind is "another" one: out of range, too long, or
 * none of the literals.
 */
export function foundInstead(kind: string, plan: Plan, side: Side): string {
  return hasKind(plan, kind, side) ? another(kind) : kind;
}

/** The fault of a map without a member that it must have. */
export function missingMember({ name, value }: Member) {
  return { code: "unexpected", expected: memberWith(name, describe(value)), found: NO_SUCH_MEMBER } as const;
}

/** What to expect in place of a member that no schema names. */
export function noSuchMember({ members }: ObjectPlan): string {
  const names = members.map(({ name }) => name);
  return names.length === 0 ? "no members" : `no members but ${listed(names, ", …")}`;
}

/** A sensitive literal would be a secret in an error text. */
function literal({ sensitive, values }: LiteralPlan): string {
  if (sensitive) return "one of the declared values";
  return (values.length === 1 ? "" : "one of ") + listed(values, ` or ${values.length - MOST_SHOWN} others`);
}

/** As many values as are shown, and what is said of the others. */
function listed(values: readonly unknown[], others: string): string {
  const shown = values
    .slice(0, MOST_SHOWN)
    .map((value) => JSON.stringify(value))
    .join(", ");
  return values.length > MOST_SHOWN ? shown + others : shown;
}

/** The bounds of a plan, of which each kind has its own. */
function bounds(plan: Bounds & Pick<Plan, "kind">): string {
  const part = (words: string, bound?: number | string) => (bound === undefined ? "" : ` ${words} ${bound}`);
  return (
    range(plan.minimum, plan.maximum) +
    range(plan.minLength, plan.maxLength, "character") +
    range(plan.minBytes, plan.maxBytes, "byte") +
    range(plan.minItems, plan.maxItems, "item") +
    range(plan.minProperties, plan.maxProperties, "member") +
    part("above", plan.exclusiveMinimum) +
    part("below", plan.exclusiveMaximum) +
    part("in steps of", plan.multipleOf) +
    (plan.uniqueItems ? " without repetition" : "") +
    part("that matches", plan.kind === "text" ? plan.pattern : undefined)
  );
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

/** A branch of a union; of an object only what tells it from the others. */
function describeBranch({ clues = [] }: UnionPlan, branch: Plan, index: number): string {
  const clue = clues.find((one) => one.branch === index);
  if (clue === undefined) return describe(branch);
  const name = JSON.stringify(clue.member.name);
  return clue.values === undefined
    ? `a map with ${name}`
    : `a map whose ${name} is ${describe(clue.member.value)}`;
}
