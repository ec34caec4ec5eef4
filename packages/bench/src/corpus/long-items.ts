import { type Item, readItems } from "./items.ts";

/** What is longer than this is dear by its length, and not by what is around it. */
const LONG = 256;

/** A long text or byte string in a payload. */
export interface LongItem {
  readonly isText: boolean;
  /** Where its content begins, without the head. */
  readonly start: number;
  readonly end: number;
}

/** The texts and byte strings that are long. */
export function longItems(payload: Uint8Array): LongItem[] {
  return strings(readItems(payload)).filter(({ start, end }) => end - start > LONG);
}

function strings({ major, argument, offset, bytes, inside }: Item): LongItem[] {
  if (major !== 2 && major !== 3) return inside.flatMap(strings);
  const end = offset + bytes.length;
  return [{ isText: major === 3, start: end - argument, end }];
}
