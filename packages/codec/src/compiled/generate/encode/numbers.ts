import type { IntegerPlan, NumberPlan, WideIntegerPlan } from "../../../plan/plan.ts";
import { numericConditions } from "../bounds.ts";
import { type Context, leaveIf, use } from "../context.ts";

/** Writes code that writes a safe integer: the short ones, which are the most, without a call. */
export function encodeInteger(plan: IntegerPlan, source: string, context: Context): void {
  const { code } = context;
  leaveIf([`!Number.isSafeInteger(${source})`, ...numericConditions(plan, source, context)], context);
  code.line(`if (${source} >= 0 && ${source} < 24) out[at++] = ${source};`);
  if (context.unrolled) {
    code.block(`else if (${source} >= 24 && ${source} < 0x100)`, () => {
      code.line(`out[at] = 0x18; out[at + 1] = ${source}; at += 2;`);
    });
    code.block(`else if (${source} >= 0x100 && ${source} < 0x10000)`, () => {
      code.line(`out[at] = 0x19; out[at + 1] = ${source} >> 8; out[at + 2] = ${source}; at += 3;`);
    });
  }
  code.line(`else at = ${use(context, "putInteger")}(out, at, ${source}) | 0;`);
}

/** Writes code that writes a number. */
export function encodeNumber(plan: NumberPlan, source: string, context: Context): void {
  const finite = plan.width === 32 ? `Number.isFinite(Math.fround(${source}))` : `Number.isFinite(${source})`;
  const conditions = numericConditions(plan, source, context);
  // Of what need not be finite, the view has made sure.
  if (!plan.nonFinite) leaveIf([`typeof ${source} !== "number" || !${finite}`, ...conditions], context);
  const put = plan.width === 32 ? "putSingle" : plan.width === 64 ? "putDouble" : "putShortest";
  context.code.line(`at = ${use(context, put)}(out, at, ${source}) | 0;`);
}

/** Writes code that writes an integer of 64 bits. */
export function encodeWideInteger(plan: WideIntegerPlan, source: string, context: Context): void {
  const range = `${source} < ${plan.least}n || ${source} > ${plan.greatest}n`;
  leaveIf([`typeof ${source} !== "bigint"`, range], context);
  context.code.line(`at = ${use(context, "putBigint")}(out, at, ${source}) | 0;`);
}
