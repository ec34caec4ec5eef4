import type { Plan, ViewPlan } from "../../../plan/plan.ts";
import { choose } from "../code.ts";
import { leaveIf } from "../context.ts";
import { type EncodeContext, variable } from "./context.ts";

/** Writes code that writes what a view's value is on the wire. */
export function encodeView(plan: ViewPlan, source: string, depth: number, context: EncodeContext): void {
  const view = context.view(plan);
  const base = variable("base", `${view}.toWire(${source})`, context);
  leaveIf([`${base} === undefined`], context);
  if (plan.of.length === 1) return context.item(plan.of[0] as Plan, base, depth);
  const which = variable("which", `${view}.which?.(${source}) ?? 0`, context);
  const bases = plan.of.map((one, index) => ({
    condition: `${which} === ${index}`,
    write: () => context.item(one, base, depth),
  }));
  choose(context.code, bases, (one) => one, context.leave);
}
