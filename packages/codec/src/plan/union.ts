/**
 * Telling the branches of a union apart, in the payload, in memory and in JSON alike.
 *
 * @module
 */
import { lengthsOf } from "./describe.ts";
import { CBOR, cluesOf, JSON_FORM, kinds, MEMORY, type Side } from "./kinds.ts";
import {
  anyPlan,
  bare,
  type Clue,
  itemOf,
  type Member,
  type ObjectPlan,
  type Plan,
  type TaggedPlan,
  type TuplePlan,
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
 * @returns the clues between objects and between tuples, or why some two branches cannot be told apart
 */
export function distinguish(branches: readonly Plan[]): Clue[] | string {
  for (const [index, one] of branches.entries()) {
    for (const other of branches.slice(index + 1)) {
      if (isToldInside(one) && one.kind === other.kind && isNamed(one) === isNamed(other)) continue;
      const shared = sharedKind(one, other);
      if (shared !== undefined) {
        return `expected branches that can be told apart, but ${one.kind} and ${other.kind} are both ${shared}${wayOut(one, other)}`;
      }
    }
  }
  const all = branches.flatMap((plan, branch) => (isToldInside(plan) ? [{ branch, plan }] : []));
  const objects = all.filter(({ plan }) => plan.kind === "object");
  const tuples = all.filter(({ plan }) => plan.kind === "tuple");
  const ofObjects =
    objects.length < 2 ? [] : (byLiteral(objects) ?? byPresence(objects) ?? byLiteral(objects, true));
  const ofTuples =
    tuples.length < 2
      ? []
      : (byLiteral(tuples) ?? byLength(tuples as Branch<TuplePlan>[]) ?? byLiteral(tuples, true));
  if (ofObjects && ofTuples) return [...ofObjects, ...ofTuples];
  const [what, which] = ofObjects ? ["array", "item or a length"] : ["object", "member or a required member"];
  const why = behindLayers(ofObjects ? tuples : objects);
  return `expected each ${what} in the union to have a literal ${which} that tells it from the others${why}`;
}

/** Whether what is inside may tell a branch from others of its kind. */
function isToldInside(plan: Plan): plan is ObjectPlan | TuplePlan {
  return plan.kind === "object" || plan.kind === "tuple";
}

function isNamed(plan: ObjectPlan | TuplePlan | Plan): boolean {
  return plan.kind === "tuple" && plan.names !== undefined;
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
  const clues = cluesOf(plan, kind, side);
  const clue = clues.find(matches);
  if (clue) return plan.branches[clue.branch];
  return plan.branches.find((branch, index) => {
    const taken: readonly string[] = kinds(branch, side);
    // The shortest of tuples that their lengths tell apart may be without a clue.
    if (clues.length > 0) return taken.includes(kind) && clues.every((one) => one.branch !== index);
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

/** What to do about branches that the definition could tell apart if it were written otherwise. */
function wayOut(one: Plan, other: Plan): string {
  const both = [one, other];
  const inside = behindSameTags(one, other);
  if (inside.every(({ kind }) => kind === "embedded")) return "; Embedded(Type.Union(…)) tells what is in it";
  if (inside[0] !== one) return `; Tagged(${(one as TaggedPlan).tag}, Type.Union(…)) tells what is behind it`;
  const isBesideMap = both.some(isKept) && both.some(({ kind }) => kind === "object" || kind === "record");
  if (isBesideMap) return "; without keep they are, unless what is behind the tag is a map too";
  const dropped = both.filter((plan) => plan.kind === "tagged" && !plan.keep && !plan.optional);
  if (dropped.length === 0) return "";
  // What a view is made of can be kept, and the view cannot.
  const isView = dropped.every((plan) => bare((plan as TaggedPlan).content, "").kind === "view");
  return `; ${isView ? "without the view, " : ""}Tagged(…, { keep: true }) keeps what tells them`;
}

/** What stands behind the tags that both plans begin with. */
function behindSameTags(one: Plan, other: Plan): readonly [Plan, Plan] {
  return one.kind === "tagged" && other.kind === "tagged" && one.tag === other.tag
    ? behindSameTags(one.content, other.content)
    : [one, other];
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

/** Why literals that seem to tell branches apart do not. */
function behindLayers(branches: readonly Branch[]): string {
  const isLayered = ({ value }: Member) =>
    (value.kind === "tagged" || value.kind === "embedded") && holdsLiteral(value);
  return branches.some(({ plan }) => membersOf(plan).some(isLayered))
    ? "; a literal behind a tag or in a byte string tells nothing"
    : "";
}

function holdsLiteral(plan: Plan): boolean {
  if (plan.kind === "tagged" || plan.kind === "embedded") return holdsLiteral(plan.content);
  return plan.kind === "literal";
}

interface Branch<Of = ObjectPlan | TuplePlan> {
  readonly branch: number;
  readonly plan: Of;
}

/** The members of an object, or the items of a tuple. */
function membersOf(plan: ObjectPlan | TuplePlan): readonly Member[] {
  return plan.kind === "object" ? plan.members : plan.items.map((_, index) => itemMember(plan, index));
}

function itemMember(plan: TuplePlan, index: number): Member {
  const required = index < (lengthsOf(plan)[0] as number);
  const name = plan.names?.[index] ?? `${index}`;
  return { name, key: name, index, required, value: itemOf(plan, index) };
}

/**
 * A required member that is a literal in every branch, no value of it in two of them.
 *
 * @param hasDefault - whether there is one branch where it is none, which takes what the literals do not name
 */
function byLiteral(objects: readonly Branch[], hasDefault = false): Clue[] | undefined {
  for (const candidate of membersOf((objects[0] as Branch).plan)) {
    const clues = objects.flatMap(({ branch, plan }): Clue[] => {
      const member = membersOf(plan).find(({ name }) => name === candidate.name);
      const isSame = member?.key === candidate.key && member.index === candidate.index;
      if (!isSame || !member.required) return [];
      return [{ branch, member, ...(member.value.kind === "literal" && { values: member.value.values }) }];
    });
    const values = clues.flatMap((clue) => clue.values ?? []);
    const isApart = clues.length === objects.length && new Set(values).size === values.length;
    const others = clues.filter((clue) => !clue.values);
    // What is in every branch and a literal in none tells nothing.
    if (!isApart || values.length === 0 || others.length !== Number(hasDefault)) continue;
    const type = { integer: "number", text: "string" }[others[0]?.member.value.kind as "text"];
    if (values.some((value) => hasDefault && typeof value !== type)) continue;
    return [...clues.filter((clue) => clue.values), ...others];
  }
  return undefined;
}

/** For each branch a required member whose key and name no other branch declares. */
function byPresence(objects: readonly Branch[]): Clue[] | undefined {
  const clues = objects.flatMap(({ branch, plan }): Clue[] => {
    const others = objects
      .filter((object) => object.branch !== branch)
      .flatMap((object) => membersOf(object.plan));
    const member = membersOf(plan).find((own) => own.required && !others.some((other) => alike(own, other)));
    return member === undefined ? [] : [{ branch, member }];
  });
  return clues.length === objects.length ? clues : undefined;
}

/** The last item that each tuple has to have, the longest first: one that has it is no shorter one. */
function byLength(tuples: readonly Branch<TuplePlan>[]): Clue[] | undefined {
  const sized = tuples.map(({ branch, plan }) => {
    const [least = 0, most = Number.POSITIVE_INFINITY] = lengthsOf(plan);
    return { branch, plan, least, most };
  });
  sized.sort((one, other) => other.least - one.least);
  const clues: Clue[] = [];
  for (const [index, { branch, plan, least }] of sized.entries()) {
    const shorter = sized.slice(index + 1);
    if (shorter.some(({ most }) => most >= least)) return undefined;
    if (least === 0) continue;
    const member = itemMember(plan, least - 1);
    if (shorter.some(({ plan: { names } }) => names?.includes(member.name))) return undefined;
    clues.push({ branch, member });
  }
  return clues;
}

function alike(one: Member, other: Member): boolean {
  return one.name === other.name || one.key === other.key;
}
