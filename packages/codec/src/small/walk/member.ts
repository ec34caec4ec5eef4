import { isText, ownMember } from "../../json/kinds.ts";
import { CBOR, type Side } from "../../plan/kinds.ts";
import { toBase64 } from "./base64.ts";
import { type Item, newItem } from "./item.ts";
import type { Member } from "./kind.ts";

/** What is called so: a member, or what tells of one. */
export type Named = Pick<Member, "name" | "key">;

/** A member of a map. */
export interface Entry {
  /** What it is called in the value; `undefined` for a key that JSON has no name for. */
  readonly $label: string | undefined;
  readonly $key: Item;
  readonly $item: Item;
  /** The way to it, as a JSON Pointer. */
  readonly $path: string;
  /** The declared member that it is. */
  readonly $known: Member | undefined;
}

/** The keys and values of a map by turns; of an object those that are its own, declared ones first. */
export function insideOf(map: Item, declared: readonly Named[], side: Side): unknown[] {
  if (side === CBOR) return map.$inside;
  const object = map.$scalar as object;
  const names = new Set([...declared.map(({ name }) => name), ...Object.keys(object)]);
  return [...names].flatMap((name) => {
    const value = ownMember(object, name);
    return value === undefined ? [] : [newItem("text", 0, name), value];
  });
}

/** The declared member of a map. */
export function memberOf(map: Item, member: Named, side: Side): unknown {
  const inside = insideOf(map, [member], side);
  return inside.find((_, index) => index % 2 > 0 && isKeyOf(inside[index - 1] as Item, member, side));
}

/** Whether this is the key of a declared member. */
export function isKeyOf({ $noun, $scalar }: Item, { name, key = name }: Named, side: Side): boolean {
  return $scalar === (side === CBOR ? key : name) && $noun !== "float";
}

/** Whether a key is a text that can be written. */
export function isName({ $noun, $scalar }: Item): boolean {
  return $noun === "text" && isText($scalar);
}

/**
 * What a key is called in JSON; `undefined` for one that JSON has no name for. `keyName` says the same of a key that is
 * not read yet: it would bring a second way to read heads, and base64 by hand.
 */
export function nameOf({ $noun, $scalar }: Item): string | undefined {
  if ($noun === "bytes") return toBase64($scalar as Uint8Array);
  return $scalar === undefined || ($noun === "float" && !Number.isFinite($scalar)) ? undefined : `${$scalar}`;
}

/** The way to a member, as a JSON Pointer. */
export function at(path: string, name: string | undefined): string {
  return name === undefined ? path : `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
