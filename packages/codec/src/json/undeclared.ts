/**
 * Values and members that no schema describes: how they come into an object and out of it, what their keys are called,
 * and whether there are such.
 *
 * @module
 */
import { bigArgument, floatAt, nanAt } from "../cbor/head.ts";
import { isSafe } from "../cbor/integer.ts";
import type { Plan } from "../plan/plan.ts";
import { Float, type Simple, type Tag, type UndeclaredMember, undeclared } from "../undeclared.ts";
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

/** The declared names of each plan that was asked for them. */
const names = new WeakMap<Plan, KnownNames>();

/** The names that a plan declares, put together once. */
export function declaredIn(plan: Plan): KnownNames {
  const known = names.get(plan);
  if (known !== undefined) return known;
  const made = new Set(plan.kind === "object" ? plan.members.map(({ name }) => name) : []);
  names.set(plan, made);
  return made;
}

/** Puts undeclared members into an object behind the declared ones, with the table where it takes one. */
export function addUndeclared(
  object: Record<string, unknown>,
  members: readonly Arrived[],
  declared: KnownNames,
): void {
  const table = members.map(({ key, name, value }) =>
    isPlaced(object, name, value, declared) ? { key, name } : { key, value },
  );
  // A look at the keys spares the names where one of them is none.
  if (members.some(({ key }) => typeof key !== "string")) (object as Listed)[undeclared] = table;
  else addTable(object, table as UndeclaredMember[], declared);
}

/** Puts an undeclared member under its name, and answers whether that was free. */
export function isPlaced(
  object: Record<string, unknown>,
  name: string | undefined,
  value: unknown,
  declared: KnownNames,
): name is string {
  if (name === undefined || declared.has(name) || Object.hasOwn(object, name)) return false;
  setMember(object, name, value);
  return true;
}

/**
 * Puts the table of its undeclared members into an object that needs one: whose names, of which JavaScript has those that
 * are array indexes first, do not say all of them in their order.
 */
export function addTable(object: Listed, table: readonly UndeclaredMember[], declared: KnownNames): void {
  const names = Object.keys(object).filter((name) => !declared.has(name));
  if (table.some(({ key }, index) => key !== names[index])) object[undeclared] = table;
}

/**
 * The undeclared members of an object in the order in which they are written: keys and values.
 *
 * @param inJson - whether it is a JSON value, which has its names alone
 */
export function undeclaredIn(
  object: object,
  declared: KnownNames,
  inJson?: boolean,
): [key: unknown, value: unknown][] {
  const left = new Map<unknown, unknown>(
    Object.entries(object).filter(([name, value]) => value !== undefined && !declared.has(name)),
  );
  const table = !inJson && (object as Listed)[undeclared];
  const listed = (Array.isArray(table) ? table : []).flatMap((member): [unknown, unknown][] => {
    const { key, name, value } = (member ?? {}) as UndeclaredMember;
    const own = left.get(name);
    return name === undefined ? [[key, value]] : left.delete(name) ? [[key, own]] : [];
  });
  return [...listed, ...left];
}

/** An object with a table, which may be whatever a caller made it. */
interface Listed {
  [undeclared]?: unknown;
}

/**
 * What a key is called in JSON; `undefined` for one that JSON has no name for.
 *
 * @param toBase64 - what a byte string becomes
 */
export function nameOfKey(key: unknown, toBase64: (bytes: Uint8Array) => string): string | undefined {
  if (isBytes(key)) return toBase64(key);
  const plain = plainOf(key);
  const isNone = plain === undefined || Object(plain) === plain;
  // Of a number in a string, −0 is 0: they are one to JSON.
  return isNone || (typeof plain === "number" && !Number.isFinite(plain)) ? undefined : `${plain}`;
}

/** A value, or the number that a `Float` is. */
export function plainOf(value: unknown): unknown {
  return value instanceof Float ? Number(value) : value;
}

/**
 * A text that two keys share if they are equal: integers and floats never are, maps are in whichever order.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-5.6.1 | RFC 8949 §5.6.1}
 */
export function identityOf(key: unknown): string {
  if (Array.isArray(key)) return `[${key.map(identityOf)}]`;
  if (typeof key === "string") return JSON.stringify(key);
  if (isBytes(key)) return `h${key}`;
  const isFloat = key instanceof Float;
  // A tag and a simple value are what they hold.
  if (isPlainObject(key)) return `{${undeclaredIn(key, new Set()).map(identityOf).sort()}}`;
  if (Object(key) === key && !isFloat) return `(${Object.values(key as object).map(identityOf)})`;
  // Of a number in a string, −0 is 0.
  if (!isFloat && (typeof key !== "number" || isInteger(key))) return `${key}`;
  return `f${key} ${Math.abs((key as Float).nan ?? USUAL_NAN)}`;
}

/** Whether a number in memory is an integer on the wire. */
export function isInteger(value: number): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

/** The significand of the usual NaN. */
export const USUAL_NAN = 1.5;

/** Whether this is the significand of a NaN, or none. */
export function isFloat({ nan }: Float): boolean {
  return nan === undefined || (Number.isFinite(nan) && Math.abs(Math.abs(nan) - 1.5) < 0.5);
}

/** Whether there is such a simple value, of those that have a class. */
export function isSimple({ value }: Simple): boolean {
  return (
    Number.isSafeInteger(value) && value >= 0 && value < 256 && (value < 20 || value > 31 || value === 23)
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
  const significand = nanAt(payload, at);
  return significand === USUAL_NAN ? value : new Float(value, significand);
}

/** The number of the tag at `at`. */
export function tagFrom(payload: Uint8Array, at: number): number | bigint {
  const tag = bigArgument(payload, at);
  return isSafe(tag) ? Number(tag) : tag;
}
