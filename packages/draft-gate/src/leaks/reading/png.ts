import { inflateSync } from "node:zlib";
import { inflated, type Room } from "./bounds.ts";

/**
 * The texts of a PNG that are packed in it; the others can be read as they stand.
 *
 * @see PNG (third edition), sections 11.3.3.3 and 11.3.3.4: zTXt, iTXt
 */
export function* pngTexts(bytes: Buffer, room: Room): Generator<Buffer> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    const packed = type === "zTXt" || type === "iTXt" ? afterKeyword(type, data) : undefined;
    const text =
      packed && inflated(() => inflateSync(packed, { maxOutputLength: Math.max(room.left, 1) }), room);
    if (text) yield text;
    at += length + 12;
  }
}

/** What is packed of a chunk: behind its keyword, and in an iTXt chunk behind a language and a translated keyword. */
function afterKeyword(type: "zTXt" | "iTXt", data: Buffer): Buffer | undefined {
  const keyword = data.indexOf(0);
  if (keyword < 0) return undefined;
  if (type === "zTXt") return data.subarray(keyword + 2);
  if (data[keyword + 1] !== 1) return undefined;
  const translated = data.indexOf(0, data.indexOf(0, keyword + 3) + 1);
  return translated < 0 ? undefined : data.subarray(translated + 1);
}
