import type { Limits } from "../../item/limits.ts";
import type { Plan } from "../../schema/plan.ts";
import type { Engine } from "../engine.ts";
import { createInterpretedEngine } from "../interpreted/interpreted.ts";
import { lazy } from "../lazy.ts";
import { type Fast, withFast } from "./fast.ts";
import { generate } from "./generate/generate.ts";
import * as runtime from "./runtime/runtime.ts";

/**
 * The engine that runs code made for one message type; the code is made when it is first used. What it leaves (wrong
 * payloads, and right ones in an unusual spelling) the interpreted engine decides and explains.
 */
export function createCompiledEngine(plan: Plan, limits: Limits): Engine {
  return lazy(() => withFast(evaluate(plan, limits), createInterpretedEngine(plan, limits)));
}

function evaluate(plan: Plan, limits: Limits): Fast {
  const { text, functions, helpers } = generate(plan, limits, Object.keys(runtime));
  const make = new Function(
    "runtime",
    `"use strict";\nconst { ${helpers.join(", ")} } = runtime;\n${text}\nreturn { ${functions.join(", ")} };`,
  ) as (helpers: typeof runtime) => Fast;
  return make(runtime);
}
