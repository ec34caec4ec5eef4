import type { BytesPlan, TextPlan } from "../../../plan/plan.ts";
import { lengthConditions, spelledConditions, textConditions } from "../bounds.ts";
import { leaveIf, use } from "../context.ts";
import { stringHead } from "../decode/strings.ts";
import { bytePattern } from "../pattern.ts";
import type { TranscodeContext } from "./context.ts";

/** Writes code that turns a text into a JSON string. */
export function transcodeText(plan: TextPlan, context: TranscodeContext): void {
  const { code } = context;
  const size = stringHead(3, context);
  const matches = bytePattern(plan.pattern, context);
  if (matches !== undefined) leaveIf([`!${matches}(payload, at, at + ${size})`], context);
  if (matches === undefined && plan.pattern !== undefined) {
    const local = code.fresh("text");
    code.line(`const ${local} = ${use(context, "text")}(payload, at, ${size});`);
    leaveIf([`${local} === undefined`, ...textConditions(plan, local, context)], context);
  } else leaveIf(spelledConditions(plan, size, context), context);
  code.line(`to = ${use(context, "putJsonText")}(payload, at, ${size}, out, to) | 0;`);
  code.block("if (to < 0)", () => {
    code.line("ascii = false;");
    code.line("to = -to;");
  });
  code.line(`at += ${size};`);
}

/** Writes code that turns a byte string into base64. */
export function transcodeBytes(plan: BytesPlan, context: TranscodeContext): void {
  const { code } = context;
  const size = stringHead(2, context);
  leaveIf(lengthConditions(size, plan.minBytes, plan.maxBytes), context);
  code.line("out[to++] = 0x22;");
  code.line(`to = ${use(context, "putBase64")}(payload, at, ${size}, out, to);`);
  context.pending = '"';
  code.line(`at += ${size};`);
}
