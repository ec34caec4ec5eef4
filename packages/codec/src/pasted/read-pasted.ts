import { fromBase64 } from "./base64.ts";
import { fromHex, fromNumbers } from "./hex.ts";

/** What bytes are written in. */
export type PastedForm = "decimal numbers" | "hex" | "base64";

/** Bytes, and what their text was taken for. */
export interface Pasted {
  readonly bytes: Uint8Array;
  readonly form: PastedForm;
}

/**
 * Finds out how bytes are written: a list of decimal numbers, hex as people have it, base64 in either alphabet, in this order;
 * `undefined` when a text is none of them.
 */
export function readPasted(text: string): Pasted | undefined {
  const numbers = fromNumbers(text);
  if (numbers !== undefined) return { bytes: numbers, form: "decimal numbers" };
  const hex = fromHex(text);
  if (hex !== undefined) return { bytes: hex, form: "hex" };
  const base64 = fromBase64(text);
  return base64 && { bytes: base64, form: "base64" };
}
