import type { ExampleOptions } from "../examples/example.ts";
import type { Definition } from "./definition.ts";

/** What the thread that reads definitions is given. */
export interface WorkerData {
  /** Address of the module that exports the message types. */
  readonly url: string;
  readonly options: ExampleOptions;
}

/** What it answers. */
export type Reading = { readonly definitions: Definition[] } | { readonly error: string };
