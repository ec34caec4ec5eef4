/** The two digits of each byte. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));

/** Bytes, or some of them, as lower-case digits. */
export function asHex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = "";
  for (let at = start; at < end; at++) text += DIGITS[bytes[at] as number];
  return text;
}

/** What a lower-case digit stands for, by its code. */
function nibble(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

/** The bytes of digits, of which there are an even number; dashes between bytes are passed over. */
export function fromHexText(digits: string, dashes = 0): Uint8Array {
  const bytes = new Uint8Array((digits.length - dashes) / 2);
  for (let at = 0, next = 0; at < bytes.length; at++, next += 2) {
    if (digits.charCodeAt(next) === 0x2d) next++;
    bytes[at] = nibble(digits.charCodeAt(next)) * 16 + nibble(digits.charCodeAt(next + 1));
  }
  return bytes;
}
