/**
 * Keeps what is to be hidden out of the paths of faults: inside of what is sensitive, names that no schema declares are data.
 *
 * @module
 */
import { CodecError, type Issue, isCodecError, issue } from "../error.ts";
import { FURTHER, type Plan, someIn } from "../plan/plan.ts";
import { pointer } from "./pointer.ts";
import { HIDDEN } from "./to-json.ts";

/** What a plan, or a node of a small module, says of the names inside of it. */
export interface Keyed {
  readonly sensitive?: boolean;
  readonly members?: readonly { readonly name: string; readonly value: Keyed }[];
  readonly names?: readonly string[];
  readonly items?: Keyed | readonly Keyed[];
  readonly rest?: Keyed;
  readonly additional?: Keyed;
  /** Of a record what its members are; a literal has its values there. */
  readonly values?: Keyed | readonly unknown[];
  readonly content?: Keyed;
  readonly keep?: true;
  readonly branches?: readonly Keyed[];
}

/** Plans, and whatever they stand for without a step of a path. */
function unfolded(plans: readonly Keyed[]): Keyed[] {
  const all = new Set(plans);
  for (const plan of all) {
    const { content, keep, branches = [] } = plan;
    for (const one of branches) all.add(one);
    if (content && !keep) all.add(content);
  }
  return [...all];
}

/** What a part of a path leads to that a plan declares, or that has its place in an array. */
function declaredAs(part: string, plan: Keyed): Keyed[] {
  const { members = [], names, items, rest, content, keep } = plan;
  if (keep) return part === "value" && content ? [content] : [];
  const isHere = (name: string | undefined) => name !== undefined && pointer([name]) === `/${part}`;
  const own = members.filter(({ name }) => isHere(name)).map(({ value }) => value);
  if (rest && (names ?? plan.members) && part === FURTHER) own.push({ items: rest });
  if (names && isMany(items)) return [...own, ...items.filter((_, index) => isHere(names[index]))];
  if (!/^\d+$/.test(part)) return own;
  const item = isMany(items) ? (items[Number(part)] ?? rest) : items;
  return item ? [...own, item] : own;
}

/** What a name leads to that is none of those. */
function others({ additional, values }: Keyed): Keyed[] {
  const inRecord = isMany(values) ? undefined : (values as Keyed | undefined);
  return [additional, inRecord].filter((one) => one !== undefined);
}

function isMany<One>(given: One | readonly One[] | readonly unknown[] | undefined): given is readonly One[] {
  return Array.isArray(given);
}

/** A path of a fault, in which names that are to be hidden are. */
export function hideKeys(plan: Keyed, instancePath: string): string {
  let here = unfolded([plan]);
  let isSecret = false;
  const parts = instancePath.split("/").slice(1);
  const shown = parts.map((part) => {
    isSecret ||= here.some(({ sensitive }) => sensitive);
    const declared = here.flatMap((one) => declaredAs(part, one));
    here = unfolded([...declared, ...here.flatMap(others)]);
    return `/${isSecret && declared.length === 0 ? HIDDEN : part}`;
  });
  return shown.join("");
}

/**
 * Runs a verb, and hides in its faults the names that are to be hidden.
 *
 * @throws CodecError what it throws, with such paths
 */
export function withoutKeys<T>(plan: Keyed, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!isCodecError(error)) throw error;
    const issues = error.issues.map((one) =>
      one.instancePath === undefined
        ? one
        : issue({ ...one, instancePath: hideKeys(plan, one.instancePath) }),
    );
    throw new CodecError(issues as [Issue, ...Issue[]]);
  }
}

/** Whether a path may have names that are to be hidden: a map may come in place of whatever is sensitive. */
export function holdsSecretKeys(plan: Plan): boolean {
  return someIn(plan, (one) => one.sensitive === true);
}
