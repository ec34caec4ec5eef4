import { isText } from "../json/kinds.ts";
import { isIntegerName } from "../json/names.ts";
import type { Member, Plan } from "../plan/plan.ts";
import { toBase64 } from "./base64.ts";
import { matches } from "./fit.ts";
import type { Item } from "./item.ts";

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

/** Whether a map may have this member, which it does not declare. */
export function mayHave(plan: Plan, { $label: label, $key: key }: Entry, isCbor: boolean): boolean {
  const isName = key.$noun === "text" && isText(label);
  if (label === undefined) return false;
  if (plan.kind === "record") {
    return plan.keys === "text"
      ? isName && matches(plan.pattern, label)
      : (!isCbor || key.$noun === "integer") && isIntegerName(label);
  }
  return isCbor ? plan.kind !== "object" || !plan.members.some(({ name }) => name === label) : isName;
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
