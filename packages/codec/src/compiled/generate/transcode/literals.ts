import type { LiteralValue } from "../../../plan/plan.ts";
import { constantOf, encoded, standsAt, store } from "../bytes.ts";
import { type Choice, choose } from "../code.ts";
import { use } from "../context.ts";
import { spelledLiteral } from "../spelled.ts";
import type { TranscodeContext } from "./context.ts";

/** Writes code that turns one of several values, each known by its bytes, into its JSON text. */
export function transcodeLiterals(values: readonly LiteralValue[], context: TranscodeContext): void {
  const { code, leave } = context;
  const isAscii = (text: Uint8Array) => text.every((byte) => byte <= 0x7f);
  const transcode = (value: LiteralValue): Choice => {
    const bytes = encoded(value);
    const text = textOf(value);
    return {
      condition: standsAt(bytes, "at", context),
      write() {
        code.line(`at += ${bytes.length};`);
        if (!isAscii(text)) code.line("ascii = false;");
        code.line(store(text, "to", context));
      },
    };
  };
  const take = (literals: readonly LiteralValue[], which: string) => {
    const texts = literals.map(textOf);
    const all = context.constant("TEXTS", `[${texts.map((text) => constantOf(text, context)).join(", ")}]`);
    if (!texts.every(isAscii)) code.line("ascii = false;");
    code.line(`to = ${use(context, "putBytes")}(out, to, ${all}[${which}]) | 0;`);
  };
  choose(code, [...values.map(transcode), ...spelledLiteral(values, take, context)], (one) => one, leave);
}

function textOf(value: LiteralValue): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
