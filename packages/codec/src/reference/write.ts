import { FLOAT, floatAt, MAJOR, SIMPLE } from "../cbor/head.ts";
import { isBytes, keptValue, kindOf, ownMember } from "../json/kinds.ts";
import { itemsNamed } from "../json/named.ts";
import { MEMORY } from "../plan/kinds.ts";
import {
  anyPlan,
  itemOf,
  type LiteralValue,
  type Member,
  type Plan,
  type UnionPlan,
  undescribedIn,
} from "../plan/plan.ts";
import { baseOfValue, chooseBranch } from "../plan/union.ts";
import { Float, Simple, Tag } from "../undeclared.ts";
import { undeclaredOf } from "./undeclared.ts";

/** Pieces of a payload, one behind the other. */
type Pieces = Uint8Array[];

/**
 * Writes a value that fits its plan: preferred serialization (RFC 8949 §4.1), members in declared order.
 *
 * cbor-x is no help here: it knows floats of 64 bits alone, makes one of each integer from 2^32 on, and drops the sign
 * of a zero.
 */
export function write(plan: Plan, value: unknown): Uint8Array<ArrayBuffer> {
  const pieces = item(plan, value);
  const payload = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    payload.set(piece, at);
    at += piece.length;
  }
  return payload;
}

function item(plan: Plan, value: unknown): Pieces {
  switch (plan.kind) {
    case "number":
      return [plan.width === undefined ? shortest(value as number) : float(value as number, plan.width)];
    case "array":
      return array(value as unknown[], () => plan.items);
    case "tuple":
      return array(
        plan.names ? itemsNamed(plan.names, value as object) : (value as unknown[]),
        (index) => itemOf(plan, index) ?? anyPlan,
      );
    case "object": {
      const plans = new Map(plan.members.map((member) => [member.name, member]));
      if (undescribedIn(plan)) {
        const own = [...plans.keys()].filter((name) => ownMember(value as object, name) !== undefined);
        const others = undeclaredOf(value as object, [...plans.keys()]);
        return [
          head(MAJOR.map, own.length + others.length),
          ...own.flatMap((name) => {
            const { key, value: expected } = plans.get(name) as Member;
            return [...scalar(key), ...item(expected, ownMember(value as object, name))];
          }),
          ...others.flatMap((member) => member.flatMap((part) => item(anyPlan, part))),
        ];
      }
      const names = [...plans.keys(), ...Object.keys(value as object).filter((name) => !plans.has(name))];
      return map(value as object, names, (name) => {
        const { key, value: expected } = plans.get(name) ?? { key: name, value: plan.additional as Plan };
        return [key, expected];
      });
    }
    case "record": {
      const keyOf = (name: string) => (plan.keys === "integer" ? Number(name) : name);
      return map(value as object, Object.keys(value as object), (name) => [keyOf(name), plan.values]);
    }
    case "tagged":
      return [
        ...(plan.optional === "omitted" ? [] : [head(MAJOR.tag, plan.tag)]),
        ...item(plan.content, plan.keep ? keptValue(value, plan.tag) : value),
      ];
    case "embedded": {
      const bytes = write(plan.content, value);
      const isEmptyMap = plan.zeroLengthMap === true && bytes.length === 1;
      return isEmptyMap ? [head(MAJOR.bytes, 0)] : [head(MAJOR.bytes, bytes.length), bytes];
    }
    case "union":
      return item(branchOf(plan, value), value);
    case "view":
      return item(baseOfValue(plan, value), plan.view.toWire(value));
    case "literal":
      // A literal 0 is the integer, whichever zero the value has.
      return scalar(Object.is(value, -0) ? 0 : value);
    case "any":
      if (Array.isArray(value)) return array(value, () => plan);
      if (value instanceof Tag) return [head(MAJOR.tag, value.tag), ...item(plan, value.content)];
      if (kindOf(value) === "map") {
        const members = undeclaredOf(value as object, []);
        return [head(MAJOR.map, members.length), ...members.flat().flatMap((part) => item(plan, part))];
      }
  }
  return plan.kind === "integer" ? [integer(value as number)] : scalar(value);
}

function array(values: readonly unknown[], planOf: (index: number) => Plan): Pieces {
  return [head(MAJOR.array, values.length), ...values.flatMap((value, index) => item(planOf(index), value))];
}

/** @param memberOf - the key of a member and its plan */
function map(
  value: object,
  names: readonly string[],
  memberOf: (name: string) => [string | number, Plan],
): Pieces {
  const present = names.filter((name) => ownMember(value, name) !== undefined);
  const members = present.map((name) => {
    const [key, plan] = memberOf(name);
    return [...scalar(key), ...item(plan, ownMember(value, name))];
  });
  return [head(MAJOR.map, present.length), ...members.flat()];
}

function branchOf(plan: UnionPlan, value: unknown): Plan {
  return chooseBranch(plan, kindOf(value), MEMORY, ({ member, values }) => {
    const clue = ownMember(value as object, member.name);
    return values === undefined ? clue !== undefined : values.includes(clue as LiteralValue);
  }) as Plan;
}

/** A value by what it is. */
function scalar(value: unknown): Pieces {
  if (value === null) return [Uint8Array.of(SIMPLE.null)];
  if (typeof value === "boolean") return [Uint8Array.of(value ? SIMPLE.true : SIMPLE.false)];
  if (typeof value === "number") return [number(value)];
  if (typeof value === "bigint") return [integer(value)];
  if (value instanceof Float) return [value.nan === undefined ? shortFloat(Number(value)) : nan(value.nan)];
  if (value instanceof Simple) return [head(MAJOR.simple, value.value)];
  const bytes = isBytes(value) ? value : new TextEncoder().encode(value as string);
  return [head(isBytes(value) ? MAJOR.bytes : MAJOR.text, bytes.length), bytes];
}

/** −0 is no integer: as one it would be 0. */
function number(value: number): Uint8Array {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? integer(value) : shortFloat(value);
}

/** Whichever of the two takes fewer bytes: the integer, where they are as long. */
function shortest(value: number): Uint8Array {
  const [whole, part] = [number(value), shortFloat(value)];
  return part.length < whole.length ? part : whole;
}

function integer(value: number | bigint): Uint8Array {
  const exact = BigInt(value);
  return exact < 0n ? head(MAJOR.negative, -1n - exact) : head(MAJOR.unsigned, exact);
}

/** A head in the fewest bytes. */
function head(major: number, argument: number | bigint): Uint8Array {
  const exact = BigInt(argument);
  const initial = major << 5;
  if (exact < 24n) return Uint8Array.of(initial | Number(exact));
  const size = [1, 2, 4].find((bytes) => exact < 1n << BigInt(8 * bytes)) ?? 8;
  const bytes = Array.from({ length: size }, (_, index) =>
    Number((exact >> BigInt(8 * (size - 1 - index))) & 0xffn),
  );
  return Uint8Array.of(initial | (24 + Math.log2(size)), ...bytes);
}

/** A NaN in the fewest bytes that hold its sign and all of its significand that is not zero. */
function nan(signed: number): Uint8Array {
  const significand = BigInt((Math.abs(signed) - 1) * 2 ** 52);
  const widths = [
    [16n, 10n],
    [32n, 23n],
    [64n, 52n],
  ] as const;
  const [width, kept] = widths.find(([, most]) => significand % 2n ** (52n - most) === 0n) ?? widths[2];
  const exponent = (2n ** (width - 1n - kept) - 1n) << kept;
  const sign = signed < 0 ? 1n << (width - 1n) : 0n;
  return head(MAJOR.simple, sign | exponent | (significand >> (52n - kept)));
}

/** The shortest float that is read as the same number. */
function shortFloat(value: number): Uint8Array {
  if (!Number.isFinite(value))
    return head(MAJOR.simple, Number.isNaN(value) ? 0x7e00 : value < 0 ? 0xfc00 : 0x7c00);
  return (
    [halfFloat(value), float(value, 32)].find((short) => Object.is(floatAt(short, 0), value)) ??
    float(value, 64)
  );
}

function float(value: number, width: 32 | 64): Uint8Array {
  const written = new DataView(new ArrayBuffer(1 + width / 8));
  written.setUint8(0, width === 32 ? FLOAT.single : FLOAT.double);
  if (width === 32) written.setFloat32(1, value);
  else written.setFloat64(1, value);
  return new Uint8Array(written.buffer);
}

/** A 16-bit float (IEEE 754 binary16): the right one where there is one, else any. */
function halfFloat(value: number): Uint8Array {
  const size = Math.abs(value);
  // Below 2^-14 halves are as far apart as there.
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  const steps = size * 2 ** (10 - exponent);
  const bits = ((exponent + 14) << 10) + steps;
  const sign = value < 0 || Object.is(value, -0) ? 0x80 : 0;
  return Uint8Array.of(FLOAT.half, sign | (bits >> 8), bits & 0xff);
}
