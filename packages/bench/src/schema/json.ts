import type { Case } from "../corpus/case.ts";

/** As much of a JSON Schema as the corpus uses. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly contentEncoding?: string;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly minimum?: number;
}

/** The JSON Schema of a case's message. */
export function schemaOf({ message }: Case): Schema {
  return message.schema as Schema;
}

/** The literals of a union of nothing else. */
export function literals({ anyOf }: Schema): readonly string[] | undefined {
  return anyOf?.every((branch) => typeof branch.const === "string")
    ? anyOf.map((branch) => branch.const as string)
    : undefined;
}
