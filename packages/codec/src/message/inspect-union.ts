import { BREAK, INDEFINITE, infoOf, MAJOR, majorOf } from "../cbor/head.ts";
import type { Limits } from "../cbor/limits.ts";
import { endOf, headEnd, itemsInside } from "../cbor/tolerant.ts";
import { CBOR } from "../plan/kinds.ts";
import type { Member, Plan, UnionPlan } from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";
import { isKey, isLiteral, kindAt } from "../reference/wire.ts";

/** The branch of a union that an item belongs to, as far as the payload can be read. */
export function branchIn(
  union: UnionPlan,
  payload: Uint8Array,
  offset: number,
  limits: Limits,
): Plan | undefined {
  return chooseBranch(union, kindAt(payload, offset), CBOR, ({ member, values }) => {
    const value = memberValue(member, payload, offset, limits);
    if (value === undefined || values === undefined) return value !== undefined;
    return values.some((literal) => isLiteral(literal, payload, value));
  });
}

/** Offset of a member's value in the map at `offset`, if the value is whole. */
function memberValue(
  member: Member,
  payload: Uint8Array,
  offset: number,
  limits: Limits,
): number | undefined {
  if (majorOf(payload[offset] as number) !== MAJOR.map) return undefined;
  const indefinite = infoOf(payload[offset] as number) === INDEFINITE;
  let rest = indefinite ? Number.POSITIVE_INFINITY : itemsInside(payload, offset) / 2;
  let at = headEnd(payload, offset);
  while (at !== undefined && rest-- > 0 && !(indefinite && payload[at] === BREAK)) {
    const value = endOf(payload, at, limits.depth);
    const end = value === undefined ? undefined : endOf(payload, value, limits.depth);
    if (value !== undefined && isKey(member, payload, at)) return value;
    at = end;
  }
  return undefined;
}
