/**
 * Reads base64 in either alphabet (RFC 4648 §4 and §5), padded or not, broken into lines or not; `undefined` when it is
 * something else, such as two words.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc4648.html#section-4 | RFC 4648 §4}
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const symbols = text.trim().replace(/\r?\n/g, "");
  const unpadded = symbols.replace(/={1,2}$/, "");
  if (symbols.length !== unpadded.length && symbols.length % 4 !== 0) return undefined;
  const isMixed = /[-_]/.test(unpadded) && /[+/]/.test(unpadded);
  if (!/^[\w+/-]*$/.test(unpadded) || unpadded.length % 4 === 1 || isMixed) return undefined;
  const standard = unpadded.replaceAll("-", "+").replaceAll("_", "/");
  const binary = atob(standard);
  // Bits behind the last byte are 0, or it is another text that means the same.
  if (btoa(binary).replace(/=+$/, "") !== standard) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
