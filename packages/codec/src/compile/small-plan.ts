import { parsePointer } from "../json/pointer.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import { type Plan, partsOf, type UnionPlan } from "../schema/plan.ts";
import { readPlan } from "../schema/read-plan.ts";
import type { SmallPlan } from "../small/plan.ts";

/** A union of objects: the way to its `anyOf` in the schema, and the member or members that tell its branches apart. */
interface Telling {
  readonly way: readonly string[];
  readonly by: string | readonly string[];
}

/**
 * What the small runtime has to be told beside the schema.
 *
 * @throws TypeError when no plan can be read from the schema
 */
export function smallPlan(schema: JsonSchema): SmallPlan {
  return tellings(readPlan(schema)).map(({ way, by }) => [
    way.reduce<unknown>((inside, step) => (inside as Record<string, unknown>)[step], schema),
    by,
  ]);
}

/** The same as the text of a module that has a `schema`; empty where there is nothing to be told. */
export function smallPlanText(plan: Plan): string {
  const lines = tellings(plan).map(({ way, by }) => {
    const steps = way.map((step) => (/^[a-z]\w*$/i.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`));
    return `[schema${steps.join("")}, ${JSON.stringify(by)}]`;
  });
  return lines.length === 0 ? "" : `[${lines.join(", ")}]`;
}

function tellings(plan: Plan): Telling[] {
  const own = plan.kind === "union" && plan.clues.length > 0 ? [telling(plan)] : [];
  return [...own, ...partsOf(plan).flatMap(tellings)];
}

function telling({ schemaPath, clues }: UnionPlan): Telling {
  const names = clues.map(({ member }) => member.name);
  const way = [...parsePointer(schemaPath), "anyOf"];
  return { way, by: clues[0]?.values === undefined ? names : (names[0] as string) };
}
