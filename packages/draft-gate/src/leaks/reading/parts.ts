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
  const text = textOf(bytes);
  yield { bytes, text };
  for (const other of unfolded(file, text)) yield { bytes: Buffer.alloc(0), text: other };
  if (!isText(bytes)) return;
  for (const embedded of embeddedIn(text)) {
    if (room.takes(embedded.length)) yield* partsAt("", embedded, depth + 1, room);
  }
}

function tooDeep(file: string, room: Room): ReturnType<typeof unpack> {
  if (file !== "") room.note(`packed more than ${deepest} times`);
  return { members: [], isWhole: false };
}
