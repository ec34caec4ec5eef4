/**
 * The two ways in which people write bytes.
 *
 * @module
 */

/** Reads hex with or without spaces, line breaks and `0x`; `undefined` when it is something else. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\b0x/gi, "").replace(/\s+/g, "");
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return new Uint8Array(Buffer.from(digits, "hex"));
}

/** Writes bytes as hex. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** Reads standard base64 with padding (RFC 4648 §4), line breaks allowed; `undefined` when it is something else. */
export function fromBase64(text: string): Uint8Array | undefined {
  const symbols = text.replace(/\s+/g, "");
  const bytes = Buffer.from(symbols, "base64");
  return bytes.toString("base64") === symbols ? new Uint8Array(bytes) : undefined;
}

/** Says what keeps a text from being hex, without showing it. */
export function whyNotHex(text: string): string {
  const stripped = text.replace(/\b0x/gi, (prefix) => " ".repeat(prefix.length));
  const wrong = stripped.search(/[^0-9a-f\s]/i);
  if (wrong >= 0) return `character ${wrong + 1} is no hex digit`;
  return "an odd number of hex digits";
}
