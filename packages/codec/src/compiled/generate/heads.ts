import { MAJOR } from "../../cbor/head.ts";
import type { TaggedPlan } from "../../plan/plan.ts";
import { encoded, standsAt } from "./bytes.ts";
import { type Context, use } from "./context.ts";

/**
 * Writes code that passes the head of an array, a map or a tag.
 *
 * @param argument - the only argument to accept; without, the code reads it
 * @returns the variable that holds the argument: −1 for an indefinite length
 */
export function head(major: number, argument: number | undefined, context: Context): string {
  const { code } = context;
  if (argument !== undefined) {
    const bytes = headBytes(major, argument);
    code.line(`if (${standsAt(bytes, "at", context)}) at += ${bytes.length};`);
    code.line(`else if (${use(context, "count")}(payload, at, ${major}) !== ${argument}) ${context.leave}`);
    code.line(`else at += ${use(context, "heads")}[payload[at] & 31];`);
    return String(argument);
  }
  const rounds = code.fresh("rounds");
  code.line(`let ${rounds} = payload[at] - 0x${(major << 5).toString(16)};`);
  code.line(`if (${rounds} >= 0 && ${rounds} < 24) at++;`);
  code.block("else", () => {
    code.line(`${rounds} = ${use(context, "count")}(payload, at, ${major}) | 0;`);
    code.line(`if (${rounds} === -2) ${context.leave}`);
    code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
  });
  return rounds;
}

/** Writes code that passes a tag, if it may be left out only where it stands. */
export function tagHead({ tag, optional }: TaggedPlan, context: Context): void {
  const { code } = context;
  if (optional === undefined) {
    head(MAJOR.tag, tag, context);
    return code.line("items++;");
  }
  const bytes = headBytes(MAJOR.tag, tag);
  code.block(`if (${standsAt(bytes, "at", context)})`, () => {
    code.line(`at += ${bytes.length};`);
    code.line("items++;");
  });
}

/** A head with the shortest argument. */
export function headBytes(major: number, argument: number): Uint8Array {
  const bytes = encoded(argument);
  bytes[0] = (bytes[0] as number) | (major << 5);
  return bytes;
}
