import type { LiteralValue } from "../../plan/plan.ts";
import { constantsOf } from "./bytes.ts";
import type { Choice } from "./code.ts";
import { type Context, use } from "./context.ts";

/**
 * The choice, behind those by their bytes, of the literals whose head is longer than it needs to be: some encoders write
 * every length in four bytes.
 *
 * @param take - writes what is done with a literal; it is given the literals that may be so, and the variable that says which
 */
export function spelledLiteral(
  values: readonly LiteralValue[],
  take: (literals: readonly LiteralValue[], which: string) => void,
  context: Context,
): Choice[] {
  const { code } = context;
  const literals = values.filter((value) => typeof value === "string" || Number.isSafeInteger(value));
  if (literals.length === 0) return [];
  const which = code.fresh("which");
  code.line(`let ${which};`);
  const find = `${use(context, "findKey")}(payload, at, ${constantsOf(literals, context)}, 0)`;
  return [
    {
      condition: `(payload[at] & 31) > 23 && (${which} = ${find}) >= 0`,
      write() {
        take(literals, which);
        code.line(`at = ${use(context, "behindHead")}(payload, at);`);
      },
    },
  ];
}
