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
  const isOther = text.includes("\ufffd") && toUtf8(text).some((byte, index) => byte !== bytes[index]);
  return isOther ? UNREADABLE : text;
}
