import { fromBase64, toBase64 } from "../cbor/base64.ts";
import { isBytes } from "../json/kinds.ts";
import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { fromHexText } from "./hex-text.ts";
import { type OtherView, viewed } from "./view.ts";

/** The conversions of `BytesLiteral`. */
export function bytesLiteral({ constant }: JsonSchema = {}): View {
  const checked = (bytes: unknown) => (isBytes(bytes) && toBase64(bytes) === constant ? bytes : undefined);
  return {
    fromWire: checked,
    toWire: checked,
    toJson: () => constant,
    fromJson: (json) => (json === constant ? fromBase64(constant as string) : undefined),
  };
}

/**
 * A constant byte string, such as the magic number of a format: these bytes and no others; base64 in JSON. An error says how
 * many they are and not which.
 *
 * @param hex - the bytes as hexadecimal digits
 * @example BytesLiteral("d9d9f7", { description: "What the format begins with" })
 * @throws TypeError when they are no such digits
 */
export function BytesLiteral(
  hex: string,
  options: FieldOptions = {},
): OtherView<Uint8Array<ArrayBuffer>, string> {
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex))
    throw new TypeError("BytesLiteral: expected two digits for each byte");
  const constant = toBase64(fromHexText(hex.toLowerCase()));
  const length = hex.length / 2;
  return viewed(
    bytesLiteral,
    {
      name: "bytesLiteral",
      of: [{ type: "string", contentEncoding: "base64", minBytes: length, maxBytes: length }],
      expected: `the constant byte string of ${length} byte${length === 1 ? "" : "s"}`,
      memory: "bytes",
      constant,
    },
    { type: "string", const: constant },
    options,
  );
}
