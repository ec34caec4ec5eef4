import type { ViewPlan } from "../../../plan/plan.ts";
import { leaveIf, use } from "../context.ts";
import { decodeView } from "../decode/views.ts";
import type { TranscodeContext } from "./context.ts";

/** The longest number in JSON, such as −1.2345678901234567e-300, with a comma. */
const MOST_NUMBER = 25;

/** Writes code that reads the base of a view as `decode` does, and puts the JSON text of what it means. */
export function transcodeView(plan: ViewPlan, depth: number, context: TranscodeContext): void {
  const { code } = context;
  const value = code.fresh("value");
  code.line(`let ${value};`);
  decodeView(plan, value, depth, context.decode);
  if (plan.view?.isNumbers) {
    leaveIf([`out.length - to < ${value}.length * ${MOST_NUMBER} + ${context.room("end - at")}`], context);
    return code.line(`to = ${use(context, "putNumbers")}(${value}, out, to) | 0;`);
  }
  const text = code.fresh("text");
  code.line(`const ${text} = JSON.stringify(${context.view(plan)}.toJson(${value}));`);
  // No bound is known of how long it is: what follows has to find the room that it was promised.
  leaveIf([`out.length - to < ${text}.length * 3 + ${context.room("end - at")}`], context);
  code.line(`to = ${use(context, "putJson")}(out, to, ${text}) | 0;`);
  code.block("if (to < 0)", () => {
    code.line("ascii = false;");
    code.line("to = -to;");
  });
}
