/**
 * Standard base64 by what browsers have for it. That of `cbor/base64.ts`, which does without, would take 326 B more.
 *
 * @module
 */

/** Writes bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}

/** Reads base64, or answers `undefined` for anything that {@link toBase64} would not have written. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
