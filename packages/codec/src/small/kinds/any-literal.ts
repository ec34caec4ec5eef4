import { kindOf } from "../../json/kinds.ts";
import { CBOR, type Side } from "../../plan/kinds.ts";
import type { LiteralValue } from "../../plan/plan.ts";
import type { Kind, Literals } from "../walk/kind.ts";
import { writeScalar } from "./write-scalar.ts";

/** `Type.Literal`, of others than texts too. */
export const anyLiteral: Kind<Literals> = {
  $takes: (noun, side, { values }) => values.some((value) => noun === nounOf(value, side)),
  $read: ({ $noun, $scalar }, { values }, { $side }) =>
    values.some((value) => value === $scalar && ($side !== CBOR || nounOf(value, $side) === $noun))
      ? $scalar === 0
        ? 0
        : $scalar
      : undefined,
  $write: (parts, value) => writeScalar(parts, value === 0 ? 0 : value),
};

/** An integer is one on the wire, as everywhere. */
function nounOf(value: LiteralValue, side: Side): string {
  if (side !== CBOR || typeof value !== "number") return kindOf(value);
  return Number.isSafeInteger(value) ? "integer" : "float";
}
