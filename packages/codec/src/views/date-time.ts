import type { JsonSchema } from "../plan/json-schema.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";
import type { View } from "../plan/views.ts";
import { dateMoment, dateTimeParts, isMoment, MOMENT, momentOf, momentText } from "./rfc3339.ts";
import { choose, type OtherView, perhapsTagged, type TagOptions, viewed } from "./view.ts";

const TEXT =
  "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";

/** What a date and time is in memory. */
export interface DateTimeValues {
  text: string;
  date: Date;
}

/** How a date and time is written, and what it is here. */
export interface DateTimeOptions<Value extends keyof DateTimeValues = "text"> extends TagOptions {
  /** In memory: `text` if left out, as it came. */
  readonly value?: Value;
}

/** The conversions of `DateTime`. */
export function dateTime({ value }: JsonSchema = {}): View {
  if (value === "text") {
    const checked = (text: unknown) => (dateTimeParts(text) ? text : undefined);
    return { fromWire: checked, toWire: checked, toJson: (text) => text, fromJson: checked };
  }
  const make = (moment: number | undefined) => (isMoment(moment) ? new Date(moment) : undefined);
  const write = (date: unknown) => {
    const moment = dateMoment(date);
    return moment === undefined ? undefined : momentText(moment);
  };
  return {
    fromWire(text) {
      const parts = dateTimeParts(text);
      return parts?.isExact ? make(parts.moment) : undefined;
    },
    toWire: write,
    toJson: write,
    fromJson: (text) => make(momentOf(text)),
  };
}

/**
 * A date and time as text by RFC 3339, behind tag 0 if nothing else is said. As text it stays as it is, with its offset. As
 * a `Date` it is the moment alone, written in UTC: what a `Date` cannot hold, a leap second or less than a millisecond, is
 * refused.
 *
 * @example DateTime({ value: "date" })
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4.1 | RFC 8949 §3.4.1}
 */
export function DateTime<const Value extends keyof DateTimeValues = "text">(
  options: DateTimeOptions<Value> = {},
): OtherView<DateTimeValues[Value], string> {
  const { tag = true, value = "text", ...words } = options;
  choose("DateTime", "value", value, ["text", "date"]);
  return viewed(
    dateTime,
    {
      name: "dateTime",
      of: perhapsTagged({ type: "string" }, 0, tag),
      expected:
        value === "date"
          ? "a date and time of RFC 3339 in whole milliseconds, from year 0 to 9999"
          : "a date and time of RFC 3339",
      ...(value === "date" ? { memory: OF_A_CLASS } : {}),
      value,
    },
    { type: "string", format: "date-time", pattern: value === "date" ? MOMENT : TEXT },
    { ...words, tag: tag === true ? 0 : undefined },
  );
}
