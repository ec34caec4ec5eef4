import type { Limits } from "./cbor/limits.ts";
import type { ToJsonOptions } from "./json/to-json.ts";
import type { Json } from "./plan/json-schema.ts";
import type { Plan } from "./plan/plan.ts";

/**
 * What an engine does for one message type. Each function ends in a result or in a `CodecError`, keeps no state from
 * call to call, and leaves its argument as it was.
 */
export interface Engine {
  decode(payload: Uint8Array): unknown;
  encode(value: unknown): Uint8Array<ArrayBuffer>;
  toJson(value: unknown, options?: ToJsonOptions): Json;
  fromJson(json: unknown): unknown;
  transcode(payload: Uint8Array): string;
}

/**
 * The engines there are. All of them accept, refuse and explain alike:
 *
 * - `compiled` runs code made for the message type and is the fastest by far;
 * - `interpreted` follows the plan step by step, where a policy forbids code generation;
 * - `reference` is cbor-x and Ajv behind a strict scan, to hold the others against: `@wirebook/codec/reference`;
 * - `small` follows the plan in the fewest bytes. Small modules bring it along; a definition cannot ask for it.
 */
export type EngineName = "compiled" | "interpreted" | "reference" | "small";

/** An engine with its name. */
export interface NamedEngine extends Engine {
  readonly name: EngineName;
}

/** An engine that does not come with `defineMessage` and is handed to it: `reference` from `@wirebook/codec/reference`. */
export interface SeparateEngine {
  readonly name: EngineName;
  /** Sets it up for one message type. */
  create(plan: Plan, limits: Limits): Engine;
}
