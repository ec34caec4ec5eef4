/** Standard base64 of bytes, without a copy. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}

/**
 * The bytes of a base64 text that stands where bytes will.
 *
 * @param text - typed as what it is about to become
 */
export function fromBase64(text: Uint8Array): Uint8Array<ArrayBuffer> {
  return Buffer.from(text as unknown as string, "base64");
}
