import type { GlyphMap } from "./pdf-fonts.ts";

/** What stands in a stream: a literal string, one in hexadecimal, a distance between two of a line, what ends a line. */
const tokens =
  /\(((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*)\)|<([0-9a-f\s]+)>|(-\d+(?:\.\d+)?)(?=[\s<(\]])|\b(?:T[dDm*]|ET)\b|['"]|\/[A-Za-z]+/gi;
/** So far apart, in thousandths of a letter's height, are words. */
const betweenWords = -150;

/**
 * The strings of a stream, as a font has their letters, those of one line in one piece.
 *
 * @see ISO 32000-1, sections 7.3.4 (strings), 9.4.3 (text-showing operators)
 */
export function shownText(stream: string, font?: GlyphMap): string {
  let text = "";
  for (const [, literal, hex, distance] of stream.matchAll(tokens)) {
    if (literal !== undefined) text += lettersOf(literalBytes(literal), font);
    else if (hex !== undefined) text += lettersOf(hexBytes(hex), font);
    else if (distance === undefined) text += text === "" || text.endsWith("\n") ? "" : "\n";
    else if (Number(distance) <= betweenWords) text += " ";
  }
  return text.trim();
}

/** A string that is no text of a font has its letters in one byte each, or in UTF-16 behind a mark. */
function lettersOf(bytes: Buffer, font: GlyphMap | undefined): string {
  if (font) {
    const codes = bytes.toString("hex").match(new RegExp(`.{${font.digits}}`, "g")) ?? [];
    return codes.map((code) => font.letters.get(code) ?? " ").join("");
  }
  const isWide = bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0;
  return isWide ? Buffer.from(bytes.subarray(2)).swap16().toString("utf16le") : bytes.toString("latin1");
}

function hexBytes(hex: string): Buffer {
  const digits = hex.replace(/\s/g, "");
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex");
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function literalBytes(literal: string): Buffer {
  const text = literal.replace(/\\(?:([0-7]{1,3})|\r?\n|([\s\S]))/g, (_, octal?: string, one?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return one === undefined ? "" : (escapes[one] ?? one);
  });
  return Buffer.from(text, "latin1");
}
