import { skip } from "../cbor/skip.ts";

/**
 * Whether bytes seem to be one data item from the first to the last: enough to tell payloads that stand in lines from lines of
 * one. Whether it is well-formed in every part, reading it tells.
 */
export function isOneItem(bytes: Uint8Array): boolean {
  return bytes.length > 0 && skip(bytes, 0) === bytes.length;
}
