import { BREAK, floatAt, INDEFINITE, infoOf, integerAt, SIMPLE } from "../cbor/head.ts";
import { kindAt } from "../cbor/kind.ts";
import type { Limits } from "../cbor/limits.ts";
import { textAt } from "../cbor/read.ts";
import { endOf, headEnd, itemsInside } from "../cbor/tolerant.ts";
import { CBOR, cluesOf } from "../plan/kinds.ts";
import type { LiteralValue, Plan, UnionPlan } from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";

/** The branch of a union that an item belongs to, as far as the payload can be read. */
export function branchIn(
  union: UnionPlan,
  payload: Uint8Array,
  offset: number,
  limits: Limits,
): Plan | undefined {
  const kind = kindAt(payload, offset);
  const isTold = cluesOf(union, kind, CBOR).length > 0;
  const known = isTold ? valuesIn(payload, offset, kind === "map", limits) : undefined;
  if (known?.size === 0) return undefined;
  const literals = new Map<number, LiteralValue | undefined>();
  return chooseBranch(union, kind, CBOR, ({ member, values }) => {
    const index = member.index ?? member.key;
    if (!known?.has(index)) return false;
    if (values === undefined) return true;
    const value = known.get(index);
    if (value === undefined) return false;
    if (!literals.has(value)) literals.set(value, literalAt(payload, value));
    return values.includes(literals.get(value) as LiteralValue);
  });
}

/** The literal at `offset`, if what is there may be one. */
function literalAt(payload: Uint8Array, offset: number): LiteralValue | undefined {
  const kind = kindAt(payload, offset);
  if (kind === "text") return textAt(payload, offset);
  if (kind === "integer") return Number(integerAt(payload, offset));
  if (kind === "null") return null;
  if (kind === "boolean") return payload[offset] === SIMPLE.true;
  const value = kind === "float" ? floatAt(payload, offset) : undefined;
  // An integer literal is an integer on the wire, as everywhere.
  return Number.isSafeInteger(value) ? undefined : value;
}

/**
 * Offsets of the values in the map at `offset` whose keys are whole, texts or safe integers, by these; or those of the
 * items in the array there, by their places. Of a value that is not whole nothing may be read: that it is there is all that
 * is told.
 */
function valuesIn(
  payload: Uint8Array,
  offset: number,
  isMap: boolean,
  limits: Limits,
): ReadonlyMap<string | number, number | undefined> {
  const values = new Map<string | number, number | undefined>();
  const indefinite = infoOf(payload[offset] as number) === INDEFINITE;
  let rest = indefinite ? Number.POSITIVE_INFINITY : itemsInside(payload, offset) / (isMap ? 2 : 1);
  let at = headEnd(payload, offset);
  while (at !== undefined && rest-- > 0 && !(indefinite && payload[at] === BREAK)) {
    const value: number | undefined = isMap ? endOf(payload, at, limits.depth) : at;
    const end = value === undefined ? undefined : endOf(payload, value, limits.depth);
    if (value !== undefined) {
      const key = isMap ? (literalAt(payload, at) as string | number) : values.size;
      if (!values.has(key)) values.set(key, end && value);
    }
    at = end;
  }
  return values;
}
