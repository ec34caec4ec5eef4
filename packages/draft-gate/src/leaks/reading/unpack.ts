import { brotliDecompressSync, constants, gunzipSync } from "node:zlib";
import { inflated, type Room } from "./bounds.ts";
import type { Member } from "./member.ts";
import { pdfTexts } from "./pdf.ts";
import { pngTexts } from "./png.ts";
import { unzip } from "./unzip.ts";

/** What a file packs, and whether that is all of it, so that the file itself need not be read. */
export interface Unpacked {
  readonly members: Iterable<Member>;
  readonly isWhole: boolean;
}

/** What only programs unpack that are not at hand, by how it begins. */
const others: readonly [name: string, beginning: string][] = [
  ["7-Zip", "377abcaf271c"],
  ["RAR", "526172211a07"],
  ["XZ", "fd377a585a00"],
  ["bzip2", "425a68"],
  ["Zstandard", "28b52ffd"],
];

/**
 * What a file packs: gzip, brotli, zip and the many formats that are zip (documents, books, programs), PDF, PNG. What its
 * content does not bear out, its name does not make it.
 */
export function unpack(file: string, bytes: Buffer, room: Room): Unpacked {
  const begins = (hex: string) => bytes.subarray(0, hex.length / 2).toString("hex") === hex;
  if (begins("1f8b"))
    return packed(
      file,
      inflated(() => gunzipSync(bytes, gzipOptions(room)), room),
    );
  if (/\.br$/i.test(file))
    return packed(
      file,
      inflated(() => brotliDecompressSync(bytes, brotliOptions(room)), room),
    );
  if (begins("504b0304")) return { members: unzip(bytes, room), isWhole: false };
  if (begins("25504446")) return { members: named(pdfTexts(bytes, room)), isWhole: false };
  if (begins("89504e47")) return { members: named(pngTexts(bytes, room)), isWhole: false };
  const other = others.find(([, beginning]) => begins(beginning));
  if (other) room.note(`is packed by ${other[0]}, which is not unpacked`);
  return { members: [], isWhole: false };
}

function packed(file: string, content: Buffer | undefined): Unpacked {
  if (content === undefined) return { members: [], isWhole: false };
  return {
    members: [{ name: file.replace(/\.(gz|br)$/i, "").replace(/\.tgz$/i, ".tar"), content }],
    isWhole: true,
  };
}

function* named(contents: Iterable<Buffer>): Generator<Member> {
  for (const content of contents) yield { name: "", content };
}

/** Of what is cut off, as much as there is. */
function gzipOptions({ left }: Room) {
  return { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(left, 1) };
}

function brotliOptions({ left }: Room) {
  return { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: Math.max(left, 1) };
}
