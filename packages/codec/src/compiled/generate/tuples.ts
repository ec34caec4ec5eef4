import { lengthsOf } from "../../plan/describe.ts";
import type { Plan, TuplePlan } from "../../plan/plan.ts";
import { lengthConditions } from "./bounds.ts";
import { type Context, leaveIf } from "./context.ts";
import { head } from "./heads.ts";

/** Writes code that passes the head of a tuple, and answers its length; one of indefinite length is left. */
export function tupleHead(plan: TuplePlan, context: Context): string {
  const [least = 0, most] = lengthsOf(plan);
  const isExact = least === most;
  const length = head(4, isExact ? least : undefined, context);
  const { limits } = context;
  if (!isExact)
    leaveIf(lengthConditions(length, least, Math.min(most ?? limits.items, limits.items)), context);
  context.code.line(`items += ${length};`);
  return length;
}

/** Writes a loop over the items behind those that have a plan of their own, if there may be any. */
export function eachFurther(
  { items, rest }: TuplePlan,
  length: string,
  write: (item: Plan, index: string) => void,
  { code }: Context,
): void {
  if (rest === undefined) return;
  const index = code.fresh("i");
  code.block(`for (let ${index} = ${items.length}; ${index} < ${length}; ${index}++)`, () =>
    write(rest, index),
  );
}
