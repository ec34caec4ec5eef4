import { leaveIf, levelsLeft, use } from "../context.ts";
import { flush, type TranscodeContext } from "./context.ts";

/** Writes code that turns whatever comes into text. */
export function transcodeAny(depth: number, context: TranscodeContext): void {
  const { code } = context;
  flush(context);
  code.line("cursor.at = at;");
  code.line(
    `to = ${use(context, "putJsonItem")}(payload, cursor, ${levelsLeft(depth, context)}, out, to) | 0;`,
  );
  leaveIf(["to === 0"], context);
  code.line("if (!cursor.isAscii) ascii = false;");
  code.line("at = cursor.at;");
}
