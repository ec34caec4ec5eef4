import type { Input } from "./protocol.ts";

/** What somebody pasted, or why it is nothing that can be read. */
export type Pasted = { readonly input: Input; readonly form: "hex" | "base64" | "json" } | Unreadable;

/** Why a text is no payload, and where. */
export type Unreadable =
  | { readonly problem: "empty" }
  | { readonly problem: "half-byte" | "unknown"; readonly at: number };

/** Tells hexadecimal, base64 and JSON apart, and reads them. Spaces, line breaks, `0x`, `:` and `,` between bytes are fine. */
export function readPasted(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed === "") return { problem: "empty" };
  if (/^[{["]/.test(trimmed)) return { input: { kind: "json", text: trimmed }, form: "json" };
  const digits = trimmed.replaceAll(/0x|[\s:,;]+/gi, "").replace(/^h?'|'$/g, "");
  if (/^[0-9a-f]*$/i.test(digits)) {
    if (digits.length % 2 === 1) return { problem: "half-byte", at: (digits.length - 1) / 2 };
    return { input: { kind: "bytes", bytes: fromHex(digits) }, form: "hex" };
  }
  const bytes = fromBase64(trimmed.replaceAll(/\s+/g, ""));
  if (bytes !== undefined) return { input: { kind: "bytes", bytes }, form: "base64" };
  return { problem: "unknown", at: text.search(/[^0-9a-fx\s:,;']/i) };
}

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

/** Bytes from base64 in either alphabet, with or without padding. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[\w+/-]+={0,2}$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, ""));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Bytes as base64 for an address: no padding, nothing to be escaped. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
