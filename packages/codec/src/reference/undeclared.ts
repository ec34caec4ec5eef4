/**
 * What no schema describes, once more: cbor-x acts on tags, and cannot tell 1.0 from 1 nor one NaN from another, so that
 * this engine reads such items by itself.
 *
 * @module
 */
import {
  argumentAt,
  bigArgument,
  FLOAT,
  floatAt,
  headLength,
  infoOf,
  integerAt,
  MAJOR,
  majorOf,
  SIMPLE,
} from "../cbor/head.ts";
import { keyName } from "../cbor/key.ts";
import { afterItem, contentsOf, stringBytes, textAt } from "../cbor/read.ts";
import { setMember } from "../json/kinds.ts";
import { Float, Simple, Tag, undeclared } from "../undeclared.ts";

/** A member as it came: its key, what that is called in JSON, and its value. */
export type Arrived = readonly [key: unknown, name: string | undefined, value: unknown];

/** The item at `offset`, whatever it is. */
export function readAny(payload: Uint8Array, offset: number): unknown {
  const initial = payload[offset] as number;
  switch (majorOf(initial)) {
    case MAJOR.bytes:
      return stringBytes(payload, offset);
    case MAJOR.text:
      return textAt(payload, offset);
    case MAJOR.array:
      return itemsIn(payload, offset).map((at) => readAny(payload, at));
    case MAJOR.map: {
      const items = itemsIn(payload, offset);
      const keys = items.filter((_, index) => index % 2 === 0);
      const members = keys.map((key): Arrived => {
        return [readAny(payload, key), keyName(payload, key), readAny(payload, afterItem(payload, key))];
      });
      return withUndeclared({}, members, []);
    }
    case MAJOR.tag:
      return new Tag(
        exact(bigArgument(payload, offset)),
        readAny(payload, contentsOf(payload, offset).first),
      );
    case MAJOR.simple:
      return initial < FLOAT.half ? simple(payload, offset) : float(payload, offset);
    default:
      return exact(integerAt(payload, offset));
  }
}

/** Whether cbor-x reads the item right, what is inside of it apart. */
export function isPlain(payload: Uint8Array, offset: number): boolean {
  const initial = payload[offset] as number;
  if (majorOf(initial) < MAJOR.tag) return true;
  const value = initial < FLOAT.half ? 0 : floatAt(payload, offset);
  return initial < FLOAT.half
    ? initial >= SIMPLE.false && initial <= SIMPLE.null
    : Number.isFinite(value) && (!Number.isInteger(value) || Object.is(value, -0));
}

function itemsIn(payload: Uint8Array, offset: number): number[] {
  const contents = contentsOf(payload, offset);
  const items: number[] = [];
  for (let at = contents.first; contents.more(at); at = afterItem(payload, at)) items.push(at);
  return items;
}

function exact(integer: bigint): number | bigint {
  return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
}

function simple(payload: Uint8Array, offset: number): unknown {
  const initial = payload[offset];
  if (initial === SIMPLE.null) return null;
  if (initial === SIMPLE.true || initial === SIMPLE.false) return initial === SIMPLE.true;
  return new Simple(argumentAt(payload, offset));
}

function float(payload: Uint8Array, offset: number): unknown {
  const value = floatAt(payload, offset);
  if (Number.isNaN(value)) {
    const significand = signedSignificand(payload, offset);
    return significand === 1.5 ? value : new Float(value, significand);
  }
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? new Float(value) : value;
}

/** The significand of the NaN at `offset`, with zeros behind it where it has fewer bits than one of 64. */
function significandOf(payload: Uint8Array, offset: number): bigint {
  const argument = bigArgument(payload, offset);
  const initial = payload[offset];
  if (initial === FLOAT.half) return (argument & 0x3ffn) << 42n;
  return initial === FLOAT.single ? (argument & 0x7f_ffffn) << 29n : argument & 0xf_ffff_ffff_ffffn;
}

/** The same as a number between 1 and 2, with the sign of the NaN. */
function signedSignificand(payload: Uint8Array, offset: number): number {
  const size = headLength(infoOf(payload[offset] as number)) - 1;
  const isNegative = bigArgument(payload, offset) >> BigInt(8 * size - 1) === 1n;
  const significand = 1 + Number(significandOf(payload, offset)) / 2 ** 52;
  return isNegative ? -significand : significand;
}

/** Puts undeclared members into an object, with the table where its names do not say all of them. */
export function withUndeclared(
  object: Record<string, unknown>,
  members: readonly Arrived[],
  declared: readonly string[],
): object {
  const table = members.map(([key, name, value]) => {
    if (name === undefined || declared.includes(name) || Object.hasOwn(object, name)) return { key, value };
    setMember(object, name, value);
    return { key, name };
  });
  const names = Object.keys(object).filter((name) => !declared.includes(name));
  const saysAll = table.every(({ key }, index) => key === names[index]);
  return saysAll ? object : Object.assign(object, { [undeclared]: table });
}

/** The undeclared members of an object in the order in which they are written. */
export function undeclaredOf(
  object: object,
  declared: readonly string[],
  isInMemory = true,
): [key: unknown, value: unknown][] {
  const members = object as Record<string | typeof undeclared, unknown>;
  const names = Object.keys(members).filter(
    (name) => !declared.includes(name) && members[name] !== undefined,
  );
  const table = isInMemory ? members[undeclared] : undefined;
  const listed: [unknown, unknown][] = [];
  const written = new Set<unknown>();
  // A hole in the list is no member.
  for (const member of Array.isArray(table) ? table.filter(() => true) : []) {
    const { key, name, value } = member ?? {};
    if (name === undefined) listed.push([key, value]);
    else if (names.includes(name) && !written.has(name)) listed.push([key, members[name]]);
    written.add(name);
  }
  const others = names.filter((name) => !written.has(name));
  return [...listed, ...others.map((name): [unknown, unknown] => [name, members[name]])];
}

/**
 * A text that two keys share if they are equal.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-5.6.1 | RFC 8949 §5.6.1}
 */
export function sameness(payload: Uint8Array, offset: number): string {
  const initial = payload[offset] as number;
  const inside = () => itemsIn(payload, offset).map((at) => sameness(payload, at));
  switch (majorOf(initial)) {
    case MAJOR.bytes:
      return `bytes ${stringBytes(payload, offset).join(" ")}`;
    case MAJOR.text:
      return JSON.stringify(textAt(payload, offset));
    case MAJOR.array:
      return `[${inside().join(", ")}]`;
    case MAJOR.map: {
      const items = inside();
      const pairs = items.flatMap((key, index) => (index % 2 === 0 ? [`${key}: ${items[index + 1]}`] : []));
      return `{${pairs.sort().join(", ")}}`;
    }
    case MAJOR.tag:
      return `${bigArgument(payload, offset)}(${inside()[0]})`;
    case MAJOR.simple: {
      if (initial < FLOAT.half) return `simple ${argumentAt(payload, offset)}`;
      const value = floatAt(payload, offset);
      if (!Number.isNaN(value)) return `float ${value === 0 ? 0 : value}`;
      return `NaN ${significandOf(payload, offset)}`;
    }
    default:
      return `${integerAt(payload, offset)}`;
  }
}
