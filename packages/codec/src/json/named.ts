import { FURTHER } from "../plan/plan.ts";
import { ownMember } from "./kinds.ts";

/** The items of an array with names, of the object that they are in memory. */
export function itemsNamed(names: readonly string[], object: object): unknown[] {
  const items = names.map((name) => ownMember(object, name)).filter((item) => item !== undefined);
  // An item may be called so where there are no further ones.
  return names.includes(FURTHER) ? items : [...items, ...((ownMember(object, FURTHER) ?? []) as unknown[])];
}

/** The object in memory that the items of an array with names are. */
export function withNames(names: readonly string[], items: readonly unknown[]): object {
  const own = names.slice(0, items.length).map((name, index) => [name, items[index]]);
  const further = items.slice(names.length);
  return Object.fromEntries(further.length > 0 ? [...own, [FURTHER, further]] : own);
}
