/**
 * What a branch of a union does not take because it belongs to another: what the literals of the others name, where it takes
 * all that they do not; and what tells a branch before it, where it is open.
 *
 * @module
 */
import type { JsonSchema } from "./json-schema.ts";
import { allow } from "./keywords.ts";
import { type LiteralValue, type Plan, someIn, type UnionPlan } from "./plan.ts";

type Exclusion = [Plan, { enum: LiteralValue[] } | { anyOf: JsonSchema[] }];

/** The plans of what is told apart by what others have, with what JSON Schema has to say of them for that. */
function exclusionsIn(plan: Plan): Exclusion[] {
  const all: Exclusion[] = [];
  someIn(plan, (one) => {
    if (one.kind === "union") all.push(...exclusionsOf(one));
  });
  return all;
}

function exclusionsOf(union: UnionPlan): Exclusion[] {
  return [...byLiteral(union), ...byPresence(union)];
}

function byLiteral({ clues = [] }: UnionPlan): Exclusion[] {
  return clues.flatMap(({ member: { name, index, value }, values }): Exclusion[] => {
    const named = clues.flatMap(({ member, values: others = [] }) =>
      member.name === name && member.index === index ? others : [],
    );
    return values || named.length === 0 ? [] : [[value, { enum: named }]];
  });
}

/** A branch that takes members which it does not declare takes none that tells a branch before it. */
function byPresence({ clues = [], branches }: UnionPlan): Exclusion[] {
  const told = clues.filter(({ values, member }) => !values && member.index === undefined);
  if (told.length !== clues.filter(({ member }) => member.index === undefined).length) return [];
  return told.flatMap(({ branch }, place): Exclusion[] => {
    const plan = branches[branch] as Plan;
    // Strict validators want a declaration of what is required.
    const before = told.slice(0, place).map(({ member: { name } }) => {
      return { properties: { [name]: true }, required: [name] };
    });
    const isOpen = plan.kind === "object" && plan.additional !== undefined;
    return isOpen && before.length > 0 ? [[plan, { anyOf: before }]] : [];
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
