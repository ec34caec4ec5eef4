/**
 * Standard base64 by what browsers have for it.
 *
 * @module
 */

/** So many arguments fit into one call. */
const AT_ONCE = 4096;

/** Writes bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let characters = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    characters += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  }
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
