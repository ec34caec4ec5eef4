import type { LiteralPlan, LiteralValue } from "../../../plan/plan.ts";
import { encoded, store } from "../bytes.ts";
import { choose } from "../code.ts";
import { type Context, leaveIf } from "../context.ts";

/** Writes code that writes true or false. */
export function encodeBoolean(source: string, context: Context): void {
  leaveIf([`typeof ${source} !== "boolean"`], context);
  context.code.line(`out[at++] = ${source} ? 0xf5 : 0xf4;`);
}

/** Writes code that writes null. */
export function encodeNull(source: string, context: Context): void {
  leaveIf([`${source} !== null`], context);
  context.code.line("out[at++] = 0xf6;");
}

/** Writes code that writes one of the literals. */
export function encodeLiteral(plan: LiteralPlan, source: string, context: Context): void {
  const { code, leave } = context;
  const write = (value: LiteralValue) => ({
    condition: `${source} === ${JSON.stringify(value)}`,
    write: () => code.line(store(encoded(value), "at", context)),
  });
  choose(code, plan.values, write, leave);
}
