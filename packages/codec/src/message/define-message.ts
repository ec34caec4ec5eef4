import type { StaticDecode, StaticEncode, TSchema } from "typebox";
import { createEngine, type EngineName } from "../engine/create-engine.ts";
import { CodecError } from "../error.ts";
import { type Limits, resolveLimits } from "../item/limits.ts";
import { isBytes, kindOf } from "../json/kinds.ts";
import type { ToJsonOptions } from "../json/to-json.ts";
import { type Json, type JsonSchema, plainSchema } from "../schema/json-schema.ts";
import { readPlan } from "../schema/read-plan.ts";
import { type StandardSchema, standardSchema } from "./standard-schema.ts";

/** The members of a payload that say who sent it and what it answers. */
export interface Roles {
  /** Name of the member that holds the device's id. */
  readonly device?: string;
  /** Name of the member that counts the messages of a sender. */
  readonly number?: string;
  /** Name of the member in an answer that holds the number of the request. */
  readonly reference?: string;
}

/** A payload's schema with what the link between device and backend needs to know of it. */
export interface Envelope<Payload extends TSchema = TSchema> {
  readonly schema: Payload;
  readonly roles?: Roles;
  /** The message type that answers this one. */
  readonly answer?: Message;
  /** Seconds within which the answer must arrive. */
  readonly deadline?: number;
}

/** One worked example, in JSON. */
export interface Example<ExampleJson = Json> {
  readonly title: string;
  readonly json: ExampleJson;
}

/** What `defineMessage` takes: everything there is to say of one message type. */
export interface MessageDefinition<Payload extends TSchema, Name extends string = string> {
  /** `<direction>/<message-type>`, the last two levels of its topics. */
  readonly name: Name;
  readonly title: string;
  /** What it is and when it is sent, in one or two sentences. */
  readonly summary?: string;
  /** A draft is documented for signed-in readers alone. */
  readonly draft?: boolean;
  readonly payload: Payload | Envelope<Payload>;
  readonly examples?: readonly Example<NoInfer<StaticEncode<Payload>>>[];
}

/** How `defineMessage` sets up the codec. */
export interface MessageOptions {
  readonly engine?: EngineName;
  readonly limits?: Partial<Limits>;
}

/** What `safeDecode` answers. */
export type DecodeResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CodecError };

/** A message type: its words, its JSON Schema and its codec. */
export interface Message<Value = unknown, ValueJson = unknown, Name extends string = string> {
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

  /**
   * Reads a payload.
   *
   * @throws CodecError `limit`, `not-well-formed`, `invalid` or `unexpected`, in this order of checks
   * @throws TypeError when `payload` is no `Uint8Array`
   */
  decode(payload: Uint8Array): Value;
  /**
   * Writes a value in preferred serialization, members in declared order.
   *
   * @throws CodecError `unexpected` when the value does not fit the schema, `limit` when the payload would be too large
   */
  encode(value: Value): Uint8Array;
  /**
   * The JSON form of a value: bytes as base64, keys as strings, integers beyond ±(2^53−1) as decimal strings.
   *
   * @throws CodecError as `encode` does
   */
  toJson(value: Value, options?: ToJsonOptions): ValueJson;
  /**
   * Reads the JSON form of a value, as `JSON.parse` gives it.
   *
   * @throws CodecError `unexpected` when it does not fit the schema, `limit` when it is too deep or too large
   */
  fromJson(json: unknown): Value;
  /**
   * Turns a payload into JSON text, equal to `JSON.stringify(toJson(decode(payload)))`.
   *
   * @throws CodecError as `decode` does
   */
  transcode(payload: Uint8Array): string;
  /** Reads a payload without throwing for a bad one. */
  safeDecode(payload: Uint8Array): DecodeResult<Value>;
  /** Whether a value in memory fits the schema, so that `encode` takes it. */
  is(value: unknown): value is Value;
  /** Standard Schema v1 over the JSON form. */
  readonly "~standard": StandardSchema<ValueJson, Value>["~standard"];
}

/** The value of a message type in memory. */
export type MessageValue<M> = M extends Message<infer Value, infer _Json, infer _Name> ? Value : never;

/** The JSON form of a message type. */
export type MessageJson<M> =
  M extends Message<infer _Value, infer ValueJson, infer _Name> ? ValueJson : never;

const NAME = /^[^/\s+#]+\/[^/\s+#]+$/;

/**
 * Makes a message type from its definition. The codec itself is prepared when it is first used.
 *
 * @throws TypeError when the name is not `<direction>/<message-type>`, when the schema holds something without a
 * meaning in CBOR, or when a limit is no positive integer; the text names the place
 */
export function defineMessage<Payload extends TSchema, const Name extends string>(
  definition: MessageDefinition<Payload, Name>,
  options: MessageOptions = {},
): Message<StaticDecode<Payload>, StaticEncode<Payload>, Name> {
  type Value = StaticDecode<Payload>;
  type ValueJson = StaticEncode<Payload>;

  const { name, title, summary = "", draft = false, examples = [] } = definition;
  if (!NAME.test(name)) {
    throw new TypeError(`message "${name}": expected a name of the form <direction>/<message-type>`);
  }
  const [direction, type] = name.split("/") as [string, string];
  const { schema: payload, roles = {}, answer, deadline } = envelopeOf(definition.payload);
  const schema = plainSchema(payload);
  const limits = resolveLimits(options.limits);
  const plan = inMessage(name, () => readPlan(schema));
  const engine = createEngine(options.engine ?? "reference", plan, limits);
  const bytes = (given: Uint8Array) => payloadFor(name, given);
  const decode = (given: Uint8Array) => engine.decode(bytes(given)) as Value;
  const fromJson = (json: unknown) => engine.fromJson(json) as Value;

  const message = {
    name,
    direction,
    type,
    title,
    summary,
    draft,
    roles,
    ...(answer === undefined ? {} : { answer }),
    ...(deadline === undefined ? {} : { deadline }),
    limits,
    schema: { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...schema },
    examples: examples as readonly Example<ValueJson>[],
    decode,
    encode: (value: Value) => engine.encode(value),
    toJson: (value: Value, how?: ToJsonOptions) => engine.toJson(value, how) as ValueJson,
    fromJson,
    transcode: (given: Uint8Array) => engine.transcode(bytes(given)),
    safeDecode: (given: Uint8Array) => attempt(() => decode(given)),
    is: (value: unknown): value is Value => attempt(() => engine.encode(value)).ok,
  };
  return Object.defineProperties(message, {
    "~standard": { value: standardSchema<ValueJson, Value>((json) => attempt(() => fromJson(json))) },
    // The answer is a message of its own, with a page of its own: its name says enough.
    toJSON: { value: () => ({ ...message, ...(answer === undefined ? {} : { answer: answer.name }) }) },
  }) as unknown as Message<Value, ValueJson, Name>;
}

/** A wrong argument is the caller's mistake and no bad payload. */
function payloadFor(name: string, given: unknown): Uint8Array {
  if (isBytes(given)) return given;
  throw new TypeError(`${name}: expected the payload as a Uint8Array, found ${kindOf(given)}`);
}

function envelopeOf<Payload extends TSchema>(payload: Payload | Envelope<Payload>): Envelope<Payload> {
  return isEnvelope(payload) ? payload : { schema: payload };
}

/** A TypeBox schema has no member `schema` of its own; an envelope has little else. */
function isEnvelope<Payload extends TSchema>(
  payload: Payload | Envelope<Payload>,
): payload is Envelope<Payload> {
  return "schema" in payload && !("~kind" in payload);
}

function inMessage<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new TypeError(`message "${name}": ${(error as Error).message}`, { cause: error });
  }
}

function attempt<Value>(run: () => Value): DecodeResult<Value> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    if (error instanceof CodecError) return { ok: false, error };
    throw error;
  }
}
