/**
 * What modules that were compiled ahead of time stand on: no code generation, no cbor-x, no Ajv, no TypeBox.
 *
 * @module
 */

import { defaultLimits } from "./cbor/limits.ts";
import { type Fast, withFast } from "./compiled/fast.ts";
import { createInterpretedEngine } from "./interpreted/interpreted.ts";
import { structs } from "./json/convert.ts";
import { assemble, type ModuleDescription } from "./message/assemble.ts";
import { hidingKeys } from "./message/hiding-keys.ts";
import type { Message } from "./message/message.ts";
import type { Plan } from "./plan/plan.ts";
import { structCode } from "./structs/convert.ts";

export * from "./compiled/runtime/runtime.ts";
export type { CodecError, CodecErrorCode, Issue } from "./error.ts";
export type { Message, MessageInput, MessageJson, MessageValue } from "./message/message.ts";
export { Float, Simple, Tag, type UndeclaredMember } from "./undeclared.ts";
export type { Fast, ModuleDescription };

/** Makes a message of what a compiled module says, of the functions in it, and of the plan that the interpreted engine follows. */
export function createMessage<Value, ValueJson, const Name extends string>(
  description: ModuleDescription<ValueJson, Name>,
  fast: Fast,
  plan: object,
): Message<Value, ValueJson, Name> {
  const limits = description.limits ?? defaultLimits;
  // No builder was called that would have brought it.
  Object.assign(structs, structCode);
  const slow = createInterpretedEngine(plan as Plan, limits);
  return assemble(
    { ...description, limits, examples: [] },
    { name: "compiled", ...hidingKeys(plan as Plan, withFast(fast, slow, plan as Plan)) },
  );
}
