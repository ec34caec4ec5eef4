import type { Plan } from "../../../plan/plan.ts";
import type { Context } from "../context.ts";

/** What the pieces of `decode` share while they write it. */
export interface DecodeContext extends Context {
  /** Whether byte strings may be views of the payload, because nobody sees them who could keep them. */
  borrows: boolean;
  /** Writes code that reads the item at `at` into the variable `target`. `depth` is how many levels it lies in. */
  item(plan: Plan, target: string, depth: number): void;
}
