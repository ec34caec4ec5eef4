import type { Limits } from "../cbor/limits.ts";
import { createCompiledEngine } from "../compiled/compiled.ts";
import type { EngineName, NamedEngine } from "../engine.ts";
import { createInterpretedEngine } from "../interpreted/interpreted.ts";
import type { Plan } from "../plan/plan.ts";
import { createReferenceEngine } from "../reference/reference.ts";

const engines = {
  compiled: createCompiledEngine,
  interpreted: createInterpretedEngine,
  reference: createReferenceEngine,
} as const;

/**
 * Makes the engine of a message type.
 *
 * @param name - without one it is the compiled engine or, where code generation is forbidden, the interpreted one
 * @throws TypeError when no engine has this name
 */
export function createEngine(
  name: Exclude<EngineName, "small"> | undefined,
  plan: Plan,
  limits: Limits,
): NamedEngine {
  const chosen = name ?? (canGenerate() ? "compiled" : "interpreted");
  if (!Object.hasOwn(engines, chosen)) {
    throw new TypeError(`no engine is named "${chosen}"; expected ${Object.keys(engines).join(", ")}`);
  }
  return { name: chosen, ...engines[chosen](plan, limits) };
}

/** Whether functions can be made from text: a content security policy or a flag of Node may forbid it. */
function canGenerate(): boolean {
  try {
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}
