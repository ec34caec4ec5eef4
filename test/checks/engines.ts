import { defineMessage, type EngineName, type Limits, type Message, type Type } from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { reference } from "@wirebook/codec/reference";
import * as runtime from "@wirebook/codec/small";
import * as views from "@wirebook/codec/views";

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
  if (engine !== "small") {
    return defineMessage(definition, { engine: engine === "reference" ? reference : engine, limits });
  }
  return smallOf(defineMessage(definition, { engine: "interpreted", limits }));
}

/** The message of a small module: what the module says is run here, where no file of it can be imported. */
export function smallOf<Small extends object>(message: Small): Small {
  const { small } = compileMessage(message as Message, { exportName: "message" });
  const body = small
    .replace(/^import (\{.*\}) from "@wirebook\/codec\/small";$/m, "const $1 = runtime;")
    .replace(/^import (\{.*\}) from "@wirebook\/codec\/views";$/m, "const $1 = views;")
    .replace(/^export const message =/m, "return");
  return new Function("runtime", "views", `"use strict";${body}`)(runtime, views) as Small;
}
