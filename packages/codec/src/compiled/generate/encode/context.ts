import type { Plan } from "../../../plan/plan.ts";
import { type Context, leaveIf } from "../context.ts";

/** What the pieces of `encode` share while they write it. */
export interface EncodeContext extends Context {
  /** How many bytes of room there always are. */
  spare: number;
  /** Writes code that checks the value in `source` and writes it. `depth` is how many levels it lies in. */
  item(plan: Plan, source: string, depth: number): void;
}

/**
 * Writes code that counts items while it goes, since a value may hold the same part many times: beyond the limit it
 * leaves the value.
 */
export function countItems(more: string, context: EncodeContext): void {
  context.code.line(`items += ${more};`);
  leaveIf([`items > ${context.limits.items}`], context);
}

/** The condition that a string of this length makes the payload too long. */
export function isTooLong(length: string, { limits }: EncodeContext): string {
  return `${length} > ${limits.bytes} - at + start`;
}

/** Writes a variable that holds this, and answers its name. */
export function variable(like: string, value: string, { code }: Context): string {
  const name = code.fresh(like);
  code.line(`const ${name} = ${value};`);
  return name;
}
