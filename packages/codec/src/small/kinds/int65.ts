import { CBOR } from "../../plan/kinds.ts";
import type { Kind } from "../walk/kind.ts";
import { writeHead } from "../walk/write.ts";

/** All integers of major types 0 and 1: they are the base of a view, which has a form of its own in JSON. */
export const int65: Kind = {
  $takes: (noun, side) => noun === (side === CBOR ? "integer" : "bigint"),
  $read: ({ $scalar }) => BigInt($scalar as number | bigint),
  $write: (parts, value) => writeHead(parts, 0, value as bigint),
};
