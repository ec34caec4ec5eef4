import type { JsonSchema, Roles } from "@wirebook/codec";
import type { ExampleForms } from "../examples/example.mjs";
import type { MemberRow } from "../members/rows.mjs";

/** All that the pages show of a message type, as plain data that can go from one thread to another. */
export interface Definition {
  readonly name: string;
  readonly direction: string;
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  readonly draft: boolean;
  readonly roles: Roles;
  readonly limits: { readonly bytes: number; readonly depth: number; readonly items: number };
  /** JSON Schema 2020-12 of the JSON form. */
  readonly schema: JsonSchema;
  /** Version that brought the message type. */
  readonly since?: string;
  /** The message type that answers this one, with the seconds it has. */
  readonly answer?: { readonly name: string; readonly title: string; readonly deadline?: number };
  /** The message types that this one answers, with the seconds it has. */
  readonly answers: readonly { readonly name: string; readonly title: string; readonly deadline?: number }[];
  readonly rows: readonly MemberRow[];
  readonly examples: readonly ExampleForms[];
  /** The codec as an ES module that needs no code generation at run time. */
  readonly codec: string;
}

/** What the reading of definitions needs to know of the options. */
export interface ReadingOptions {
  readonly importFrom: string;
  readonly topic: readonly { readonly example: string; readonly name: string }[];
  readonly broker: string;
}
