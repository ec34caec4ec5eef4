import { type Plan, someIn, type ViewPlan } from "../plan/plan.ts";

/** The expression that makes a view, by the name that `@wirebook/codec/views` exports it under. */
export function viewCall({ name, parameters }: Pick<ViewPlan, "name" | "parameters">): string {
  const said = Object.keys(parameters).length === 0 ? "" : JSON.stringify(parameters);
  return `/* @__PURE__ */ ${name}(${said})`;
}

/** The names of the views in a plan, each once. */
export function viewNames(plan: Plan): string[] {
  const names = new Set<string>();
  someIn(plan, (one) => {
    if (one.kind === "view") names.add(one.name);
  });
  return [...names].sort();
}
