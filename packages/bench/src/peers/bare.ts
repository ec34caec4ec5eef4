import { longItems } from "../corpus/long-items.ts";
import { type Peer, plain } from "./peer.ts";

/** Methods of Buffer that its types do not tell. */
interface Native extends Buffer {
  utf8Slice(start: number, end: number): string;
  utf8Write(text: string, offset: number): number;
  base64Slice(start: number, end: number): string;
}

/**
 * The least that anybody does: the long byte strings are copied, the long texts go through the native call, and nothing
 * else is looked at.
 */
export const bare: Omit<Peer, "name"> = {
  prepare({ message, value }) {
    const payload = message.encode(value);
    const items = longItems(payload);
    if (items.length === 0) return undefined;
    const parts = items.map(({ isText, start, end }) => {
      const bytes = payload.slice(start, end);
      return isText ? Buffer.from(bytes).toString("utf8") : bytes;
    });
    const room = Buffer.alloc(payload.length) as Native;
    return {
      payload,
      value: parts,
      decode: (given) =>
        items.map(({ isText, start, end }) =>
          isText
            ? (given as Native).utf8Slice(start, end)
            : Uint8Array.prototype.slice.call(given, start, end),
        ),
      transcode: (given) =>
        items
          .map(({ isText, start, end }) =>
            isText ? (given as Native).utf8Slice(start, end) : (given as Native).base64Slice(start, end),
          )
          .join(),
      encode(given) {
        let last = room as Uint8Array;
        for (const part of given as (string | Uint8Array)[]) {
          if (typeof part === "string") room.utf8Write(part, 0);
          else last = part.slice();
        }
        return last;
      },
      comparable: plain,
    };
  },
};
