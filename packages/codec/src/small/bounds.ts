/**
 * What bounds ask for that no expression says in few words.
 *
 * @module
 */
import { isBytes } from "../json/kinds.ts";
import { toBase64 } from "./walk/base64.ts";

export { isMultiple } from "../json/constraints.ts";

/** Whether no two items are alike. Where one was refused, undefined stands for it, and that is told already. */
export function isUnique(values: readonly unknown[]): boolean {
  const seen = new Set(values.map((value) => (isBytes(value) ? toBase64(value) : value)));
  return seen.size === values.length || seen.has(undefined);
}
