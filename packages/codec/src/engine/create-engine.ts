import type { Limits } from "../item/limits.ts";
import type { Plan } from "../schema/plan.ts";
import { createCompiledEngine } from "./compiled/compiled.ts";
import type { Engine } from "./engine.ts";
import { createInterpretedEngine } from "./interpreted/interpreted.ts";
import { createReferenceEngine } from "./reference/reference.ts";

const engines = {
  compiled: createCompiledEngine,
  interpreted: createInterpretedEngine,
  reference: createReferenceEngine,
};

/** The engines there are. */
export type EngineName = keyof typeof engines;

/**
 * Makes the engine of a message type.
 *
 * @throws TypeError when no engine has this name
 */
export function createEngine(name: EngineName, plan: Plan, limits: Limits): Engine {
  if (!Object.hasOwn(engines, name)) {
    throw new TypeError(`no engine is named "${name}"; expected ${Object.keys(engines).join(" or ")}`);
  }
  return engines[name](plan, limits);
}
