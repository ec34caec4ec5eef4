import { argumentAt, INDEFINITE, infoOf, MAJOR, majorOf, SIMPLE } from "../cbor/head.ts";
import { keyName } from "../cbor/key.ts";
import { afterItem, contentsOf, stringBytes } from "../cbor/read.ts";
import { createWriter } from "../cbor/write.ts";
import type { Walked } from "./walk.ts";

/** What is put in front of each text, so that a decoder which drops a leading byte order mark finds none. */
export const TEXT_PREFIX = "x";
/** What a text begins with that stands for an item which cbor-x is not given; behind it stands which of them it is. */
export const ODD_PREFIX = "?";
/** A key that no map has, since it lacks the prefix: of what is behind a tag that is kept. */
export const CONTENT = "content";

/** What cbor-x is not given, of payloads in the payload too; what stands in its place says which of them it is. */
export interface Removed {
  readonly odd: { readonly bytes: Uint8Array; readonly offset: number }[];
  /** The values of views. */
  readonly views: unknown[];
}

/**
 * Writes a walked payload anew in the form that cbor-x reads right: tags are left out (cbor-x acts on them), or
 * are maps with {@link CONTENT} where they are kept, strings are of one piece (it refuses chunks), each text
 * begins with {@link TEXT_PREFIX}, keys other than integers are their names (it takes the keys 1 and 1.0 for one), and `null`
 * stands for each hole. A view is `[undefined, its number]`, and an item of a union `[undefined, the branch, the item]`,
 * which nothing else is.
 *
 * @param removed - gets what cbor-x is not given
 */
export function rewrite(
  payload: Uint8Array,
  { holes, odd, views, kept, branches, embedded }: Omit<Walked, "faults" | "plain">,
  removed: Removed,
): Uint8Array {
  const writer = createWriter();
  const prefix = new TextEncoder().encode(TEXT_PREFIX);

  function item(offset: number): number {
    const end = afterItem(payload, offset);
    const major = majorOf(payload[offset] as number);
    const branch = branches.get(offset);
    if (branch !== undefined) {
      marked(3);
      writer.integer(branch);
    }
    if (odd.has(offset)) apart(offset);
    else if (holes.has(offset)) writer.simple(SIMPLE.null);
    else if (views.has(offset)) view(offset);
    else if (embedded.has(offset)) payloadIn(offset);
    else if (major === MAJOR.bytes) writer.bytes(stringBytes(payload, offset));
    else if (major === MAJOR.text) text(offset);
    else if (major >= MAJOR.array && major <= MAJOR.tag) container(offset, major, end);
    else writer.raw(payload.subarray(offset, end));
    return end;
  }

  function key(offset: number): number {
    const end = afterItem(payload, offset);
    const name = keyName(payload, offset);
    if (odd.has(offset)) apart(offset);
    else if (majorOf(payload[offset] as number) <= MAJOR.negative) writer.raw(payload.subarray(offset, end));
    else if (name === undefined) writer.simple(SIMPLE.null);
    else writer.text(TEXT_PREFIX + name);
    return end;
  }

  /** A text that stands for the item. */
  function apart(offset: number): void {
    const place = removed.odd.push({ bytes: payload, offset }) - 1;
    writer.text(`${ODD_PREFIX}${place}`);
  }

  /** Begins an array that is none of the payload. */
  function marked(length: number): void {
    writer.head(MAJOR.array, length);
    writer.simple(SIMPLE.undefined);
  }

  function view(offset: number): void {
    marked(2);
    writer.integer(removed.views.push(views.get(offset)) - 1);
  }

  /** What a byte string is around stands in its place. */
  function payloadIn(offset: number): void {
    const { bytes, walked } = embedded.get(offset) as { bytes: Uint8Array; walked: Walked };
    writer.raw(rewrite(bytes, walked, removed));
  }

  function text(offset: number): void {
    const bytes = stringBytes(payload, offset);
    writer.head(MAJOR.text, prefix.length + bytes.length);
    writer.raw(prefix);
    writer.raw(bytes);
  }

  function container(offset: number, major: number, end: number): void {
    const contents = contentsOf(payload, offset);
    if (infoOf(payload[offset] as number) === INDEFINITE) writer.raw(payload.subarray(offset, offset + 1));
    else if (major !== MAJOR.tag) writer.head(major, argumentAt(payload, offset));
    else if (kept.has(offset)) {
      writer.head(MAJOR.map, 1);
      writer.text(CONTENT);
    }
    let at = contents.first;
    for (let index = 0; contents.more(at); index++) {
      at = major === MAJOR.map && index % 2 === 0 ? key(at) : item(at);
    }
    if (infoOf(payload[offset] as number) === INDEFINITE) writer.raw(payload.subarray(end - 1, end));
  }

  item(0);
  return writer.finish();
}
