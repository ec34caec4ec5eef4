/**
 * Strict, typed CBOR codecs with an exact JSON form, from one TypeBox schema per message type.
 *
 * @module
 */
export { defaultLimits, type Limits } from "./cbor/limits.ts";
export type { EngineName, SeparateEngine } from "./engine.ts";
export { CodecError, type CodecErrorCode, type Issue, isCodecError } from "./error.ts";
export type { ToJsonOptions } from "./json/to-json.ts";
export {
  defineMessage,
  type Envelope,
  type Link,
  type MessageDefinition,
  type MessageOptions,
} from "./message/define-message.ts";
export { type InspectedItem, type Inspection, type InspectOptions, inspect } from "./message/inspect.ts";
export type {
  DecodeResult,
  Example,
  Message,
  MessageInput,
  MessageJson,
  MessageValue,
  Roles,
} from "./message/message.ts";
export { createRegistry, type Registry } from "./message/registry.ts";
export { cborToJson, diagnose, jsonToCbor } from "./message/schemaless.ts";
export {
  type DecodedItem,
  decodeSequence,
  encodeSequence,
  type SequenceItem,
  splitSequence,
} from "./message/sequence.ts";
export type { StandardResult, StandardSchema } from "./message/standard-schema.ts";
export {
  ArrayStruct,
  type ArrayStructOptions,
  Bytes,
  type BytesOptions,
  Embedded,
  type EmbeddedOptions,
  type FieldOptions,
  Float32,
  Float64,
  type FloatOptions,
  Int64,
  type KeptTag,
  type KeptTagOptions,
  Open,
  Tagged,
  type TagOptions,
  Uint64,
} from "./plan/builders.ts";
export type { Json, JsonSchema } from "./plan/json-schema.ts";
export { Type } from "./plan/typebox.ts";
