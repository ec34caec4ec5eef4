import type { LiteralValue } from "../../../plan/plan.ts";
import { encoded, literalAt, store } from "../bytes.ts";
import { type Choice, choose } from "../code.ts";
import type { TranscodeContext } from "./context.ts";

/** Writes code that turns one of several values, each known by its bytes, into its JSON text. */
export function transcodeLiterals(values: readonly LiteralValue[], context: TranscodeContext): void {
  const { code, leave } = context;
  const isAscii = (text: Uint8Array) => text.every((byte) => byte <= 0x7f);
  const isNext = literalAt(values, context);
  const transcode = (value: LiteralValue): Choice => {
    const bytes = encoded(value);
    const text = textOf(value);
    return {
      condition: isNext(bytes),
      write() {
        code.line(`at += ${bytes.length};`);
        if (!isAscii(text)) code.line("ascii = false;");
        code.line(store(text, "to", context));
      },
    };
  };
  choose(code, values, transcode, leave);
}

function textOf(value: LiteralValue): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
