/**
 * The plan of a schema, for tools that walk a message type as its codec does: pages, scaffolds, tests.
 *
 * @module
 */
export { describe } from "./describe.ts";
export type * from "./plan.ts";
export { readAnyPlan as readPlan } from "./read-any-plan.ts";
