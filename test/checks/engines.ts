import { defineMessage, type EngineName, type Limits, type Type } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { createMessage } from "@wirebook/codec/small";

/** An engine; that of small modules is to act as the others do. */
export type Side = EngineName;

/** Every side by name: the compiler tells when one is missing here. */
const all: Record<Side, true> = { reference: true, interpreted: true, compiled: true, small: true };

/** The sides, each of which must act as the others do. */
export const engines = Object.keys(all) as Side[];

type Definition<Payload extends Type.TSchema, Name extends string> = Parameters<
  typeof defineMessage<Payload, Name>
>[0];
type Defined<Payload extends Type.TSchema, Name extends string> = ReturnType<
  typeof defineMessage<Payload, Name>
>;

/** Defines a message type on one of the sides. */
export function define<Payload extends Type.TSchema, const Name extends string>(
  definition: Definition<Payload, Name>,
  { engine, limits = {} }: { engine: Side; limits?: Partial<Limits> },
): Defined<Payload, Name> {
  if (engine !== "small") return defineMessage(definition, { engine, limits });
  const message = defineMessage(definition, { engine: "interpreted", limits });
  return createMessage(message, readPlan(message.schema)) as unknown as Defined<Payload, Name>;
}
