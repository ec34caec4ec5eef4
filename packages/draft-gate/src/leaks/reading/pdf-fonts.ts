/** What the glyphs of one font stand for, by their codes in hexadecimal, all of one length. */
export interface GlyphMap {
  readonly digits: number;
  readonly letters: ReadonlyMap<string, string>;
}

/** Letters of one range: more, and it is no text. */
const mostLetters = 65_536;

/**
 * What a stream that maps glyphs to letters says; nothing of any other stream.
 *
 * @see ISO 32000-1, section 9.10.3
 */
export function glyphMap(stream: string): GlyphMap | undefined {
  if (!/\bbeginbf(char|range)\b/.test(stream)) return undefined;
  const letters = new Map<string, string>();
  for (const [, block = ""] of stream.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = "", letter = ""] of block.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f\s]*)>/gi)) {
      letters.set(code.toLowerCase(), utf16(letter));
    }
  }
  for (const [, block = ""] of stream.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = /<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]+)>|\[([^\]]*)\])/gi;
    for (const [, first = "", last = "", from, listed = ""] of block.matchAll(ranges)) {
      const list = [...listed.matchAll(/<([0-9a-f]+)>/gi)].map(([, letter = ""]) => utf16(letter));
      addRange(letters, first, last, (offset) => (from === undefined ? list[offset] : shifted(from, offset)));
    }
  }
  const [code = ""] = letters.keys();
  return code === "" ? undefined : { digits: code.length, letters };
}

function addRange(
  letters: Map<string, string>,
  first: string,
  last: string,
  letterAt: (offset: number) => string | undefined,
): void {
  const start = Number.parseInt(first, 16);
  const count = Number.parseInt(last, 16) - start;
  for (let offset = 0; offset <= count && letters.size < mostLetters; offset++) {
    const letter = letterAt(offset);
    if (letter !== undefined) letters.set((start + offset).toString(16).padStart(first.length, "0"), letter);
  }
}

function shifted(from: string, offset: number): string {
  return utf16((Number.parseInt(from, 16) + offset).toString(16).padStart(from.length, "0"));
}

function utf16(hex: string): string {
  const digits = hex.replace(/\s/g, "");
  const bytes = Buffer.from(digits.padStart(Math.max(4, digits.length + (digits.length % 2)), "0"), "hex");
  return bytes.length % 2 === 0 ? bytes.swap16().toString("utf16le") : "";
}
