/** Bytes from hexadecimal digits. */
export function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = 16 * digitAt(digits, at * 2) + digitAt(digits, at * 2 + 1);
  return bytes;
}

/** Without a text for each digit: there may be two million of them. */
function digitAt(digits: string, at: number): number {
  const code = digits.charCodeAt(at);
  return code <= 0x39 ? code - 0x30 : (code & 0x1f) + 9;
}

/** Bytes as base64 for an address: no padding, nothing to be escaped. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
