import { UINT64_MAX } from "../../../cbor/integer.ts";
import type { NumberPlan, WideIntegerPlan } from "../../../plan/plan.ts";
import { type Context, use } from "../context.ts";

/** Writes code that reads a safe integer. */
export function decodeInteger(target: string, context: Context): void {
  const { code } = context;
  code.line(`${target} = payload[at];`);
  code.line(`if (${target} < 24) at++;`);
  if (context.unrolled) {
    code.block(`else if (${target} === 0x18 && at + 1 < payload.length)`, () => {
      code.line(`${target} = payload[at + 1];`);
      code.line("at += 2;");
    });
    code.block(`else if (${target} === 0x19 && at + 2 < payload.length)`, () => {
      code.line(`${target} = (payload[at + 1] << 8) | payload[at + 2];`);
      code.line("at += 3;");
    });
    code.block(`else if (${target} === 0x1a && at + 4 < payload.length)`, () => {
      code.line(`${target} = ${use(context, "uint32At")}(payload, at + 1);`);
      code.line("at += 5;");
    });
  }
  code.block("else", () => {
    code.line(`${target} = ${use(context, "integer")}(payload, at);`);
    code.line(`if (${target} !== ${target}) ${context.leave}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
}

/** Writes code that reads a finite number. */
export function decodeNumber(plan: NumberPlan, target: string, context: Context): void {
  const { code } = context;
  code.block("if (payload[at] === 0xfb && at + 8 < payload.length)", () => {
    code.line(`${target} = ${use(context, "float64At")}(payload, at + 1);`);
    code.line(`if (${target} - ${target} !== 0) ${context.leave}`);
    code.line("at += 9;");
  });
  code.block("else", () => {
    code.line(`${target} = ${use(context, "number")}(payload, at);`);
    code.line(`if (${target} !== ${target}) ${context.leave}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
  if (plan.width === 32) {
    code.line(`${target} = Math.fround(${target});`);
    code.line(`if (!Number.isFinite(${target})) ${context.leave}`);
  }
}

/** Writes code that reads an integer of 64 bits. */
export function decodeWideInteger(plan: WideIntegerPlan, target: string, context: Context): void {
  const { code } = context;
  const { least, greatest } = plan;
  const takesSmall = least <= 0n && greatest > 22n;
  if (takesSmall) {
    code.line(`if (payload[at] < 24) ${target} = ${use(context, "smallBigints")}[payload[at++]];`);
  }
  code.block(takesSmall ? "else" : "", () => {
    code.line(`${target} = ${use(context, "bigInteger")}(payload, at);`);
    const most = greatest === UINT64_MAX ? "" : ` || ${target} > ${greatest}n`;
    const range = `${target} < ${least}n${most}`;
    code.line(`if (${target} === undefined || ${range}) ${context.leave}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
}
