import type { BytesPlan, TextPlan } from "../../../plan/plan.ts";
import { lengthConditions, textConditions } from "../bounds.ts";
import { type Context, leaveIf, use } from "../context.ts";
import { bytePattern } from "../pattern.ts";
import type { DecodeContext } from "./context.ts";

/** Writes code that reads the head of a definite string into a new variable, and answers its name. */
export function stringHead(major: number, context: Context): string {
  const { code } = context;
  const size = code.fresh("size");
  code.line(`let ${size} = payload[at] - 0x${(major << 5).toString(16)};`);
  code.line(`if (${size} >= 0 && ${size} < 24) at++;`);
  code.block("else", () => {
    code.line(`${size} = ${use(context, "stringLength")}(payload, at, ${major}) | 0;`);
    code.line(`if (${size} < 0) ${context.leave}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
  code.line(`if (!(at + ${size} <= end)) ${context.leave}`);
  return size;
}

/** Writes code that reads a text. */
export function decodeText(plan: TextPlan, target: string, context: Context): void {
  const { code } = context;
  const size = stringHead(3, context);
  const matches = bytePattern(plan.pattern, context);
  if (matches !== undefined) leaveIf([`!${matches}(payload, at, at + ${size})`], context);
  code.line(`if (${size} === 0) ${target} = "";`);
  code.block("else", () => {
    const read = `${target} = ${use(context, "text")}(payload, at, ${size});`;
    if (!context.cutsTexts) code.line(read);
    else {
      code.block(`if (${use(context, "isCut")}(payload, at, ${size}))`, () => {
        code.line(`latin1 ??= ${use(context, "latin1Of")}(payload); // to cut texts from`);
        code.line(`${target} = latin1.substring(at, at + ${size});`);
      });
      code.line(`else ${read}`);
    }
    code.line(`if (${target} === undefined) ${context.leave}`);
    code.line(`at += ${size};`);
  });
  const { pattern: _, ...others } = plan;
  leaveIf(textConditions(matches === undefined ? plan : others, target, context), context);
}

/** Writes code that reads a byte string. */
export function decodeBytes(plan: BytesPlan, target: string, context: DecodeContext): void {
  const { code } = context;
  const size = stringHead(2, context);
  leaveIf(lengthConditions(size, plan.minBytes, plan.maxBytes), context);
  if (context.borrows) {
    code.line(`${target} = new Uint8Array(payload.buffer, payload.byteOffset + at, ${size});`);
    return code.line(`at += ${size};`);
  }
  const small = `${use(context, "smallBytes")}(payload, at, ${size})`;
  code.line(`if (${size} <= 24) ${target} = ${small};`);
  code.line(`else ${target} = new Uint8Array((own ??= ${use(context, "copyOf")}(payload)), at, ${size});`);
  code.line(`at += ${size};`);
}
