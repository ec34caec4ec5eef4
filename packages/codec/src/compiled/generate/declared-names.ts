import type { ObjectPlan } from "../../plan/plan.ts";
import { quote } from "./code.ts";
import type { Context } from "./context.ts";

/** A constant that holds the names of the declared members. */
export function declaredNames({ members }: ObjectPlan, context: Context): string {
  return context.constant("declared", `new Set([${members.map(({ name }) => quote(name)).join(", ")}])`);
}
