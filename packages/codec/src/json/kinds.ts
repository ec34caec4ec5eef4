/**
 * What kind of thing a JavaScript value is, in the words that plans and error texts use.
 *
 * @module
 */

import type { Plan } from "../plan/plan.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";

/** A JavaScript value's kind: those of unions (`map`, `array`, `text`, …) and whatever else there may be. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (Array.isArray(value)) return "array";
  if (isBytes(value)) return "bytes";
  if (isPlainObject(value)) return "map";
  return typeof value === "object" ? OF_A_CLASS : typeof value;
}

/**
 * An object whose members are its own data. Maps, dates, class instances are none: they would lose what they mean.
 * The prototype is told by its shape, not its identity: an object from another realm is as plain as one of ours.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "valueOf"))
  );
}

/** A `Uint8Array` of any realm that has its memory; a `Buffer` is one. */
export function isBytes(value: unknown): value is Uint8Array {
  return isByteArray(value) && isThere(value);
}

/** The same, with or without its memory. */
function isByteArray(value: unknown): value is Uint8Array {
  // The name is asked for only where the class is another realm's.
  return (
    ArrayBuffer.isView(value) &&
    (value instanceof Uint8Array || (value as Uint8Array)[Symbol.toStringTag] === "Uint8Array")
  );
}

/**
 * Whether an array has the memory that it was made for: it may have been transferred to a worker, or have been cut off. It is
 * as long as an empty one then, and only what would read it tells.
 */
export function isThere(array: { readonly length: number; keys(): unknown }): boolean {
  try {
    return array.length > 0 || array.keys() !== undefined;
  } catch {
    return false;
  }
}

/** Whether a value is a number that floats of this width hold as a finite one. */
export function isNumber(value: unknown, width?: 32 | 64): value is number {
  return Number.isFinite(width === 32 && typeof value === "number" ? Math.fround(value) : value);
}

/** A string that UTF-8 can hold: one without lone surrogates. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed();
}

/**
 * The fewest bytes that a string takes in a payload, whichever form it has here; 0 for whatever is none. They are counted
 * before anything else is asked of it.
 */
export function leastBytes({ kind }: Plan, value: unknown): number {
  if (typeof value !== "string") return isBytes(value) ? value.length : 0;
  // In JSON, three bytes are four characters, and an integer may be a string.
  return kind === "bytes" ? value.length >> 1 : kind === "wide-integer" ? 0 : value.length;
}

/** A member of an object by its own name, never by an inherited one. */
export function ownMember(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}

/** The value beside a tag that is kept: of `{ tag, value }` with this tag, and of nothing else. */
export function keptValue(kept: unknown, tag: number): unknown {
  if (!isPlainObject(kept) || ownMember(kept, "tag") !== tag) return undefined;
  const others = Object.keys(kept).filter((name) => name !== "tag" && name !== "value");
  return others.every((name) => kept[name] === undefined) ? ownMember(kept, "value") : undefined;
}

/** Sets a member under any name: `__proto__` is a name like the others. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else object[name] = value;
}

/**
 * A payload, as an argument. A wrong one is the caller's mistake and no bad payload.
 *
 * @throws TypeError when it is no `Uint8Array`
 */
export function asPayload(given: unknown, caller: string): Uint8Array {
  if (isByteArray(given)) return given;
  throw new TypeError(`${caller}: expected the payload as a Uint8Array, found ${kindOf(given)}`);
}
