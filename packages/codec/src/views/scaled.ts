import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { type SameView, viewed } from "./view.ts";

/** So many digits a number of 64 bits holds of each decimal fraction. */
const MOST = 1e15;

/** What a step is, and between what bounds the number lies. */
export interface ScaledOptions extends FieldOptions {
  /** The number that is 1 on the wire. */
  readonly factor: number;
  /** In the unit of the number, as `maximum` is. */
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A factor as digits over a power of ten: 0.25 is 25 over 100. */
function fractionOf(factor: number): [digits: number, divisor: number] {
  const [text = "", exponent = "0"] = String(factor).split("e");
  const [whole = "", decimals = ""] = text.split(".");
  const places = decimals.length - Number(exponent);
  const digits = Number(whole + decimals);
  return places > 0 ? [digits, Number(`1e${places}`)] : [Number(`${whole}${decimals}e${-places}`), 1];
}

/** The conversions of `Scaled`. Both parts of the fraction are whole and exact, so that the quotient is the nearest number. */
export function scaled({ factor, minimum, maximum }: JsonSchema = {}): View {
  const [digits, divisor] = fractionOf(factor as number);
  const fromWire = (count: unknown) => {
    const dividend = (count as number) * digits;
    const value = dividend / divisor + 0;
    const isWithin = !(value < (minimum as number)) && !(value > (maximum as number));
    return isWithin && Math.abs(dividend) <= MOST ? value : undefined;
  };
  const toWire = (value: unknown) => {
    if (typeof value !== "number") return undefined;
    const count = Math.round((value * divisor) / digits) + 0;
    return fromWire(count) === value ? count : undefined;
  };
  return {
    fromWire,
    toWire,
    toJson: (value) => (value as number) + 0,
    fromJson: (value) => (toWire(value) === undefined ? undefined : (value as number) + 0),
  };
}

/**
 * A number with a fixed point: an integer on the wire, and so many times the factor in memory and in JSON. Both ways are
 * exact, as decimal fractions: 1999 hundredths are 19.99, and what is no multiple of the factor is refused, as is a number of
 * more than 15 digits.
 *
 * @example Scaled({ factor: 0.01, unit: "V", minimum: 0 })
 * @throws TypeError when the factor is not above 0 and of at most 15 digits, and when bounds are the wrong way round
 */
export function Scaled(given: number | ScaledOptions): SameView<number> {
  const { factor, minimum, maximum, ...words } = typeof given === "number" ? { factor: given } : given;
  const [digits, divisor] = fractionOf(factor);
  if (!(factor > 0) || !(digits <= MOST && divisor <= MOST)) {
    throw new TypeError("Scaled: expected a factor above 0 of at most 15 digits");
  }
  const isBound = (bound: unknown): boolean => bound === undefined || Number.isFinite(bound);
  if (!isBound(minimum) || !isBound(maximum) || (minimum as number) > (maximum as number)) {
    throw new TypeError("Scaled: expected numbers as bounds, the minimum up to the maximum");
  }
  const bounds = {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
  const range =
    minimum !== undefined && maximum !== undefined
      ? ` from ${minimum} to ${maximum}`
      : minimum !== undefined
        ? ` of at least ${minimum}`
        : maximum === undefined
          ? ""
          : ` of at most ${maximum}`;
  return viewed(
    scaled,
    {
      name: "scaled",
      of: [{ type: "integer" }],
      expected: `a multiple of ${factor}${range}`,
      factor,
      ...bounds,
    },
    // Of other factors a quotient of two numbers is not exact, so that a validator would refuse multiples.
    { ...(divisor === 1 ? { type: "integer", multipleOf: factor } : { type: "number" }), ...bounds },
    words,
  );
}
