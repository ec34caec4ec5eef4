import type { LiteralValue } from "../../../plan/plan.ts";
import { encoded, standsAt, store } from "../bytes.ts";
import { choose } from "../code.ts";
import type { TranscodeContext } from "./context.ts";

/** Writes code that turns one of several values, each known by its bytes, into its JSON text. */
export function transcodeLiterals(values: readonly LiteralValue[], context: TranscodeContext): void {
  const { code, leave } = context;
  const transcode = (value: LiteralValue) => {
    const bytes = encoded(value);
    const text = new TextEncoder().encode(JSON.stringify(value));
    return {
      condition: standsAt(bytes, "at", context),
      write() {
        code.line(`at += ${bytes.length};`);
        if (text.some((byte) => byte > 0x7f)) code.line("ascii = false;");
        code.line(store(text, "to", context));
      },
    };
  };
  choose(code, values, transcode, leave);
}
