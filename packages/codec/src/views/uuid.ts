import type { View } from "../plan/views.ts";
import { asHex, fromHexText } from "./hex-text.ts";
import { perhapsTagged, type SameView, type TagOptions, viewed } from "./view.ts";

const TEXT = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
const form = new RegExp(TEXT);

/** The conversions of `Uuid`. */
export function uuid(): View {
  const isUuid = (text: unknown): text is string => typeof text === "string" && form.test(text);
  return {
    fromWire(base) {
      const part = (start: number, end: number) => asHex(base as Uint8Array, start, end);
      return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`;
    },
    toWire: (text) => (isUuid(text) ? fromHexText(text, 4) : undefined),
    toJson: (text) => text,
    fromJson: (text) => (isUuid(text) ? text : undefined),
  };
}

/**
 * A UUID: 16 bytes on the wire, text of lower-case digits in memory and in JSON.
 *
 * @example Uuid({ tag: true, description: "of the installation" })
 * @see {@link https://www.rfc-editor.org/rfc/rfc9562.html | RFC 9562}, and the registry of tags for 37
 */
export function Uuid({ tag, ...options }: TagOptions = {}): SameView<string> {
  const of = { type: "string", contentEncoding: "base64", minBytes: 16, maxBytes: 16 };
  return viewed(
    uuid,
    { name: "uuid", of: perhapsTagged(of, 37, tag), expected: "a UUID" },
    { type: "string", pattern: TEXT },
    { ...options, tag: tag === true ? 37 : undefined },
  );
}
