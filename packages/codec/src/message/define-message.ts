import type { StaticDecode, StaticEncode, TSchema } from "typebox";
import { type Limits, resolveLimits } from "../cbor/limits.ts";
import { addExclusions } from "../plan/exclusions.ts";
import { refuseForeign } from "../plan/foreign.ts";
import { plainSchema } from "../plan/json-schema.ts";
import { knownDefinitions } from "../plan/known-definitions.ts";
import { readPlan } from "../plan/read-plan.ts";
import { assemble } from "./assemble.ts";
import { checkSamples } from "./check-samples.ts";
import { createEngine, type EngineChoice } from "./create-engine.ts";
import type { Example, Message, Roles } from "./message.ts";

/** A payload's schema with what the link between device and backend needs to know of it. */
export interface Envelope<
  Payload extends TSchema = TSchema,
  Answer extends Message | undefined = Message | undefined,
  MessageRoles extends Roles = Roles,
> {
  readonly schema: Payload;
  readonly roles?: MessageRoles;
  /** The message type that answers this one. */
  readonly answer?: Answer;
  /** Seconds within which the answer must arrive. */
  readonly deadline?: number;
}

/** What `defineMessage` takes: everything there is to say of one message type. */
export interface MessageDefinition<
  Payload extends TSchema,
  Name extends string = string,
  Answer extends Message | undefined = Message | undefined,
  MessageRoles extends Roles = Roles,
> {
  /** `<direction>/<message-type>`, the last two levels of its topics. */
  readonly name: Name;
  readonly title: string;
  /** What it is and when it is sent, in one or two sentences. */
  readonly summary?: string;
  /** A draft is documented for signed-in readers alone. */
  readonly draft?: boolean;
  readonly payload: Payload | Envelope<Payload, Answer, MessageRoles>;
  readonly examples?: readonly Example<NoInfer<StaticEncode<Payload>>>[];
}

/** How `defineMessage` sets up the codec. */
export interface MessageOptions {
  /** Without one it is `compiled` or, where code generation is forbidden, `interpreted`. */
  readonly engine?: EngineChoice;
  readonly limits?: Partial<Limits>;
}

/** What the types know of a message type besides its value: what answers it, and where its number stands. */
export type Link<Answer extends Message | undefined, MessageRoles extends Roles> = {
  readonly roles: MessageRoles;
} & (Answer extends Message ? { readonly answer: Answer } : unknown);

const NAME = /^[^/\s+#]+\/[^/\s+#]+$/;

/**
 * Makes a message type from its definition. The codec itself is prepared when it is first used.
 *
 * @throws TypeError when the name is not `<direction>/<message-type>`, when the schema holds something without a
 * meaning in CBOR, when an example or a `default` is not what the schema says, when a limit is no positive integer, or when
 * there is no such engine; the text names the place
 */
export function defineMessage<
  Payload extends TSchema,
  const Name extends string,
  Answer extends Message | undefined = undefined,
  const MessageRoles extends Roles = Roles,
>(
  definition: MessageDefinition<Payload, Name, Answer, MessageRoles>,
  options: MessageOptions = {},
): Message<StaticDecode<Payload>, StaticEncode<Payload>, Name> & Link<Answer, MessageRoles> {
  const { name, title, summary = "", draft = false, examples = [] } = definition;
  if (!NAME.test(name)) {
    throw new TypeError(`message "${name}": expected a name of the form <direction>/<message-type>`);
  }
  if (typeof title !== "string" || title === "") {
    throw new TypeError(`message "${name}": expected a title`);
  }
  if (typeof definition.payload !== "object" || definition.payload === null) {
    throw new TypeError(`message "${name}": expected a schema or an envelope as payload`);
  }
  const { schema: payload, roles = {}, answer, deadline } = envelopeOf(definition.payload);
  const limits = resolveLimits(options.limits);
  const { schema, plan } = inMessage(name, () => {
    refuseForeign(payload);
    const schema = plainSchema(payload, knownDefinitions()?.gather);
    const plan = readPlan(schema);
    addExclusions(schema, plan);
    checkSamples(plan, examples, limits);
    return { schema, plan };
  });
  const message = assemble<StaticDecode<Payload>, StaticEncode<Payload>, Name>(
    {
      name,
      title,
      summary,
      draft,
      roles,
      ...(answer === undefined ? {} : { answer }),
      ...(deadline === undefined ? {} : { deadline }),
      limits,
      schema: { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...schema },
      examples: examples as readonly Example<StaticEncode<Payload>>[],
    },
    createEngine(options.engine, plan, limits),
  );
  return message as typeof message & Link<Answer, MessageRoles>;
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
