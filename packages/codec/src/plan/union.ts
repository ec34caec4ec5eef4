/**
 * Telling the branches of a union apart, in the payload, in memory and in JSON alike.
 *
 * @module
 */
import { CBOR, JSON_FORM, kinds, MEMORY, type Side } from "./kinds.ts";
import {
  anyPlan,
  type Clue,
  type Member,
  type ObjectPlan,
  type Plan,
  type TaggedPlan,
  type UnionPlan,
  type ViewPlan,
} from "./plan.ts";

/** Unions in a union are one union. */
export function flatten(branches: readonly Plan[]): Plan[] {
  return branches.flatMap((branch) => (branch.kind === "union" ? flatten(branch.branches) : [branch]));
}

/**
 * Finds how to tell branches apart.
 *
 * @returns the clues between object branches, or why some two branches cannot be told apart
 */
export function distinguish(branches: readonly Plan[]): Clue[] | string {
  for (const [index, one] of branches.entries()) {
    for (const other of branches.slice(index + 1)) {
      if (one.kind === "object" && other.kind === "object") continue;
      const shared = sharedKind(one, other);
      if (shared !== undefined) {
        return `expected branches that can be told apart, but ${one.kind} and ${other.kind} are both ${shared}${wayOut(one, other)}`;
      }
    }
  }
  const objects = branches.flatMap((plan, branch) => (plan.kind === "object" ? [{ branch, plan }] : []));
  if (objects.length < 2) return [];
  return (
    byLiteral(objects) ??
    byPresence(objects) ??
    "expected each object in the union to have a literal member or a required member that tells it from the others"
  );
}

/**
 * The branch of a union that a value belongs to.
 *
 * @param kind - the value's kind, in the words of {@link kinds}
 * @param side - where the value stands
 * @param matches - whether a clue's member is there, with a literal of the clue's
 */
export function chooseBranch(
  plan: UnionPlan,
  kind: string,
  side: Side,
  matches: (clue: Clue) => boolean,
): Plan | undefined {
  const kept = side !== CBOR && kind === "map" ? plan.branches.flatMap(keptClue) : [];
  if (kept.length > 0) {
    const clue = kept.find(matches);
    return clue && plan.branches[clue.branch];
  }
  if (kind === "map" && plan.clues.length > 0) {
    const clue = plan.clues.find(matches);
    return clue && plan.branches[clue.branch];
  }
  return plan.branches.find((branch) => {
    const taken: readonly string[] = kinds(branch, side);
    return taken.includes(kind) || taken.includes("anything");
  });
}

/** Which base of a view an item of a kind is; −1 for one that is none. */
export function baseOfKind({ of }: ViewPlan, kind: string): number {
  return of.findIndex((base) => (kinds(base, CBOR) as string[]).includes(kind));
}

/** The base that a value of a view is written as. */
export function baseOfValue({ of, view }: ViewPlan, value: unknown): Plan {
  return of[view.which?.(value) ?? 0] as Plan;
}

/** Whether the tag of a branch is told by its values, too. */
export function isKept(branch: Plan): branch is TaggedPlan & { keep: true } {
  return branch.kind === "tagged" && branch.keep === true;
}

/** How a value tells that it is of a branch with a tag that is kept. */
function keptClue(plan: Plan, branch: number): Clue[] {
  return isKept(plan) ? [{ branch, member: keptMember, values: [plan.tag] }] : [];
}

const keptMember: Member = { name: "tag", key: "tag", required: true, value: anyPlan };

/** What to do about branches that their tags tell apart in CBOR, and nothing in memory. */
function wayOut(...branches: readonly Plan[]): string {
  const isDropped = (plan: Plan) => plan.kind === "tagged" && !plan.keep;
  return branches.some(isDropped) ? "; Tagged(…, { keep: true }) keeps what tells them" : "";
}

/** What kind of item both plans take in one of the three forms, if any. */
function sharedKind(one: Plan, other: Plan): string | undefined {
  const areTold = isKept(one) && isKept(other);
  for (const side of areTold ? ([CBOR] as const) : ([CBOR, MEMORY, JSON_FORM] as const)) {
    const [its, others] = [kinds(one, side), kinds(other, side)];
    const shared = its.find((kind) => others.includes(kind));
    if (shared !== undefined) return shared;
    if (its.includes("anything") || others.includes("anything")) return "anything";
  }
  return undefined;
}

interface Branch {
  readonly branch: number;
  readonly plan: ObjectPlan;
}

/** A required member that is a literal in every branch, no value of it in two of them. */
function byLiteral(objects: readonly Branch[]): Clue[] | undefined {
  for (const candidate of (objects[0] as Branch).plan.members) {
    const clues = objects.flatMap(({ branch, plan }): Clue[] => {
      const member = plan.members.find(({ name }) => name === candidate.name);
      if (!member?.required || member.key !== candidate.key || member.value.kind !== "literal") return [];
      return [{ branch, member, values: member.value.values }];
    });
    const values = clues.flatMap((clue) => clue.values);
    if (clues.length === objects.length && new Set(values).size === values.length) return clues;
  }
  return undefined;
}

/** For each branch a required member whose key and name no other branch declares. */
function byPresence(objects: readonly Branch[]): Clue[] | undefined {
  const clues = objects.flatMap(({ branch, plan }): Clue[] => {
    const others = objects
      .filter((object) => object.branch !== branch)
      .flatMap((object) => object.plan.members);
    const member = plan.members.find((own) => own.required && !others.some((other) => alike(own, other)));
    return member === undefined ? [] : [{ branch, member }];
  });
  return clues.length === objects.length ? clues : undefined;
}

function alike(one: Member, other: Member): boolean {
  return one.name === other.name || one.key === other.key;
}
