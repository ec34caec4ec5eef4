import type { Case } from "../corpus/case.ts";

/** As much of a JSON Schema as the corpus uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly pattern?: string;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly cborView?: { readonly name: string; readonly memory?: string; readonly array?: string };
}

/** Says whether a value is what a schema says. */
export type Validate = (value: unknown) => boolean;

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

/** Of what class or type a value in memory is whose JSON form is of another one. */
export type InMemory = "bigint" | "Date" | "Float32Array" | "Int16Array" | "Uint8Array";

/** The class or type in memory, where it is not that of the JSON form. */
export function inMemory({ contentEncoding, format, cborView }: Schema): InMemory | undefined {
  if (contentEncoding !== undefined) return "Uint8Array";
  if (format === "uint64" || cborView?.memory === "bigint") return "bigint";
  if (cborView?.name === "timestamp") return "Date";
  if (cborView?.name !== "typedArray") return undefined;
  return cborView.array === "int16" ? "Int16Array" : "Float32Array";
}
