import { type Plan, partsOf } from "../../../plan/plan.ts";
import { encoded } from "../bytes.ts";
import { sum } from "../code.ts";
import { use } from "../context.ts";
import type { EncodeContext } from "./context.ts";

/** The longest head: an initial byte and an argument of eight. */
export const HEAD = 9;

/**
 * The most bytes that all of a plan takes up, what is in strings and repeated items apart. There is always room for so
 * many, so that only strings and items have to ask for more.
 */
export function fixedSize(plan: Plan): number {
  return plan.definition === undefined ? sizeInside(plan) : 0;
}

/** The same of a plan whose definition has a function of its own, which makes room for itself. */
export function sizeInside(plan: Plan): number {
  switch (plan.kind) {
    case "integer":
    case "wide-integer":
    case "number":
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "any":
      return HEAD;
    case "literal":
      return Math.max(...plan.values.map((value) => encoded(value).length));
    case "array":
      return HEAD + fixedSize(plan.items);
    case "tuple":
      return HEAD + sum(partsOf(plan).map(fixedSize));
    case "object":
      return (
        HEAD +
        sum(plan.members.map(({ key, value }) => encoded(key).length + fixedSize(value))) +
        (plan.additional === undefined ? 0 : HEAD + fixedSize(plan.additional))
      );
    case "record":
      return HEAD * 2 + fixedSize(plan.values);
    case "tagged":
    case "embedded":
      return HEAD + fixedSize(plan.content);
    case "union":
      return sum(plan.branches.map(fixedSize));
    case "view":
      return sum(plan.of.map(fixedSize));
  }
}

/** Writes code that makes room for `needed` bytes, and for all that comes without asking. */
export function makeRoom(needed: string | number, context: EncodeContext): void {
  const most = `at + ${needed} + ${context.spare}`;
  context.code.line(`if (out.length < ${most}) out = ${use(context, "grow")}(out, ${most});`);
}
