import type { FieldOptions } from "../plan/builders.ts";
import type { View } from "../plan/views.ts";
import { type SameView, viewed } from "./view.ts";

/** So many places behind the point, or zeros in front of it, an exponent may stand for. */
const MOST_PLACES = 64;

const TEXT = `^(?!-0(\\.0+)?$)-?(0|[1-9][0-9]{0,82})(\\.[0-9]{1,${MOST_PLACES}})?$`;
const form = new RegExp(TEXT);

/** Whether 64 bits hold an integer. */
function isWide(integer: bigint): boolean {
  return BigInt.asIntN(64, integer) === integer;
}

/** The conversions of `DecimalFraction`. */
export function decimalFraction(): View {
  const toWire = (text: unknown): [number, bigint] | undefined => {
    if (typeof text !== "string" || !form.test(text)) return undefined;
    const [whole = "", decimals = ""] = text.split(".");
    const mantissa = BigInt(whole + decimals);
    if (isWide(mantissa)) return [decimals === "" ? 0 : -decimals.length, mantissa];
    // Zeros at the end of a long number are what its exponent is for.
    const zeros = decimals === "" ? (/0*$/.exec(whole)?.[0].length ?? 0) : 0;
    const shorter = BigInt(whole.slice(0, whole.length - zeros) + decimals);
    return zeros > 0 && zeros <= MOST_PLACES && isWide(shorter) ? [zeros, shorter] : undefined;
  };
  const checked = (text: unknown) => (toWire(text) === undefined ? undefined : text);
  return {
    fromWire(given) {
      const [exponent, mantissa] = given as [number, bigint];
      if (Math.abs(exponent) > MOST_PLACES) return undefined;
      const sign = mantissa < 0n ? "-" : "";
      const digits = `${mantissa < 0n ? -mantissa : mantissa}`;
      if (exponent >= 0) return mantissa === 0n ? "0" : sign + digits + "0".repeat(exponent);
      const padded = digits.padStart(1 - exponent, "0");
      return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
    },
    toWire,
    toJson: (text) => text,
    fromJson: checked,
  };
}

/**
 * A decimal fraction: an exponent and an integer of 64 bits behind tag 4; its exact decimal text in memory and in JSON, with
 * the zeros at its end. An exponent from -64 to 64 is read: a larger one would make a text of as many digits as it likes.
 *
 * @example DecimalFraction({ description: "Price of a kilowatt hour" })
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4.4 | RFC 8949 §3.4.4}
 */
export function DecimalFraction(options: FieldOptions = {}): SameView<string> {
  const mantissa = {
    type: ["integer", "string"],
    format: "int64",
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
  };
  return viewed(
    decimalFraction,
    {
      name: "decimalFraction",
      of: [
        {
          type: "array",
          prefixItems: [{ type: "integer" }, mantissa],
          items: false,
          minItems: 2,
          maxItems: 2,
        },
      ],
      expected: `a decimal fraction of 64 bits with an exponent from -${MOST_PLACES} to ${MOST_PLACES}`,
    },
    { type: "string", pattern: TEXT },
    { ...options, tag: 4 },
  );
}
