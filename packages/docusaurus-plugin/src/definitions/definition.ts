import type { JsonSchema, Roles } from "@wirebook/codec";
import type { ExampleForms } from "../examples/example.ts";
import type { MemberRow } from "../members/rows.ts";

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
  readonly since?: string | undefined;
  /** The message type that answers this one. */
  readonly answer?: Counterpart | undefined;
  /** The message types that this one answers. */
  readonly answers: readonly Counterpart[];
  readonly rows: readonly MemberRow[];
  readonly examples: readonly ExampleForms[];
  /** The codec as an ES module that needs no code generation at run time. */
  readonly codec: string;
}

/** The other message type of a request and its answer. */
export interface Counterpart {
  readonly name: string;
  readonly title: string;
  /** Seconds that the answer has. */
  readonly deadline?: number | undefined;
}
