import type { IntegerPlan, NumberPlan, WideIntegerPlan } from "../../../plan/plan.ts";
import { numericConditions } from "../bounds.ts";
import { leaveIf, use } from "../context.ts";
import { decodeInteger, decodeNumber, decodeWideInteger } from "../decode/numbers.ts";
import type { TranscodeContext } from "./context.ts";

const puts = { integer: "putDecimal", number: "putJsonNumber", "wide-integer": "putJsonBigint" } as const;

/** Writes code that turns a number into its decimal form. */
export function transcodeNumber(
  plan: IntegerPlan | NumberPlan | WideIntegerPlan,
  context: TranscodeContext,
): void {
  const { code } = context;
  const local = code.fresh("number");
  code.line(`let ${local};`);
  if (plan.kind === "integer") decodeInteger(local, context);
  else if (plan.kind === "number") decodeNumber(plan, local, context);
  else decodeWideInteger(plan, local, context);
  if (plan.kind !== "wide-integer") leaveIf(numericConditions(plan, local, context), context);
  code.line(`to = ${use(context, puts[plan.kind])}(out, to, ${local}) | 0;`);
}
