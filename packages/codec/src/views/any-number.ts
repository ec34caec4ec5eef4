import type { FloatOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { choose, type OtherView, viewed } from "./view.ts";

/** How wide it is, and between what bounds it lies where it is finite. */
export interface AnyNumberOptions extends FloatOptions {
  /** The one width of float that it is written in; without, the fewest bytes. */
  readonly width?: 32 | 64;
}

const NAMES = new Map(
  [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((one) => [`${one}`, one]),
);

/** What a base of each width is called. */
const FORMATS = { 32: "any-float", 64: "any-double" } as const;

/** The conversions of `AnyNumber`. */
export function anyNumber({ width, minimum, maximum }: JsonSchema = {}): View {
  const held = (value: number) => (width === 32 ? Math.fround(value) : value);
  const fits = (value: unknown): value is number => {
    if (typeof value !== "number") return false;
    const single = held(value);
    if (!Number.isFinite(single)) return !Number.isFinite(value);
    return !(single < (minimum as number)) && !(single > (maximum as number));
  };
  // A NaN may have bits of its own, which are not to be written.
  const plain = (value: number) => (Number.isNaN(value) ? Number.NaN : value);
  return {
    fromWire: (base) => (fits(base) ? plain(held(base)) : undefined),
    toWire: (value) => (fits(value) ? plain(value) : undefined),
    toJson: (value) => (Number.isFinite(value) ? (value as number) + 0 : `${value}`),
    fromJson(json) {
      const value = Number.isFinite(json) ? json : NAMES.get(json as string);
      return fits(value) ? value : undefined;
    },
  };
}

/**
 * A number that may be none: NaN and the infinities beside those that are finite, as floats have them for "no reading" and
 * "out of range". They are numbers in memory, and the texts `"NaN"`, `"Infinity"` and `"-Infinity"` in JSON. A NaN of any bits
 * is read as NaN and written as f97e00, or in the width that is asked for; bounds are those of finite numbers.
 *
 * @example AnyNumber({ unit: "Cel", minimum: -40, maximum: 125 })
 * @throws TypeError when the bounds are not finite or the wrong way round
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.3 | RFC 8949 §3.3}
 */
export function AnyNumber(options: AnyNumberOptions = {}): OtherView<number, number | string> {
  const { width, minimum, maximum, ...words } = options;
  choose("AnyNumber", "width", width, [undefined, 32, 64]);
  const isBound = (bound: unknown): boolean => bound === undefined || Number.isFinite(bound);
  if (!isBound(minimum) || !isBound(maximum) || (minimum as number) > (maximum as number)) {
    throw new TypeError("AnyNumber: expected finite numbers as bounds, the minimum up to the maximum");
  }
  // What 32 bits hold of a bound is within it, as of a Float32.
  const boundOf = (bound: number, outer: typeof Math.min) => {
    const single = Math.fround(bound);
    return width === 32 && Number.isFinite(single) && single !== 0 ? outer(bound, single) : bound;
  };
  const bounds = {
    ...(minimum === undefined ? {} : { minimum: boundOf(minimum, Math.min) }),
    ...(maximum === undefined ? {} : { maximum: boundOf(maximum, Math.max) }),
  };
  const range = [
    ...(minimum === undefined ? [] : [`of at least ${bounds.minimum}`]),
    ...(maximum === undefined ? [] : [`of at most ${bounds.maximum}`]),
  ].join(" and ");
  return viewed(
    anyNumber,
    {
      name: "anyNumber",
      of: [{ type: "number", format: width === undefined ? "any" : FORMATS[width] }],
      expected: `a number${width === 32 ? " in the range of a 32-bit float" : ""}${range && ` ${range}`}, NaN or an infinity`,
      memory: "number",
      ...(width === undefined ? {} : { width }),
      ...bounds,
    },
    { type: ["number", "string"], pattern: "^(NaN|-?Infinity)$", ...bounds },
    words,
  );
}
