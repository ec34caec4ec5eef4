import type { ViewPlan } from "../../../plan/plan.ts";
import { choose } from "../code.ts";
import { leaveIf } from "../context.ts";
import type { DecodeContext } from "./context.ts";
import { conditionFor } from "./unions.ts";

/** Writes code that reads one of the bases of a view, and what it means. */
export function decodeView(plan: ViewPlan, target: string, depth: number, context: DecodeContext): void {
  const { code, leave } = context;
  const base = code.fresh("base");
  code.line(`let ${base};`);
  const bases = plan.of.map((one, which) => ({
    condition: conditionFor(one, context),
    write() {
      const { borrows } = context;
      context.borrows ||= plan.view?.copies === true;
      context.item(one, base, depth);
      context.borrows = borrows;
      code.line(`${target} = ${context.view(plan)}.fromWire(${base}, ${which});`);
    },
  }));
  choose(code, bases, (one) => one, leave);
  leaveIf([`${target} === undefined`], context);
}
