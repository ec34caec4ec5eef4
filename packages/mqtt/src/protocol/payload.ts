import { CodecError, type Message } from "@wirebook/codec";

/** How payloads are written: CBOR, or the JSON form of the same value. */
export type PayloadFormat = "cbor" | "json";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a payload in CBOR, or in the JSON form of the same value.
 *
 * @throws CodecError as `decode` and `fromJson` do
 */
export function readPayload<Value>(
  message: Message<Value>,
  payload: Uint8Array,
  format: PayloadFormat,
): Value {
  if (format === "cbor") return message.decode(payload);
  if (payload.length > message.limits.bytes) {
    const expected = `at most ${message.limits.bytes} bytes`;
    throw new CodecError([{ code: "limit", expected, message: `limit: expected ${expected}` }]);
  }
  let json: unknown;
  try {
    json = JSON.parse(UTF8.decode(payload));
  } catch {
    const expected = "JSON text in UTF-8";
    throw new CodecError([
      { code: "not-well-formed", expected, message: `not-well-formed: expected ${expected}` },
    ]);
  }
  return message.fromJson(json);
}

/**
 * Writes a payload in CBOR, or in the JSON form of the same value.
 *
 * @throws CodecError as `encode` and `toJson` do
 */
export function writePayload(message: Message, value: unknown, format: PayloadFormat): Uint8Array {
  if (format === "cbor") return message.encode(value);
  return Buffer.from(JSON.stringify(message.toJson(value)));
}

/**
 * A payload in another format: the same value.
 *
 * @throws CodecError as `readPayload` and `writePayload` do
 */
export function convertPayload(
  message: Message,
  payload: Uint8Array,
  from: PayloadFormat,
  to: PayloadFormat,
): Uint8Array {
  return from === to ? payload : writePayload(message, readPayload(message, payload, from), to);
}
