import { inflateSync } from "node:zlib";
import { inflated, type Room } from "./bounds.ts";
import { type GlyphMap, glyphMap } from "./pdf-fonts.ts";
import { shownText } from "./pdf-strings.ts";

/** Fonts of one document whose letters are tried; more, and it is no document of text. */
const mostFonts = 64;

/**
 * What a PDF says: its streams, unpacked (objects, metadata, and where links lead to, stand in them in plain), and the
 * texts that its pages show, as far as fonts tell letters. An encrypted one is noted.
 *
 * @see ISO 32000-1, sections 7.3.8 (streams), 7.4.4 (Flate), 9.4.3 (text), 9.10.3 (ToUnicode)
 */
export function* pdfTexts(bytes: Buffer, room: Room): Generator<Buffer> {
  const file = bytes.toString("latin1");
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(file)) room.note("is an encrypted PDF, whose texts cannot be read");
  const streams = [...streamsOf(bytes, file, room)];
  const fonts = streams.flatMap((stream) => glyphMap(stream) ?? []).slice(0, mostFonts);
  // What is not packed can show text as well, and has the titles and addresses outside of streams.
  for (const stream of [file, ...streams]) {
    if (stream !== file) yield Buffer.from(stream, "latin1");
    for (const text of textsOf(stream, fonts)) yield Buffer.from(text, "utf8");
  }
}

function textsOf(stream: string, fonts: readonly GlyphMap[]): Set<string> {
  // Which font shows which text is told far from here; the wrong ones make no words.
  return new Set([undefined, ...fonts].map((font) => shownText(stream, font)).filter((text) => text !== ""));
}

function* streamsOf(bytes: Buffer, file: string, room: Room): Generator<string> {
  for (const match of file.matchAll(/\bstream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = file.indexOf("endstream", start);
    const dictionary = file.slice(Math.max(0, file.lastIndexOf("obj", match.index)), match.index);
    if (end < 0 || !/\/(FlateDecode|Fl)\b/.test(dictionary)) continue;
    const options = { maxOutputLength: Math.max(room.left, 1), finishFlush: 2 };
    const content = inflated(() => inflateSync(bytes.subarray(start, end), options), room);
    if (content && !/\/Subtype\s*\/Image\b/.test(dictionary)) yield content.toString("latin1");
  }
}
