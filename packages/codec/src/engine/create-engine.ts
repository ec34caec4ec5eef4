import type { Limits } from "../item/limits.ts";
import type { Plan } from "../schema/plan.ts";
import type { Engine } from "./engine.ts";
import { createReferenceEngine } from "./reference/reference.ts";

/** The engines there are. */
export type EngineName = "reference";

/** Makes the engine of a message type. */
export function createEngine(name: EngineName | undefined, plan: Plan, limits: Limits): Engine {
  if (name !== undefined && name !== "reference") throw new TypeError(`no engine is named "${String(name)}"`);
  return createReferenceEngine(plan, limits);
}
