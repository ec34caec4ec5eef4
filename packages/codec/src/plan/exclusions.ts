/**
 * What the branch of a union does not take that takes all which the literals of the others do not name.
 *
 * @module
 */
import type { JsonSchema } from "./json-schema.ts";
import { allow } from "./keywords.ts";
import { type LiteralValue, type Plan, someIn, type UnionPlan } from "./plan.ts";

type Exclusion = [Plan, { enum: LiteralValue[] }];

/** The plans of the members that are told apart from literals, with what JSON Schema has to say of them for that. */
function exclusionsIn(plan: Plan): Exclusion[] {
  const all: Exclusion[] = [];
  someIn(plan, (one) => {
    if (one.kind === "union") all.push(...exclusionsOf(one));
  });
  return all;
}

function exclusionsOf({ clues = [] }: UnionPlan): Exclusion[] {
  return clues.flatMap(({ member: { name, index, value }, values }): Exclusion[] => {
    const named = clues.flatMap(({ member, values: others = [] }) =>
      member.name === name && member.index === index ? others : [],
    );
    return values || named.length === 0 ? [] : [[value, { enum: named }]];
  });
}

/** Says it in a schema, of which this is the plan. */
export function addExclusions(schema: JsonSchema, plan: Plan): void {
  for (const [{ schemaPath }, not] of exclusionsIn(plan)) {
    const steps = schemaPath.split("/").slice(1);
    const node = steps.reduce<JsonSchema>(
      (at, step) => at[step.replaceAll("~1", "/").replaceAll("~0", "~")] as JsonSchema,
      schema,
    );
    Object.assign(node, { not });
  }
}

/**
 * Refuses `not` wherever it says something else.
 *
 * @throws TypeError naming the place in the schema
 */
export function refuseOtherExclusions(plan: Plan): void {
  const said: Plan[] = [];
  someIn(plan, (one) => {
    if (one.schema.not) said.push(one);
  });
  if (said.length === 0) return;
  const known = new Map(exclusionsIn(plan));
  for (const one of said) {
    const { not } = one.schema;
    if (JSON.stringify(not) !== JSON.stringify(known.get(one))) allow({ not }, one);
  }
}
