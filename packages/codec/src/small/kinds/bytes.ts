import { JSON_FORM } from "../../plan/kinds.ts";
import { fromBase64, toBase64 } from "../walk/base64.ts";
import type { Item } from "../walk/item.ts";
import type { Kind } from "../walk/kind.ts";
import type { Walk } from "../walk/task.ts";
import { writeString } from "../walk/write.ts";

/** `Bytes`. Its bounds are a part of its type: one of another length is not read. */
export const bytes: Kind = {
  $takes: (noun, side) => noun === (side === JSON_FORM ? "text" : "bytes"),
  $read(item, { sized }, walk) {
    const value = bytesOf(item, walk);
    return value && sized?.(value.length) !== false ? value : undefined;
  },
  $write: (parts, value) => writeString(parts, 2, value as Uint8Array),
  $json: (value) => toBase64(value as Uint8Array),
  $length: (item, walk) => bytesOf(item, walk)?.length,
  // In JSON, three bytes are four characters.
  $weight: 1 / 2,
};

/** The bytes of an item that is taken; `undefined` for a text that is no base64. */
function bytesOf({ $scalar }: Item, { $side }: Walk): Uint8Array | undefined {
  return $side === JSON_FORM ? fromBase64($scalar as string) : ($scalar as Uint8Array);
}
