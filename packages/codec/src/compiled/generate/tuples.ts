import { lengthsOf } from "../../plan/describe.ts";
import type { Plan, TuplePlan } from "../../plan/plan.ts";
import { lengthConditions } from "./bounds.ts";
import { type Context, leaveIf, use } from "./context.ts";
import { head } from "./heads.ts";

/** The length of a tuple, whose head has been passed. */
interface TupleLength {
  /** The variable, or the number, that says how many items there are. */
  readonly length: string;
  /** Writes code that passes the end. */
  end(): void;
}

/** Writes code that passes the head of a tuple. The items of an indefinite one are counted, unless there is one length alone. */
export function tupleHead(plan: TuplePlan, context: Context): TupleLength {
  const { code } = context;
  const [least, most = context.limits.items] = lengthsOf(plan);
  const isExact = least === most;
  const rounds = head(4, undefined, context);
  const isOpen = code.fresh("isOpen");
  code.line(`const ${isOpen} = ${rounds} < 0;`);
  if (isExact) leaveIf([`${rounds} !== ${least} && !${isOpen}`], context);
  else {
    code.line(`if (${isOpen}) ${rounds} = ${use(context, "countItems")}(payload, at);`);
    leaveIf(lengthConditions(rounds, least, most), context);
  }
  const length = isExact ? String(least) : rounds;
  code.line(`items += ${length};`);
  const end = () => {
    leaveIf([`${isOpen} && payload[at] !== 0xff`], context);
    code.line(`if (${isOpen}) at++;`);
  };
  return { length, end };
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
