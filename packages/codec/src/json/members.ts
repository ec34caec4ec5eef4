import { type UndeclaredMember, undeclared } from "../undeclared.ts";
import type { KnownNames } from "./undeclared.ts";

/**
 * The undeclared members of an object in the order in which they are written, as `undeclaredIn` says them: keys and values
 * by turns. It takes more code and, where a list has the order of the object's names, a fraction of the time.
 *
 * @param table - what the object has under the symbol `undeclared`, if that is to be followed
 */
export function membersIn(object: object, declared: KnownNames, table: unknown): unknown[] {
  const own = object as Record<string, unknown>;
  const names = Object.keys(own);
  const pairs: unknown[] = [];
  /** Names before this one have been asked for. */
  let next = 0;
  /** Those that are left, where they are asked for in another order. */
  let left: Set<string> | undefined;

  for (const member of Array.isArray(table) ? (table as readonly (UndeclaredMember | undefined)[]) : []) {
    const name = member?.name;
    if (name === undefined) {
      pairs.push(member?.key, member?.value);
      continue;
    }
    while (left === undefined && names[next] !== name && declared.has(names[next] as string)) next++;
    if (left === undefined && names[next] === name) next++;
    else {
      left ??= new Set(names.slice(next));
      if (!left.delete(name)) continue;
    }
    const value = own[name];
    if (value !== undefined && !declared.has(name)) pairs.push(member?.key, value);
  }
  if (left === undefined && next === names.length) return pairs;
  for (const name of left ?? names.slice(next)) {
    const value = own[name];
    if (value !== undefined && !declared.has(name)) pairs.push(name, value);
  }
  return pairs;
}

/** What an object has under the symbol `undeclared`. */
export function tableOf(object: object): unknown {
  return (object as { readonly [undeclared]?: unknown })[undeclared];
}
