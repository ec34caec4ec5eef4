import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";
import type { View } from "../plan/views.ts";
import { dateMoment, FIRST, isMoment, LAST, MOMENT, momentOf, momentText } from "./rfc3339.ts";
import { choose, type OtherView, perhapsTagged, type TagOptions, viewed } from "./view.ts";

/** What a timestamp is in memory. */
export interface TimestampValues {
  date: Date;
  number: number;
  bigint: bigint;
}

/** What a timestamp is in JSON. */
export interface TimestampJson {
  text: string;
  number: number;
}

/** How a timestamp is written, and what it is here. */
export interface TimestampOptions<
  Value extends keyof TimestampValues = "date",
  ValueJson extends keyof TimestampJson = "text",
> extends Omit<FieldOptions, "unit">,
    Pick<TagOptions, "tag"> {
  /** What is counted on the wire, and in numbers: `s` if left out. */
  readonly unit?: "s" | "ms";
  /** In memory: `date` if left out; a bigint counts whole units. */
  readonly value?: Value;
  /** In JSON: `text` (RFC 3339) if left out. */
  readonly json?: ValueJson;
}

const KINDS = { date: OF_A_CLASS, number: "number", bigint: "bigint" } as const;

/** The conversions of `Timestamp`. */
export function timestamp({ unit, value, json }: JsonSchema = {}): View {
  const step = unit === "ms" ? 1 : 1000;
  /** Only milliseconds are counted: a number that says less than one is none of them. */
  const fromCount = (count: unknown): number | undefined => {
    const milliseconds = Math.round((count as number) * step);
    return isMoment(milliseconds) && milliseconds / step === count ? milliseconds + 0 : undefined;
  };
  const fromBigint = (count: unknown) => (typeof count === "bigint" ? fromCount(Number(count)) : undefined);
  const fromNumber = (count: unknown) => (typeof count === "number" ? fromCount(count) : undefined);
  const momentOfValue = value === "date" ? dateMoment : value === "bigint" ? fromBigint : fromNumber;
  /** A bigint holds no part of a unit. */
  const make = (moment: number | undefined) => {
    if (moment === undefined) return undefined;
    if (value === "date") return new Date(moment);
    if (value === "number") return moment / step;
    return moment % step === 0 ? BigInt(moment / step) : undefined;
  };
  return {
    fromWire: (count) => make(fromCount(count)),
    toWire(given) {
      const moment = momentOfValue(given);
      return moment === undefined ? undefined : moment / step;
    },
    toJson(given) {
      const moment = momentOfValue(given) as number;
      return json === "text" ? momentText(moment) : moment / step;
    },
    fromJson: (given) => make(json === "text" ? momentOf(given) : fromNumber(given)),
  };
}

/**
 * A moment that is a number on the wire: of seconds, or milliseconds, since 1970. It counts whole milliseconds, from
 * year 0 to 9999; a number that says less than a millisecond is refused, and nothing is rounded.
 *
 * @example Timestamp({ tag: true, description: "When it was measured" })
 * @throws TypeError for an option that there is not, and when there is to be a tag in front of milliseconds: tag 1 says seconds
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4.2 | RFC 8949 §3.4.2}
 */
export function Timestamp<
  const Value extends keyof TimestampValues = "date",
  const ValueJson extends keyof TimestampJson = "text",
>(
  options: TimestampOptions<Value, ValueJson> = {},
): OtherView<TimestampValues[Value], TimestampJson[ValueJson]> {
  const { unit = "s", tag = false, value = "date", json = "text", ...words } = options;
  choose("Timestamp", "unit", unit, ["s", "ms"]);
  choose("Timestamp", "value", value, Object.keys(KINDS));
  choose("Timestamp", "json", json, ["text", "number"]);
  if (unit === "ms" && tag !== false) {
    throw new TypeError("Timestamp: expected no tag in front of milliseconds: tag 1 says seconds");
  }
  const isWhole = unit === "ms" || value === "bigint";
  const step = unit === "ms" ? 1 : 1000;
  const count = { type: isWhole ? "integer" : "number" };
  const last = LAST / step;
  const range = { minimum: FIRST / step, maximum: isWhole ? Math.floor(last) : last };
  const fraction = isWhole ? MOMENT.replace(/\(\\\..*\)\?/, "") : MOMENT;
  return viewed(
    timestamp,
    {
      name: "timestamp",
      of: perhapsTagged(count, 1, tag),
      expected: `a time in ${isWhole && unit === "s" ? "whole seconds" : "whole milliseconds"} from year 0 to 9999`,
      memory: KINDS[value],
      unit,
      value,
      json,
    },
    json === "text"
      ? { type: "string", format: "date-time", pattern: unit === "ms" ? MOMENT : fraction }
      : { ...count, unit, ...range },
    { ...words, tag: tag === true ? 1 : undefined },
  );
}
