import { type Plan, partsOf, type ViewPlan } from "../plan/plan.ts";

/** The expression that makes a view, by the name that `@wirebook/codec/views` exports it under. */
export function viewCall({ name, parameters }: Pick<ViewPlan, "name" | "parameters">): string {
  const said = Object.keys(parameters).length === 0 ? "" : JSON.stringify(parameters);
  return `/* @__PURE__ */ ${name}(${said})`;
}

/** The names of the views in a plan, each once. */
export function viewNames(plan: Plan): string[] {
  const all = (one: Plan): string[] => [
    ...(one.kind === "view" ? [one.name] : []),
    ...partsOf(one).flatMap(all),
  ];
  return [...new Set(all(plan))].sort();
}
