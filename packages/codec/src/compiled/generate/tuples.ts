import { lengthsOf } from "../../plan/describe.ts";
import type { Plan, TuplePlan } from "../../plan/plan.ts";
import { lengthConditions } from "./bounds.ts";
import { type Context, leaveIf } from "./context.ts";
import { head } from "./heads.ts";

/** Writes code that passes the head of a tuple, and answers its length; one of indefinite length is left. */
export function tupleHead(plan: TuplePlan, context: Context): string {
  const [least, most = context.limits.items] = lengthsOf(plan);
  const isExact = least === most;
  const length = head(4, isExact ? least : undefined, context);
  if (!isExact) leaveIf(lengthConditions(length, least, most), context);
  context.code.line(`items += ${length};`);
  return length;
}

/**
 * Writes what is to be done with each item of a tuple: those that may be left out under a condition, further ones in a loop.
 *
 * @param length - the variable, or the number, that says how many there are
 * @param write - writes it for one item; `index` is its place, or the variable that holds it
 */
export function eachItem(
  plan: TuplePlan,
  length: string,
  write: (item: Plan, index: string | number) => void,
  { code }: Context,
): void {
  const { items, rest } = plan;
  const least = lengthsOf(plan)[0] as number;
  items.forEach((item, index) => {
    if (index < least) write(item, index);
    else code.block(`if (${length} > ${index})`, () => write(item, index));
  });
  if (rest === undefined) return;
  const index = code.fresh("i");
  code.block(`for (let ${index} = ${items.length}; ${index} < ${length}; ${index}++)`, () =>
    write(rest, index),
  );
}
