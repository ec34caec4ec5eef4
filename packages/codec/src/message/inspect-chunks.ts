import { stretchesOf, stringBytes } from "../cbor/read.ts";

/** Bytes that are read as one, and where each of them stands in the payload. */
export interface Stretch {
  readonly bytes: Uint8Array;
  place(at: number): number;
}

/** What the chunks of the byte string at `offset` hold. */
export function joinChunks({ bytes, place }: Stretch, offset: number): Stretch {
  const joined = stringBytes(bytes, offset);
  // One by one: to look a byte up among many chunks would take as long as there are chunks, for each item.
  const places = new Uint32Array(joined.length);
  let size = 0;
  for (const [start, end] of stretchesOf(bytes, offset)) {
    for (let at = start; at < end; at++) places[size++] = place(at);
  }
  return { bytes: joined, place: (at) => places[at] as number };
}
