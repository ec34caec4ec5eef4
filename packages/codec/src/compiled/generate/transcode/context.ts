import type { Plan } from "../../../plan/plan.ts";
import { store } from "../bytes.ts";
import type { Context } from "../context.ts";
import type { DecodeContext } from "../decode/context.ts";

/** What the pieces of `transcode` share while they write it. */
export interface TranscodeContext extends Context {
  /** Text that is always the same, held back until something else is to be written. */
  pending: string;
  /** For what is read as a value. */
  readonly decode: DecodeContext;
  /** The expression for the most text that so many bytes become, with what is still to be closed behind it. */
  room(bytes: string): string;
  /** Writes code that turns the item at `at` into text. `depth` is how many levels it lies in. */
  item(plan: Plan, depth: number): void;
}

/** Writes the code for the text that was held back. */
export function flush(context: TranscodeContext): void {
  if (context.pending === "") return;
  const bytes = new TextEncoder().encode(context.pending);
  context.code.comment(context.pending);
  if (bytes.length !== context.pending.length) context.code.line("ascii = false;");
  context.code.line(store(bytes, "to", context));
  context.pending = "";
}
