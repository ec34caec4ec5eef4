/**
 * The texts of faults, each of which stands once, for all engines: what was expected, and what was found in its place.
 * What a plan expects, `plan/describe.ts` puts into words. None of them holds a value from a payload.
 *
 * They are constants of their own and not members of one: a page is sent the texts without these names.
 *
 * @module
 */

/** Expected where a payload ends too early. */
export const MORE_BYTES = "more bytes";
/** Found there; expected where it goes on. */
export const PAYLOAD_END = "the end of the payload";
/** Found behind the one data item of a payload. */
export const TRAILING_BYTES = "trailing bytes";
/** Expected where nothing of indefinite length is open. */
export const DATA_ITEM = "a data item";
/** Found there. */
export const STOP_CODE = "a break";
/** Expected of integers and tags. */
export const DEFINITE_ARGUMENT = "a definite argument";
/** Found there. */
export const INDEFINITE_INFORMATION = "additional information 31";
/** Expected of every initial byte. */
export const KNOWN_INFORMATION = "additional information 0 to 27 or 31";
/** Found there: 28, 29 or 30. */
export function reservedInformation(information: number): string {
  return `reserved ${information}`;
}
/** Expected inside of a string of indefinite length. */
export function chunkOf(string: "byte" | "text"): string {
  return `a definite chunk of the same ${string} string`;
}
/** Found there. */
export const ANOTHER_ITEM = "another item";
/** Expected of a simple value in a byte of its own. */
export const LARGER_SIMPLE = "a simple value of 32 or more behind f8";
/** Found there. */
export const SMALLER_SIMPLE = "a smaller one";

/** What limits count. */
export type Counted = "bytes" | "levels" | "data items";
/** Expected of what breaks a limit. */
export function atMost(limit: number, counted: Counted): string {
  return `at most ${limit} ${counted}`;
}

/** Expected of a text. */
export const VALID_UTF8 = "valid UTF-8";
/** Found there. */
export const OTHER_BYTES = "other bytes";
/** Expected of a map. */
export const EACH_KEY_ONCE = "each key once";
/** Found there. */
export const REPEATED_KEY = "a key that repeats one before it, or becomes the same in JSON";
/** Expected of a key: `invalid` where it is an array or a map, else `unexpected`. */
export const NAMEABLE_KEY = "a key that JSON can hold";

/** A member. */
interface Named {
  readonly name: string;
  readonly key?: string | number;
}
/** A member by its name, with the key where that is another one. */
export function named({ name, key }: Named): string {
  return JSON.stringify(name) + (typeof key === "number" ? ` (key ${key})` : "");
}
/** Expected of a map without a member that it must have. */
export function memberWith(member: Named, expected: string): string {
  return `the member ${named(member)}, ${expected}`;
}
/** Found in its place. */
export const NO_SUCH_MEMBER = "no such member";
/** Found in a payload in place of a key that its map may have. */
export const ANOTHER_KEY = "another key";
/** The same of a value, whose keys are names. */
export const ANOTHER_NAME = "another name";
/** Expected of a name that is to become a text. */
export const WRITABLE_NAME = "a name without lone surrogates";
/** Found: an item of major type 7 without a name of its own. */
export const OTHER_SIMPLE = "a simple value";
/**
 * Found: one that is too short or too long, by the number of its bytes, characters, items or members. Expected: one of
 * several.
 */
export function oneOf(which: number | string): string {
  return `one of ${which}`;
}
/** Found: an item of the right kind that is out of range, too long, or none of the literals. */
export function another(kind: string): string {
  return `another ${kind}`;
}
/** Expected of what holds the further items of an array with names. */
export function furtherItems(): string {
  return "an array of at least 1 item";
}
