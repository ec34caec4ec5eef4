import type { Limits } from "../../item/limits.ts";
import type { Plan } from "../../schema/plan.ts";
import type { Engine } from "../engine.ts";
import { createInterpretedEngine } from "../interpreted/interpreted.ts";
import { generate } from "./generate/generate.ts";
import * as runtime from "./runtime/runtime.ts";

/** The generated functions. Each answers `undefined` where it does not want to decide. */
export interface Fast {
  decode(payload: Uint8Array): unknown;
  encode(value: unknown): Uint8Array | undefined;
  transcode?(payload: Uint8Array): string | undefined;
}

/**
 * The engine that runs code made for one message type. What that code leaves (wrong payloads, and right ones in an
 * unusual spelling) the interpreted engine decides and explains.
 *
 * @throws EvalError where a policy forbids code generation
 */
export function createCompiledEngine(plan: Plan, limits: Limits): Engine {
  return withFast(evaluate(plan, limits), createInterpretedEngine(plan, limits));
}

/** Puts generated functions in front of the interpreted engine. */
export function withFast(fast: Fast, slow: Engine): Engine {
  function decode(payload: Uint8Array): unknown {
    const value = fast.decode(payload);
    // Not `??`: null is a value that a payload can hold.
    return value === undefined ? slow.decode(payload) : value;
  }

  return {
    ...slow,
    decode,
    encode: (value) => fast.encode(value) ?? slow.encode(value),
    transcode: (payload) => fast.transcode?.(payload) ?? JSON.stringify(slow.toJson(decode(payload))),
  };
}

function evaluate(plan: Plan, limits: Limits): Fast {
  const { text, functions, helpers } = generate(plan, limits, Object.keys(runtime));
  const make = new Function(
    "runtime",
    `"use strict";\nconst { ${helpers.join(", ")} } = runtime;\n${text}\nreturn { ${functions.join(", ")} };`,
  ) as (helpers: typeof runtime) => Fast;
  return make(runtime);
}
