import type { BytesPlan, TextPlan } from "../../../plan/plan.ts";
import { lengthConditions, textConditions } from "../bounds.ts";
import { leaveIf, use } from "../context.ts";
import { bytePattern } from "../pattern.ts";
import { type EncodeContext, isTooLong } from "./context.ts";
import { makeRoom } from "./room.ts";

/** Writes code that writes a text. */
export function encodeText(plan: TextPlan, source: string, context: EncodeContext): void {
  const tooLong = isTooLong(`${source}.length`, context);
  leaveIf([`typeof ${source} !== "string"`, tooLong, ...textConditions(plan, source, context)], context);
  makeRoom(`${source}.length * 3`, context);
  context.code.line(`at = ${use(context, "putText")}(out, at, ${source}) | 0;`);
  const matches = bytePattern(plan.pattern, context);
  // As many bytes as the text has characters: all of it, unless it has others than ASCII, which no such pattern takes.
  const unlike = matches === undefined ? [] : [`!${matches}(out, at - ${source}.length, at)`];
  leaveIf(["at < 0", ...unlike], context);
}

/** Writes code that writes a byte string. */
export function encodeBytes(plan: BytesPlan, source: string, context: EncodeContext): void {
  const { code } = context;
  const length = `${source}.length`;
  // One that has lost its memory is as long as an empty one.
  const gone = plan.minBytes ? [] : [`${length} === 0 && !${use(context, "isThere")}(${source})`];
  leaveIf(
    [
      `!(${source} instanceof Uint8Array)`,
      ...gone,
      isTooLong(length, context),
      ...lengthConditions(length, plan.minBytes, plan.maxBytes),
    ],
    context,
  );
  makeRoom(length, context);
  code.line(`at = ${use(context, "putHead")}(out, at, 2, ${length}) | 0;`);
  code.line(`out.set(${source}, at);`);
  code.line(`at += ${length};`);
}
