import type { Plan, UnionPlan } from "../schema/plan.ts";
import { partsOf } from "../schema/plan.ts";
import { parsePointer } from "../json/pointer.ts";

/** A union's `anyOf`, by the way to it from the schema's root, and the member or members that tell its objects apart. */
export interface Telling {
  readonly way: readonly string[];
  readonly by: string | readonly string[];
}

/** What a small module has to be told beside its schema. */
export function tellings(plan: Plan): Telling[] {
  const own = plan.kind === "union" && plan.clues.length > 0 ? [telling(plan)] : [];
  return [...own, ...partsOf(plan).flatMap(tellings)];
}

function telling({ schemaPath, clues }: UnionPlan): Telling {
  const names = clues.map(({ member }) => member.name);
  const way = [...parsePointer(schemaPath.slice(1)), "anyOf"];
  return { way, by: clues[0]?.values === undefined ? names : (names[0] as string) };
}
