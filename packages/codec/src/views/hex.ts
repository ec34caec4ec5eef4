import { isBytes } from "../json/kinds.ts";
import type { BytesOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { asHex, fromHexText } from "./hex-text.ts";
import { choose, type OtherView, viewed } from "./view.ts";

/** What a byte string that JSON has as digits is in memory. */
export interface HexValues {
  text: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** How long it is, and what it is in memory. */
export interface HexOptions<Value extends keyof HexValues = "text"> extends BytesOptions {
  /** In memory: `text` if left out. */
  readonly value?: Value;
}

/** The conversions of `Hex`. */
export function hex({ value, least, most }: JsonSchema = {}): View {
  const fits = (length: number) => length >= (least as number) && !(length > (most as number));
  const isHex = (text: unknown): text is string =>
    typeof text === "string" && /^([0-9a-f]{2})*$/.test(text) && fits(text.length / 2);
  const fromText = (text: unknown) => (isHex(text) ? fromHexText(text) : undefined);
  if (value === "text") {
    const checked = (text: unknown) => (isHex(text) ? text : undefined);
    return {
      fromWire: (bytes) => asHex(bytes as Uint8Array),
      toWire: fromText,
      toJson: (text) => text,
      fromJson: checked,
    };
  }
  return {
    fromWire: (bytes) => bytes,
    toWire: (bytes) => (isBytes(bytes) && fits(bytes.length) ? bytes : undefined),
    toJson: (bytes) => asHex(bytes as Uint8Array),
    fromJson: fromText,
  };
}

/**
 * A byte string that is written in digits: lower-case hexadecimal in JSON, and in memory too unless bytes are asked for.
 *
 * @example Hex({ length: 8, description: "DevEUI" })
 * @throws TypeError for an option that there is not, and where `length` stands beside another bound
 */
export function Hex<const Value extends keyof HexValues = "text">(
  options: HexOptions<Value> = {},
): OtherView<HexValues[Value], string> {
  const {
    length,
    minLength: least = length ?? 0,
    maxLength: most = length,
    value = "text",
    ...words
  } = options;
  choose("Hex", "value", value, ["text", "bytes"]);
  if (length !== undefined && (least !== length || most !== length)) {
    throw new TypeError("Hex: expected length, or else minLength and maxLength");
  }
  const sized = least === most ? `{${least}}` : `{${least},${most ?? ""}}`;
  const counted = `${least === most ? least : `${least} to ${most}`} byte${most === 1 ? "" : "s"}`;
  return viewed(
    hex,
    {
      name: "hex",
      of: [
        {
          type: "string",
          contentEncoding: "base64",
          minBytes: least,
          ...(most === undefined ? {} : { maxBytes: most }),
        },
      ],
      expected: `lower-case hexadecimal digits of ${most === undefined ? `at least ${least} bytes` : counted}`,
      ...(value === "bytes" ? { memory: "bytes" } : {}),
      value,
      least,
      ...(most === undefined ? {} : { most }),
    },
    { type: "string", pattern: `^([0-9a-f]{2})${sized}$` },
    words,
  );
}
