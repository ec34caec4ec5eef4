/**
 * The plan of a schema, for tools that walk a message type as its codec does: pages, scaffolds, tests.
 *
 * @module
 */
import { definitions } from "./definitions.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Plan } from "./plan.ts";
import { readPlan as read } from "./read-plan.ts";

export { describe } from "./describe.ts";
export type * from "./plan.ts";

/**
 * Reads the plan of a message type's schema.
 *
 * @throws TypeError for what `defineMessage` refuses
 */
export function readPlan(schema: JsonSchema): Plan {
  return read(schema, definitions);
}
