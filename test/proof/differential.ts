import { CodecError, defineMessage, type EngineName, type Message } from "@wirebook/codec";
import type { Schema } from "../checks/codec.ts";

/** What an engine makes of an input: a value, or code and place of the fault. */
export type Outcome =
  | { readonly value: unknown }
  | { readonly code: string; readonly offset: number | undefined; readonly instancePath: string | undefined };

/** Runs and answers the outcome; any other error than CodecError is thrown on. */
export function outcomeOf(run: () => unknown): Outcome {
  try {
    return { value: run() };
  } catch (error) {
    if (!(error instanceof CodecError)) return { value: `${(error as Error).stack}` };
    const { code, offset, instancePath } = error;
    return { code, offset, instancePath };
  }
}

/** The same schema once for each engine. */
export function twins(schema: Schema, engines: readonly EngineName[], limits = {}): Message[] {
  return engines.map((engine) =>
    defineMessage({ name: "up/twin", title: "Twin", payload: schema }, { engine, limits }),
  );
}

/** A text that is equal where two outcomes are: bytes, bigints, −0 and the order of members included. */
export function print(outcome: unknown): string {
  return JSON.stringify(outcome, (_, value) => {
    if (typeof value === "bigint") return `${value}n`;
    if (value instanceof Uint8Array) return `h'${Buffer.from(value).toString("hex")}'`;
    return Object.is(value, -0) ? "-0" : value;
  });
}
