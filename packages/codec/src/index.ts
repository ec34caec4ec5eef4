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
export { diagnosticToCbor } from "./message/diagnostic-to-cbor.ts";
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
  type TaggedOptions,
  Uint64,
  type WideIntegerOptions,
} from "./plan/builders.ts";
export { Cyclic } from "./plan/cyclic.ts";
export type { Json, JsonSchema } from "./plan/json-schema.ts";
export { Type } from "./plan/typebox.ts";
export { ArrayStruct, type ArrayStructOptions } from "./structs/array-struct.ts";
export { Float, Simple, Tag, type UndeclaredMember, undeclared } from "./undeclared.ts";
export { AnyNumber, type AnyNumberOptions } from "./views/any-number.ts";
export { BigInteger, type BigIntegerOptions } from "./views/big-integer.ts";
export { type Bit, Bits, type BitsOptions, type BitsValue } from "./views/bits.ts";
export { BytesLiteral } from "./views/bytes-literal.ts";
export { DateTime, type DateTimeOptions, type DateTimeValues } from "./views/date-time.ts";
export { DecimalFraction } from "./views/decimal-fraction.ts";
export { Duration, type DurationOptions } from "./views/duration.ts";
export { Enum } from "./views/enum.ts";
export { Hex, type HexOptions, type HexValues } from "./views/hex.ts";
export { IpAddress, type IpAddressOptions } from "./views/ip-address.ts";
export { MapOf } from "./views/map-of.ts";
export { Scaled, type ScaledOptions } from "./views/scaled.ts";
export { SetOf, type SetOptions } from "./views/set-of.ts";
export {
  Timestamp,
  type TimestampJson,
  type TimestampOptions,
  type TimestampValues,
} from "./views/timestamp.ts";
export { TypedArray, type TypedArrayOptions, type TypedArrays } from "./views/typed-array.ts";
export { Uuid } from "./views/uuid.ts";
export type { OtherView, SameView, TagOptions } from "./views/view.ts";
