import type { Limits } from "../cbor/limits.ts";
import { createCompiledEngine } from "../compiled/compiled.ts";
import type { NamedEngine, SeparateEngine } from "../engine.ts";
import { createInterpretedEngine } from "../interpreted/interpreted.ts";
import type { Plan } from "../plan/plan.ts";
import { hidingKeys } from "./hiding-keys.ts";

/** The engines that are here by their names. */
const engines = { compiled: createCompiledEngine, interpreted: createInterpretedEngine } as const;

/** Which engine a message type is to have: one that is here, by its name, or one that was imported. */
export type EngineChoice = keyof typeof engines | SeparateEngine;

/**
 * Makes the engine of a message type.
 *
 * @param choice - without one it is the compiled engine or, where code generation is forbidden, the interpreted one
 * @throws TypeError when there is no such engine
 */
export function createEngine(choice: EngineChoice | undefined, plan: Plan, limits: Limits): NamedEngine {
  const chosen = choice === undefined ? (canGenerate() ? "compiled" : "interpreted") : choice;
  if (chosen === "compiled" || chosen === "interpreted") {
    return { name: chosen, ...hidingKeys(plan, engines[chosen](plan, limits)) };
  }
  // JavaScript lets anything pass: the name of the reference, or all of its module.
  if (typeof chosen?.create === "function") {
    return { name: chosen.name, ...hidingKeys(plan, chosen.create(plan, limits)) };
  }
  throw new TypeError(
    `expected an engine: "compiled", "interpreted", or what import { reference } from "@wirebook/codec/reference" gives`,
  );
}

/** Whether functions can be made from text: a content security policy or a flag of Node may forbid it. */
function canGenerate(): boolean {
  try {
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}
