import type { Case } from "./case.ts";
import { longItems } from "./long-items.ts";

/** What a message is about to whoever counts its time: by its longest text or byte string. */
export const groups = {
  short: "texts and bytes of up to 256 B",
  bytes: "bytes of up to 4 KiB",
  "long-bytes": "longer bytes",
  "long-texts": "longer texts",
} as const;

/** One of the {@link groups}. */
export type Group = keyof typeof groups;

const FOUR_KIB = 4096;

/** The group of a message. */
export function groupOf({ message, value }: Case): Group {
  const [longest] = longItems(message.encode(value)).toSorted(
    (one, other) => other.end - other.start - (one.end - one.start),
  );
  if (longest === undefined) return "short";
  if (longest.isText) return "long-texts";
  return longest.end - longest.start > FOUR_KIB ? "long-bytes" : "bytes";
}
