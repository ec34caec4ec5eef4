/**
 * Values and members that no schema describes: how they come into an object and out of it, what their keys are called,
 * and whether there are such.
 *
 * @module
 */
import { CANONICAL_NAN, nanBits } from "../cbor/float.ts";
import { bigArgument, floatAt, headLength, infoOf } from "../cbor/head.ts";
import { isSafe } from "../cbor/integer.ts";
import { Float, Simple, Tag, type UndeclaredMember, undeclared } from "../undeclared.ts";
import { isBytes, isPlainObject, setMember } from "./kinds.ts";

/** A member as it came: its key as a value, what that is called in JSON, and its value. */
export interface Arrived {
  readonly key: unknown;
  readonly name: string | undefined;
  readonly value: unknown;
}

/** What is asked of the names that are declared, or of those that are taken. */
export interface KnownNames {
  has(name: string): boolean;
}

/** Puts undeclared members into an object behind the declared ones, with the table where it takes one. */
export function addUndeclared(
  object: Record<string, unknown>,
  members: readonly Arrived[],
  declared: KnownNames,
): void {
  let isNeeded = false;
  let last = -1;
  const table = members.map(({ key, name, value }): UndeclaredMember => {
    if (name === undefined || declared.has(name) || Object.hasOwn(object, name)) {
      isNeeded = true;
      return { key, value };
    }
    setMember(object, name, value);
    const place = placeOf(name);
    isNeeded ||= key !== name || place < last;
    last = place;
    return { key, name };
  });
  if (isNeeded) Object.assign(object, { [undeclared]: table });
}

/** JavaScript has the names of array indexes first, ascending, and others as they came. */
function placeOf(name: string): number {
  return /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1 ? Number(name) : 2 ** 32;
}

/** The undeclared members of an object in the order in which they are written: keys and values. */
export function undeclaredIn(object: object, declared: KnownNames): [key: unknown, value: unknown][] {
  const named = Object.entries(object).filter(([name, value]) => value !== undefined && !declared.has(name));
  const table = Object.hasOwn(object, undeclared) && (object as { [undeclared]: unknown })[undeclared];
  if (!Array.isArray(table)) return named;
  const left = new Map<unknown, unknown>(named);
  const listed = table.flatMap((member): [unknown, unknown][] => {
    const { key, name, value } = (member ?? {}) as UndeclaredMember;
    if (name === undefined) return [[key, value]];
    const own = left.get(name);
    return left.delete(name) ? [[key, own]] : [];
  });
  return [...listed, ...left];
}

/**
 * What a key is called in JSON; `undefined` for one that JSON has no name for.
 *
 * @param toBase64 - what a byte string becomes
 */
export function nameOfKey(key: unknown, toBase64: (bytes: Uint8Array) => string): string | undefined {
  if (isBytes(key)) return toBase64(key);
  // Of a number in a string, −0 is 0: they are one to JSON.
  if (typeof key === "number" || key instanceof Float) return Number.isFinite(+key) ? `${key}` : undefined;
  return key === null || typeof key !== "object" ? `${key}` : undefined;
}

/**
 * A text that two keys share if they are equal: integers and floats never are, maps are in whichever order.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-5.6.1 | RFC 8949 §5.6.1}
 */
export function identityOf(key: unknown): string {
  if (typeof key === "string") return JSON.stringify(key);
  if (key instanceof Float || (typeof key === "number" && !isInteger(key))) return floatIdentity(key);
  if (isBytes(key)) return `h${key}`;
  if (Array.isArray(key)) return `[${key.map(identityOf)}]`;
  if (key instanceof Tag) return `${key.tag}(${identityOf(key.content)})`;
  if (key instanceof Simple) return `s${key.value}`;
  if (!isPlainObject(key)) return String(key);
  const members = undeclaredIn(key, new Set()).map((member) => member.map(identityOf).join(":"));
  return `{${members.sort()}}`;
}

function floatIdentity(float: number | Float): string {
  const value = Number(float);
  if (!Number.isNaN(value)) return `f${value === 0 ? 0 : value}`;
  const { bits = CANONICAL_NAN } = float as Float;
  return `n${BigInt.asUintN(52, bits)}`;
}

/** Whether a number in memory is an integer on the wire. */
export function isInteger(value: number): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** Whether these are the bits of a NaN, or none. */
export function isFloat({ bits }: Float): boolean {
  if (bits === undefined) return true;
  return (
    typeof bits === "bigint" && BigInt.asUintN(64, bits) === bits && BigInt.asUintN(63, bits) > 0x7ff0n << 48n
  );
}

/** Whether there is such a simple value, of those that have a class. */
export function isSimple({ value }: Simple): boolean {
  return (
    Number.isInteger(value) && ((value >= 0 && value < 20) || value === 23 || (value > 31 && value < 256))
  );
}

/** Whether there is such a tag. */
export function isTag({ tag }: Tag): boolean {
  return typeof tag === "bigint" ? BigInt.asUintN(64, tag) === tag : Number.isSafeInteger(tag) && tag >= 0;
}

/** The float at `at`, exact. */
export function floatFrom(payload: Uint8Array, at: number): number | Float {
  const value = floatAt(payload, at);
  if (isInteger(value)) return new Float(value);
  if (!Number.isNaN(value)) return value;
  const bits = nanBits(bigArgument(payload, at), headLength(infoOf(payload[at] as number)) - 1);
  return bits === CANONICAL_NAN ? value : new Float(value, bits);
}

/** The number of the tag at `at`. */
export function tagFrom(payload: Uint8Array, at: number): number | bigint {
  const tag = bigArgument(payload, at);
  return isSafe(tag) ? Number(tag) : tag;
}
