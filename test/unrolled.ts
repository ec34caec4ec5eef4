import type { AnyPlan, Plan, ScalarPlan, ViewPlan } from "@wirebook/codec/plan";

/**
 * A plan whose definitions are inside of themselves so often and no more, for whoever makes values of it; nothing where no value
 * ends by then.
 */
export function unrolled(plan: Plan, most: number, around: readonly string[] = []): Plan | undefined {
  const { definition, ...own } = plan;
  if (definition === undefined) return inside(plan, most, around);
  const times = around.filter((name) => name === definition).length;
  return times < most ? inside(own as Plan, most, [...around, definition]) : undefined;
}

function inside(plan: Plan, most: number, around: readonly string[]): Plan | undefined {
  const part = (one: Plan) => unrolled(one, most, around);
  switch (plan.kind) {
    case "array": {
      const items = part(plan.items);
      return items ? { ...plan, items } : plan.minItems ? undefined : { ...plan, kind: "tuple", items: [] };
    }
    case "tuple": {
      const items = plan.items.map(part);
      const end = items.indexOf(undefined);
      const { rest, minItems = items.length, ...own } = plan;
      const further = end < 0 ? rest && part(rest) : undefined;
      if (end >= 0 && end < minItems) return undefined;
      const kept = (end < 0 ? items : items.slice(0, end)) as Plan[];
      return {
        ...own,
        items: kept,
        minItems: Math.min(minItems, kept.length),
        ...(further && { rest: further }),
      };
    }
    case "object": {
      const members = plan.members.map((member) => ({ ...member, value: part(member.value) }));
      if (members.some(({ required, value }) => required && !value)) return undefined;
      const { additional, ...own } = plan;
      const others = additional && part(additional);
      const kept = members.flatMap(({ value, ...member }) => (value ? { ...member, value } : []));
      return { ...own, members: kept, ...(others && { additional: others }) };
    }
    case "record": {
      const values = part(plan.values);
      return values
        ? { ...plan, values }
        : plan.minProperties
          ? undefined
          : { ...plan, kind: "object", members: [] };
    }
    case "tagged":
    case "embedded": {
      const content = part(plan.content);
      return content && { ...plan, content };
    }
    case "union": {
      const branches = plan.branches.flatMap((branch) => part(branch) ?? []);
      return branches.length > 0 ? { ...plan, branches } : undefined;
    }
    default:
      // What holds none of a definition.
      plan satisfies ScalarPlan | ViewPlan | AnyPlan;
      return plan;
  }
}
