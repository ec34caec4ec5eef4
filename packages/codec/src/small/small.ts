/**
 * What the small modules of message types stand on: the whole codec in as few bytes as a browser can be sent. It does
 * without code generation, cbor-x, Ajv, TypeBox and `unsafe-eval`, and it accepts, refuses and explains as every engine
 * does. Where speed counts, compiled modules are the better choice.
 *
 * @module
 */
import { defaultLimits } from "../cbor/limits.ts";
import { HIDDEN, type ToJsonOptions } from "../json/to-json.ts";
import { assemble, type ModuleDescription } from "../message/assemble.ts";
import type { Message } from "../message/message.ts";
import type { Json } from "../plan/json-schema.ts";
import { CBOR, JSON_FORM, MEMORY } from "../plan/kinds.ts";
import type { Plan } from "../plan/plan.ts";
import { exceeded } from "./fault.ts";
import { parse } from "./item.ts";
import { walk } from "./walk.ts";
import type { Parts } from "./write.ts";

export type { CodecError, CodecErrorCode, Issue } from "../error.ts";
export type { Message, MessageInput, MessageJson, MessageValue } from "../message/message.ts";
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

  function bound({ length }: { length: number }, parts: { offset: 0 } | { instancePath: "" }): void {
    if (length > limits.bytes) throw exceeded(limits.bytes, "bytes", { found: `${length}`, ...parts });
  }

  function read(given: Uint8Array, asJson: boolean): unknown {
    bound(given, { offset: 0 });
    // A copy: what is cut from it is nobody else's memory. Of memory that is somebody else's by now there is none.
    const payload = new Uint8Array((given.length && given) as Uint8Array);
    return walk(plan as Plan, parse(payload, limits), {
      $side: CBOR,
      $limits: limits,
      $payload: payload,
      $asJson: asJson,
    });
  }

  function encode(value: unknown): Uint8Array<ArrayBuffer> {
    const parts: Parts = [];
    walk(plan as Plan, value, { $side: MEMORY, $limits: limits, $parts: parts });
    bound(parts, { instancePath: "" });
    return new Uint8Array(parts);
  }

  function toJson(value: unknown, options?: ToJsonOptions): Json {
    const task = { $side: MEMORY, $limits: limits, $asJson: true } as const;
    const json = walk(plan as Plan, value, task);
    return (options?.redact ? walk(plan as Plan, value, { ...task, $mask: HIDDEN }) : json) as Json;
  }

  return assemble(
    { ...description, limits, examples: [] },
    {
      name: "small",
      decode: (payload) => read(payload, false),
      encode,
      toJson,
      fromJson: (json) => walk(plan as Plan, json, { $side: JSON_FORM, $limits: limits }),
      transcode: (payload) => JSON.stringify(read(payload, true)),
    },
  );
}
