/**
 * What the small modules of message types stand on: the codec in as few bytes as a browser can be sent. A module names
 * the pieces that its message needs, one for each kind of field, and a bundler leaves out the others. It does without code
 * generation, cbor-x, Ajv, TypeBox and `unsafe-eval`, and it accepts, refuses and explains as every engine does. Where
 * speed counts, compiled modules are the better choice.
 *
 * @module
 */
import { defaultLimits } from "../cbor/limits.ts";
import type { Fault } from "../error.ts";
import { HIDDEN, type ToJsonOptions } from "../json/to-json.ts";
import { assemble, type ModuleDescription } from "../message/assemble.ts";
import type { Message } from "../message/message.ts";
import type { Json } from "../plan/json-schema.ts";
import { CBOR, JSON_FORM, MEMORY } from "../plan/kinds.ts";
import { exceeded } from "./walk/fault.ts";
import { parse } from "./walk/item.ts";
import type { Node } from "./walk/kind.ts";
import { walk } from "./walk/walk.ts";
import type { Parts } from "./walk/write.ts";

export type { CodecError, CodecErrorCode, Issue } from "../error.ts";
export type { Message, MessageInput, MessageJson, MessageValue } from "../message/message.ts";
export { Float, Simple, Tag, type UndeclaredMember, undeclared } from "../undeclared.ts";
export { isMultiple, isUnique } from "./bounds.ts";
export { any } from "./kinds/any.ts";
export { anyFloat, anyFloat32, anyFloat64 } from "./kinds/any-float.ts";
export { anyLiteral } from "./kinds/any-literal.ts";
export { array, tuple } from "./kinds/array.ts";
export { arrayStruct } from "./kinds/array-struct.ts";
export { bytes } from "./kinds/bytes.ts";
export { embedded } from "./kinds/embedded.ts";
export { hidden } from "./kinds/hidden.ts";
export { integer } from "./kinds/integer.ts";
export { float32, float64, number } from "./kinds/numbers.ts";
export { object } from "./kinds/object.ts";
export { open } from "./kinds/open.ts";
export { integerRecord, textRecord } from "./kinds/record.ts";
export { boolean, nil } from "./kinds/simple.ts";
export { keptTag, optionalTag, tagged } from "./kinds/tagged.ts";
export { literal, text } from "./kinds/text.ts";
export { literalTuples, sizedTuples } from "./kinds/tuple-union.ts";
export { literalUnion, objectUnion, tagUnion, union } from "./kinds/union.ts";
export { int65, view } from "./kinds/view.ts";
export { bounded64, int64, uint64 } from "./kinds/wide-integer.ts";
export type { ModuleDescription };

/**
 * Makes a message of what a small module says, and of its plan, whose nodes bring their kinds: `compileMessage` writes both.
 */
export function createMessage<Value, ValueJson, const Name extends string>(
  description: ModuleDescription<ValueJson, Name>,
  plan: Node,
): Message<Value, ValueJson, Name> {
  const limits = description.limits ?? defaultLimits;

  function bound({ length }: { length: number }, parts: Omit<Fault, "code" | "expected">): void {
    if (length > limits.bytes) throw exceeded(limits.bytes, "bytes", parts);
  }

  function decode(given: Uint8Array): unknown {
    bound(given, { found: `${given.length}`, offset: 0 });
    // A copy: what is cut from it is nobody else's memory. Of memory that is somebody else's by now there is none.
    const payload = new Uint8Array((given.length && given) as Uint8Array);
    return walk(plan, parse(payload, limits), {
      $side: CBOR,
      $limits: limits,
      $payload: payload,
    });
  }

  function encode(value: unknown): Uint8Array<ArrayBuffer> {
    const parts: Parts = [];
    walk(plan, value, { $side: MEMORY, $limits: limits, $parts: parts });
    bound(parts, { instancePath: "" });
    return new Uint8Array(parts);
  }

  function toJson(value: unknown, options?: ToJsonOptions): Json {
    const task = { $side: MEMORY, $limits: limits, $asJson: true } as const;
    const json = walk(plan, value, task);
    return (options?.redact ? walk(plan, value, { ...task, $mask: HIDDEN }) : json) as Json;
  }

  return assemble(
    { ...description, limits, examples: [] },
    {
      name: "small",
      decode,
      encode,
      toJson,
      fromJson: (json) => walk(plan, json, { $side: JSON_FORM, $limits: limits }),
      transcode: (payload) => JSON.stringify(toJson(decode(payload))),
    },
  );
}
