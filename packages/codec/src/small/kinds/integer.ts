import { CBOR } from "../../plan/kinds.ts";
import type { Kind } from "../walk/kind.ts";
import { writeHead } from "../walk/write.ts";

/** `Type.Integer`. */
export const integer: Kind = {
  $takes: (noun, side) => noun === (side === CBOR ? "integer" : "number"),
  $read: ({ $scalar }) => (Number.isSafeInteger($scalar) ? ($scalar as number) + 0 : undefined),
  $write: (parts, value) => writeHead(parts, 0, value as number),
};
