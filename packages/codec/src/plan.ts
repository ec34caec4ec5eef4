/**
 * The plan of a schema, for tools that walk a message type as its codec does: pages, scaffolds, tests.
 *
 * @module
 */
export { describe } from "./schema/describe.ts";
export type * from "./schema/plan.ts";
export { readPlan } from "./schema/read-plan.ts";
