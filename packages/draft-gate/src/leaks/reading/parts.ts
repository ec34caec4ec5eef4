import { type Room, roomFor } from "./bounds.ts";
import { embeddedIn } from "./embedded.ts";
import { unfolded } from "./folded.ts";
import { isText, textOf } from "./text-of.ts";
import { unpack } from "./unpack.ts";

/** The bytes of a file, or of what is packed or embedded in it, and what they say: all of a text, of other bytes the texts among them. */
export interface Part {
  readonly bytes: Buffer;
  readonly text: string;
}

/** How often something can be packed in something else. */
const deepest = 8;

/**
 * A file, what it packs, and what stands in it as base64: bundlers embed small files, and source maps, so.
 *
 * @param note - told, in a few words, why a part of the file was not read
 */
export function* partsOf(
  file: string,
  content: Buffer,
  note: (reason: string) => void,
  room = roomFor(note),
): Generator<Part> {
  yield* partsAt(file, content, 0, room);
}

function* partsAt(file: string, bytes: Buffer, depth: number, room: Room): Generator<Part> {
  const { members, isWhole } = depth < deepest ? unpack(file, bytes, room) : tooDeep(file, room);
  for (const { name, content } of members) yield* partsAt(name, content, depth + 1, room);
  // What was unpacked altogether says nothing by itself.
  if (isWhole) return;
  const isAllText = isText(bytes);
  for (const piece of piecesOf(bytes)) {
    const text = textOf(piece);
    yield { bytes: piece === bytes ? bytes : nothing, text };
    for (const other of unfolded(file, text)) yield { bytes: nothing, text: other };
    for (const embedded of isAllText ? embeddedIn(text) : []) {
      if (room.takes(embedded.length)) yield* partsAt("", embedded, depth + 1, room);
    }
  }
  if (bytes.length > largest) yield { bytes, text: "" };
}

const nothing = Buffer.alloc(0);
/** More than this is no text at once for Node.js; even, as letters of two bytes are. */
const largest = 128 * 1024 * 1024;
const overlap = 64 * 1024;

/** All of what is not too large, and else pieces that overlap. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  if (bytes.length <= largest) return yield bytes;
  for (let from = 0; from < bytes.length; from += largest - overlap)
    yield bytes.subarray(from, from + largest);
}

function tooDeep(file: string, room: Room): ReturnType<typeof unpack> {
  if (file !== "") room.note(`packed more than ${deepest} times`);
  return { members: [], isWhole: false };
}
