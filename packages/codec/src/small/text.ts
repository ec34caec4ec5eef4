import { toBase64 } from "./base64.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Stands for bytes that are no UTF-8: a lone surrogate, which no text holds. */
export const UNREADABLE = "\ud800";

/** A text as UTF-8. */
export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of bytes, or {@link UNREADABLE}. What a decoder cannot read it replaces, and that is written otherwise. */
export function fromUtf8(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes("\ufffd") && toBase64(toUtf8(text)) !== toBase64(bytes) ? UNREADABLE : text;
}
