import type { Limits } from "../cbor/limits.ts";
import type { Engine } from "../engine.ts";
import { createInterpretedEngine } from "../interpreted/interpreted.ts";
import type { Plan } from "../plan/plan.ts";
import type { View } from "../plan/views.ts";
import { type Fast, withFast } from "./fast.ts";
import { generate } from "./generate/generate.ts";
import { type Verb, verbsFor } from "./generate/writers.ts";
import { runtime } from "./runtime/at-hand.ts";

/**
 * The engine that runs code made for one message type; the code is made when it is first used. What it leaves (wrong
 * payloads, and right ones in an unusual spelling) the interpreted engine decides and explains.
 */
export function createCompiledEngine(plan: Plan, limits: Limits): Engine {
  const made: { -readonly [V in Verb]?: Fast[V] } = {};
  return withFast(
    {
      decode(payload) {
        made.decode ??= evaluate(plan, limits, "decode");
        return made.decode(payload);
      },
      encode(value) {
        made.encode ??= evaluate(plan, limits, "encode");
        return made.encode(value);
      },
      transcode(payload) {
        made.transcode ??= evaluate(plan, limits, "transcode");
        return made.transcode(payload);
      },
    },
    createInterpretedEngine(plan, limits),
    plan,
  );
}

const leavesAll = () => undefined;

/** Makes one function; each is made on its own, so that the first message does not wait for all of them. */
function evaluate<V extends Verb>(plan: Plan, limits: Limits, verb: V): NonNullable<Fast[V]> {
  if (!verbsFor(plan).includes(verb)) return leavesAll as NonNullable<Fast[V]>;
  const views: View[] = [];
  const { before, functions, helpers } = generate(
    plan,
    limits,
    [verb],
    ({ view }) => `views[${views.push(view) - 1}]`,
  );
  const constants = `const { ${helpers.join(", ")} } = runtime;\n${before.join("\n")}`;
  const make = new Function(
    "runtime",
    "views",
    // In parentheses: so V8 compiles at once what is called right away, and does not look it through beforehand.
    `"use strict";\n${constants}\nreturn (${functions.join("\n")});`,
  ) as (helpers: typeof runtime, views: readonly View[]) => NonNullable<Fast[V]>;
  return make(runtime, views);
}
