const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** A text as UTF-8. */
export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of bytes, unless they are no UTF-8. What a decoder cannot read it replaces, and that is written otherwise. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  const text = decoder.decode(bytes);
  const isOther = text.includes("\ufffd") && toUtf8(text).some((byte, index) => byte !== bytes[index]);
  return isOther ? undefined : text;
}
