import type { LiteralPlan, LiteralValue } from "../../../plan/plan.ts";
import { encoded, literalAt } from "../bytes.ts";
import { type Choice, choose } from "../code.ts";
import type { Context } from "../context.ts";

/** Writes code that reads true or false. */
export function decodeBoolean(target: string, { code, leave }: Context): void {
  code.line(`${target} = payload[at] === 0xf5;`);
  code.line(`if (!${target} && payload[at] !== 0xf4) ${leave}`);
  code.line("at++;");
}

/** Writes code that reads null. */
export function decodeNull(target: string, { code, leave }: Context): void {
  code.line(`if (payload[at] !== 0xf6) ${leave}`);
  code.line(`${target} = null;`);
  code.line("at++;");
}

/** Writes code that reads one of the literals, each by its bytes. */
export function decodeLiteral(plan: LiteralPlan, target: string, context: Context): void {
  const { code, leave } = context;
  const isNext = literalAt(plan.values, context);
  const read = (value: LiteralValue): Choice => {
    const bytes = encoded(value);
    return {
      condition: isNext(bytes),
      write() {
        code.line(`${target} = ${JSON.stringify(value)};`);
        code.line(`at += ${bytes.length};`);
      },
    };
  };
  choose(code, plan.values, read, leave);
}
