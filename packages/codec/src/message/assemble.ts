import type { Limits } from "../cbor/limits.ts";
import type { NamedEngine } from "../engine.ts";
import { type CodecError, isCodecError } from "../error.ts";
import { asPayload } from "../json/kinds.ts";
import type { DecodeResult, Message } from "./message.ts";
import { standardSchema } from "./standard-schema.ts";

/** What a message says of itself, its codec apart. */
export type Description<ValueJson, Name extends string> = Pick<
  Message<unknown, ValueJson, Name>,
  "name" | "title" | "summary" | "draft" | "roles" | "answer" | "deadline" | "limits" | "schema" | "examples"
>;

/** What a module that was made ahead of time says of its message. Examples stand in a file of their own. */
export interface ModuleDescription<ValueJson, Name extends string>
  extends Omit<Description<ValueJson, Name>, "examples" | "limits"> {
  readonly limits?: Limits;
}

/** Makes a message of what it says and of an engine. */
export function assemble<Value, ValueJson, Name extends string>(
  description: Description<ValueJson, Name>,
  engine: NamedEngine,
): Message<Value, ValueJson, Name> {
  const { name, answer } = description;
  const { name: engineName, ...verbs } = engine;
  const [direction, type] = name.split("/") as [string, string];
  const decode = (payload: Uint8Array) => engine.decode(asPayload(payload, name)) as Value;

  const message = {
    ...description,
    direction,
    type,
    engine: engineName,
    ...verbs,
    decode,
    transcode: (payload: Uint8Array) => engine.transcode(asPayload(payload, name)),
    safeDecode: (payload: Uint8Array) => attempt(decode, payload),
    is: (value: unknown): value is Value => attempt(engine.encode, value).ok,
  };
  return Object.defineProperties(message, {
    "~standard": {
      value: standardSchema<ValueJson, Value>(
        (json) => attempt(engine.fromJson, json) as DecodeResult<Value>,
      ),
    },
    // The answer is a message of its own, with a page of its own: its name says enough.
    toJSON: { value: () => ({ ...message, ...(answer && { answer: answer.name }) }) },
  }) as unknown as Message<Value, ValueJson, Name>;
}

function attempt<Given, Value>(run: (given: Given) => Value, given: Given): DecodeResult<Value> {
  try {
    return { ok: true, value: run(given) };
  } catch (error) {
    if (isCodecError(error)) return { ok: false, error: error as CodecError };
    throw error;
  }
}
