import { leaveIf, levelsLeft, use } from "../context.ts";
import type { EncodeContext } from "./context.ts";
import { makeRoom } from "./room.ts";

/**
 * Writes code that writes what no schema describes.
 *
 * @param helper - what writes it: a value, or the parts that a list says
 */
export function encodeAny(
  helper: "putAny" | "putParts",
  source: string,
  depth: number,
  context: EncodeContext,
): void {
  const { code, limits } = context;
  const writer = code.fresh("writer");
  code.line(`const ${writer} = { out, items, most: ${limits.items}, end: start + ${limits.bytes} };`);
  code.line(`at = ${use(context, helper)}(${writer}, at, ${source}, ${levelsLeft(depth, context)}) | 0;`);
  leaveIf(["at < 0"], context);
  code.line(`out = ${writer}.out;`);
  makeRoom(0, context);
  code.line(`items = ${writer}.items;`);
}
