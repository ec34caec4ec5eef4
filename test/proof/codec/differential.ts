import {
  CodecError,
  type CodecErrorCode,
  Float,
  type Issue,
  type Message,
  undeclared,
} from "@wirebook/codec";
import type { Schema } from "../../checks/codec.ts";
import { define, type Side } from "../../checks/engines.ts";

/** What an engine makes of an input: a value, or the faults with their places and words. */
export type Outcome =
  | { readonly value: unknown }
  | {
      readonly code: CodecErrorCode;
      readonly offset: number | undefined;
      readonly instancePath: string | undefined;
      readonly message: string;
      readonly issues: readonly Issue[];
    };

/** Runs and answers the outcome; any other error than CodecError is thrown on. */
export function outcomeOf(run: () => unknown): Outcome {
  try {
    return { value: run() };
  } catch (error) {
    if (!(error instanceof CodecError)) return { value: `${(error as Error).stack}` };
    const { code, offset, instancePath, message, issues } = error;
    return { code, offset, instancePath, message, issues: issues.map(inOrder) };
  }
}

/** An issue with its members in one order, whichever it was made in. */
function inOrder({ code, expected, found, offset, instancePath, message }: Issue) {
  return { code, expected, found, offset, instancePath, message } as Issue;
}

/** The same schema once for each side. */
export function twins(schema: Schema, sides: readonly Side[], limits = {}): Message[] {
  return sides.map((engine) =>
    define({ name: "up/twin", title: "Twin", payload: schema }, { engine, limits }),
  );
}

/** A text that is equal where two outcomes are: bytes, bigints, −0, classes and the order of members included. */
export function print(outcome: unknown): string {
  const text = JSON.stringify(outcome, (_, value) => {
    if (typeof value === "bigint") return `${value}n`;
    if (value instanceof Float) return `float ${value} ${value.nan ?? ""}`;
    if (value instanceof Uint8Array) return `h'${Buffer.from(value).toString("hex")}'`;
    if (typeof value === "number" && !Number.isFinite(value)) return `${value}`;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const { name } = value.constructor ?? {};
      if (name === "Tag" || name === "Simple") return { class: name, ...value };
      if (undeclared in value) return { list: value[undeclared], members: Object.entries(value) };
    }
    return Object.is(value, -0) ? "-0" : value;
  });
  return text ?? "undefined";
}
