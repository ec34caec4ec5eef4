import { JSON_FORM } from "../../plan/kinds.ts";
import { fromBase64, toBase64 } from "../walk/base64.ts";
import type { Kind } from "../walk/kind.ts";
import { writeString } from "../walk/write.ts";

/** `Bytes`. Its bounds are a part of its type: one of another length is told as another one. */
export const bytes: Kind = {
  $takes: (noun, side) => noun === (side === JSON_FORM ? "text" : "bytes"),
  $read({ $scalar }, { fits }, { $side }) {
    const value = $side === JSON_FORM ? fromBase64($scalar as string) : $scalar;
    return value && fits?.(value, 0) !== false ? value : undefined;
  },
  $write: (parts, value) => writeString(parts, 2, value as Uint8Array),
  $json: (value) => toBase64(value as Uint8Array),
};
