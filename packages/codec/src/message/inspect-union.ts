import { BREAK, INDEFINITE, infoOf } from "../cbor/head.ts";
import { keyName } from "../cbor/key.ts";
import { isLiteral, kindAt } from "../cbor/kind.ts";
import type { Limits } from "../cbor/limits.ts";
import { endOf, headEnd, itemsInside } from "../cbor/tolerant.ts";
import { CBOR } from "../plan/kinds.ts";
import type { Plan, UnionPlan } from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";

/** The branch of a union that an item belongs to, as far as the payload can be read. */
export function branchIn(
  union: UnionPlan,
  payload: Uint8Array,
  offset: number,
  limits: Limits,
): Plan | undefined {
  let known: ReadonlyMap<string, number> | undefined;
  return chooseBranch(union, kindAt(payload, offset), CBOR, ({ member, values }) => {
    known ??= memberValues(payload, offset, limits);
    const value = known.get(typeof member.key === "number" ? `integer ${member.key}` : `text ${member.key}`);
    if (value === undefined || values === undefined) return value !== undefined;
    return values.some((literal) => isLiteral(literal, payload, value));
  });
}

/** Offsets of the values in the map at `offset` whose keys are whole, by the kinds and the names of these. */
function memberValues(payload: Uint8Array, offset: number, limits: Limits): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const indefinite = infoOf(payload[offset] as number) === INDEFINITE;
  let rest = indefinite ? Number.POSITIVE_INFINITY : itemsInside(payload, offset) / 2;
  let at = headEnd(payload, offset);
  while (at !== undefined && rest-- > 0 && !(indefinite && payload[at] === BREAK)) {
    const value = endOf(payload, at, limits.depth);
    const end = value === undefined ? undefined : endOf(payload, value, limits.depth);
    if (value !== undefined) {
      const key = `${kindAt(payload, at)} ${keyName(payload, at)}`;
      if (!values.has(key)) values.set(key, value);
    }
    at = end;
  }
  return values;
}
