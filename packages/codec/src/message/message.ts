import type { Limits } from "../cbor/limits.ts";
import type { EngineName } from "../engine.ts";
import type { CodecError } from "../error.ts";
import type { ToJsonOptions } from "../json/to-json.ts";
import type { Json, JsonSchema } from "../plan/json-schema.ts";
import type { StandardSchema } from "./standard-schema.ts";

/** The members of a payload that say who sent it and what it answers. */
export interface Roles {
  /** Name of the member that holds the device's id. */
  readonly device?: string;
  /** Name of the member that counts the messages of a sender. */
  readonly number?: string;
  /** Name of the member in an answer that holds the number of the request. */
  readonly reference?: string;
}

/** One worked example, in JSON. */
export interface Example<ExampleJson = Json> {
  readonly title: string;
  readonly json: ExampleJson;
}

/** What `safeDecode` answers. */
export type DecodeResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CodecError };

/**
 * A message type: its words, its JSON Schema and its codec.
 *
 * @typeParam Input - what goes in where a `Value` comes out; a module that was compiled ahead of time spells it out
 */
export interface Message<
  Value = unknown,
  ValueJson = unknown,
  Name extends string = string,
  Input = InputOf<Value>,
> {
  readonly name: Name;
  /** First level of the name: `up`, `req`, `down`. */
  readonly direction: string;
  /** Second level of the name: `data`, `config`. */
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly draft: boolean;
  readonly roles: Roles;
  /** JSON Schema 2020-12 of the JSON form, as plain data. */
  readonly schema: JsonSchema;
  readonly examples: readonly Example<ValueJson>[];
  readonly answer?: Message;
  /** Seconds within which the answer must arrive. */
  readonly deadline?: number;
  readonly limits: Limits;
  /** The engine at work: the one that was asked for; else `compiled`, or `interpreted` where that is not possible. */
  readonly engine: EngineName;

  /**
   * Reads a payload.
   *
   * @throws CodecError `limit` where it is too long, else `not-well-formed`, `limit`, `invalid` or `unexpected`, in this
   * order of checks
   * @throws TypeError when `payload` is no `Uint8Array`
   */
  decode(payload: Uint8Array): Value;
  /**
   * Writes a value in preferred serialization, members in declared order.
   *
   * @throws CodecError `unexpected` when the value does not fit the schema, `limit` when the payload would be too deep or
   * too large, `invalid` when a list of undeclared members says a key twice
   */
  encode(value: Input): Uint8Array<ArrayBuffer>;
  /**
   * The JSON form of a value: bytes as base64, keys as strings, integers beyond ±(2^53−1) as decimal strings.
   *
   * @throws CodecError as `encode` does; `invalid` too for undeclared members whose keys JSON cannot hold, or that meet there
   */
  toJson(value: Input, options?: ToJsonOptions): ValueJson;
  /**
   * Reads the JSON form of a value, as `JSON.parse` gives it.
   *
   * @throws CodecError `unexpected` when it does not fit the schema, `limit` when it is too deep or too large
   */
  fromJson(json: unknown): Value;
  /**
   * Turns a payload into JSON text, equal to `JSON.stringify(toJson(decode(payload)))`.
   *
   * @throws CodecError as `decode` does; `invalid` too, without an offset, where `toJson` says so
   */
  transcode(payload: Uint8Array): string;
  /** Reads a payload without throwing for a bad one. */
  safeDecode(payload: Uint8Array): DecodeResult<Value>;
  /** Whether a value in memory fits the schema, so that `encode` takes it. */
  is(value: unknown): value is Input;
  /** Standard Schema v1 over the JSON form. */
  readonly "~standard": StandardSchema<ValueJson, Value>["~standard"];
}

/**
 * What goes in where a value of this type comes out: of any `Uint8Array`, a `Buffer` or a view of shared memory among
 * them, the bytes count alone.
 */
export type InputOf<Value> = Value extends Uint8Array
  ? Uint8Array
  : Value extends Date | ArrayBufferView
    ? Value
    : Value extends ReadonlyMap<infer Key, infer Item>
      ? ReadonlyMap<InputOf<Key>, InputOf<Item>>
      : Value extends ReadonlySet<infer Item>
        ? ReadonlySet<InputOf<Item>>
        : Value extends readonly (infer Item)[]
          ? ItemsOf<Value, Item>
          : Value extends object
            ? { [Key in keyof Value]: InputOf<Value[Key]> }
            : Value;

/** An array as an array of its own, which may hold itself: only what a tuple maps to is asked for at once. */
type ItemsOf<Value extends readonly unknown[], Item> = Item[] extends Value
  ? InputOf<Item>[]
  : { [Key in keyof Value]: InputOf<Value[Key]> };

/** What `encode`, `toJson` and `is` of a message type take: a value in memory, with its byte strings as any `Uint8Array`. */
export type MessageInput<M> =
  M extends Message<infer _Value, infer _Json, infer _Name, infer Input> ? Input : never;

/** The value of a message type in memory, as `decode` gives it: each byte string is a `Uint8Array` with memory of its own kind. */
export type MessageValue<M> =
  M extends Message<infer Value, infer _Json, infer _Name, infer _Input> ? Value : never;

/** The JSON form of a message type. */
export type MessageJson<M> =
  M extends Message<infer _Value, infer ValueJson, infer _Name, infer _Input> ? ValueJson : never;
