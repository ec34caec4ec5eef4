/**
 * What the small modules of message types stand on: the whole codec in as few bytes as a browser can be sent. It does
 * without code generation, cbor-x, Ajv, TypeBox and `unsafe-eval`, and it accepts, refuses and explains as every engine
 * does. Where speed counts, compiled modules are the better choice.
 *
 * @module
 */
import { defaultLimits } from "../cbor/limits.ts";
import type { ToJsonOptions } from "../json/to-json.ts";
import { assemble, type ModuleDescription } from "../message/assemble.ts";
import type { Message } from "../message/message.ts";
import type { Json } from "../plan/json-schema.ts";
import { CBOR, JSON_FORM, MEMORY } from "../plan/kinds.ts";
import type { Plan } from "../plan/plan.ts";
import { concat } from "./bytes.ts";
import { exceed } from "./fault.ts";
import { parse } from "./item.ts";
import { walk } from "./walk.ts";
import type { Parts } from "./write.ts";

export type { CodecError, CodecErrorCode, Issue } from "../error.ts";
export type { Message, MessageJson, MessageValue } from "../message/message.ts";
export type { ModuleDescription };

/**
 * Makes a message of what a small module says, and of its plan: what `readPlan` reads from the schema, of which a member
 * may lack its key where that is its name.
 */
export function createMessage<Value, ValueJson, const Name extends string>(
  description: ModuleDescription<ValueJson, Name>,
  plan: object,
): Message<Value, ValueJson, Name> {
  const limits = description.limits ?? defaultLimits;

  function bound({ length }: { length: number }, place: { offset: 0 } | { instancePath: "" }): void {
    if (length > limits.bytes) exceed(limits.bytes, "bytes", { found: `${length}`, ...place });
  }

  function read(given: Uint8Array, asJson: boolean): unknown {
    bound(given, { offset: 0 });
    // A copy: what is cut from it is nobody else's memory. Of memory that is somebody else's by now there is none.
    const payload = new Uint8Array((given.length && given) as Uint8Array);
    return walk(plan as Plan, parse(payload, limits), { source: CBOR, limits, payload, asJson });
  }

  function encode(value: unknown): Uint8Array {
    const parts: Parts = [];
    walk(plan as Plan, value, { source: MEMORY, limits, parts });
    bound({ length: parts.reduce((sum, part) => sum + part.length, 0) }, { instancePath: "" });
    return concat(parts);
  }

  function toJson(value: unknown, options?: ToJsonOptions): Json {
    const task = { source: MEMORY, limits, asJson: true } as const;
    const json = walk(plan as Plan, value, task);
    return (options?.redact ? walk(plan as Plan, value, { ...task, mask: "[hidden]" }) : json) as Json;
  }

  return assemble(
    { ...description, limits, examples: [] },
    {
      name: "interpreted",
      decode: (payload) => read(payload, false),
      encode,
      toJson,
      fromJson: (json) => walk(plan as Plan, json, { source: JSON_FORM, limits }),
      transcode: (payload) => JSON.stringify(read(payload, true)),
    },
  );
}
