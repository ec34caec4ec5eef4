import type { Limits } from "../../cbor/limits.ts";
import type { ViewPlan } from "../../plan/plan.ts";
import type { Code } from "./code.ts";

/** What the pieces of the generator share while they write one function. */
export interface Context {
  readonly code: Code;
  /** The statement that leaves a payload or a value to the interpreted engine. */
  readonly leave: string;
  readonly limits: Limits;
  /** Helpers that the code calls; they become imports. */
  readonly helpers: Set<string>;
  /** Statements in front of the function: patterns, keys, functions of its own. */
  readonly before: string[];
  /**
   * Whether keys are compared and written byte by byte in place. That is the fastest, but V8 leaves functions beyond some
   * 60 kB of bytecode unoptimized, so that the code of large messages calls helpers instead.
   */
  readonly unrolled: boolean;
  /** Whether a payload has texts enough to make one string of it all and cut them from that. */
  readonly cutsTexts: boolean;
  /** The functions for definitions, by their names. */
  readonly functions: Map<string, string>;
  /** The variable that tells how many levels there are left, in such a function; empty in none. */
  readonly left: string;
  /** A name for a constant that holds a view. */
  view(plan: ViewPlan): string;
  /** A name for a constant in front of the function. */
  constant(like: string, value: string): string;
}

/** Notes that the code calls a helper, and answers its name. */
export function use(context: Context, helper: string): string {
  context.helpers.add(helper);
  return helper;
}

/** Writes the line that leaves a payload or a value to the interpreted engine where one of the conditions holds. */
export function leaveIf(conditions: readonly string[], context: Context): void {
  if (conditions.length > 0) context.code.line(`if (${conditions.join(" || ")}) ${context.leave}`);
}

/** Writes the code of a container, unless it lies too deep for any payload to get there. */
export function nested(depth: number, context: Context, write: () => void): void {
  const { left, limits, code, leave } = context;
  if (depth >= limits.depth) return code.line(`${leave} // more than ${limits.depth} levels`);
  if (left) code.line(`if (${left} <= ${depth}) ${leave}`);
  write();
}

/** How many levels there may be below a depth, as code. */
export function levelsLeft(depth: number, { left, limits }: Context): string | number {
  return left ? `${left} - ${depth}` : limits.depth - depth;
}
