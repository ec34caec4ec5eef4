import type { EmbeddedPlan } from "../../../plan/plan.ts";
import { type Context, leaveIf } from "../context.ts";
import { stringHead } from "./strings.ts";

/** What is written for the item in a byte string, and for no bytes at all. */
interface Inside {
  item(): void;
  empty(): void;
}

/** Writes code that reads the item in a byte string where it stands: it has to end where the string does. */
export function decodeEmbedded({ zeroLengthMap }: EmbeddedPlan, context: Context, inside: Inside): void {
  const { code } = context;
  const size = stringHead(2, context);
  const behind = code.fresh("behind");
  code.line(`const ${behind} = at + ${size};`);
  code.line("items++;");
  const item = () => {
    inside.item();
    leaveIf([`at !== ${behind}`], context);
  };
  if (!zeroLengthMap) return item();
  code.block(`if (${size} === 0)`, inside.empty);
  code.block("else", item);
}
