/** The milliseconds of the first and the last moment that RFC 3339 has a text for. */
export const FIRST = -62_167_219_200_000;
export const LAST = 253_402_300_799_999;

/** What JSON Schema can say of the text of a moment: not how many days a month has. */
export const MOMENT =
  "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{0,2}[1-9])?Z$";

const form = new RegExp(MOMENT);

/** Whether this is a whole number of milliseconds of which there is a text. */
export function isMoment(milliseconds: unknown): milliseconds is number {
  return (
    Number.isInteger(milliseconds) && (milliseconds as number) >= FIRST && (milliseconds as number) <= LAST
  );
}

/** `2026-11-27T20:51:33Z`, with a fraction only where there is one. */
export function momentText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.?0+Z$/, "Z");
}

/** The milliseconds of a text that {@link momentText} has written. */
export function momentOf(text: unknown): number | undefined {
  if (typeof text !== "string" || !form.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  // Of a day that there is not, no milliseconds or those of another one.
  return isMoment(milliseconds) && momentText(milliseconds) === text ? milliseconds : undefined;
}

/** The milliseconds of a date, of whatever realm it is. */
export function dateMoment(value: unknown): number | undefined {
  const isDate = Object.prototype.toString.call(value) === "[object Date]";
  const milliseconds = isDate ? Number(value) : undefined;
  return isMoment(milliseconds) ? milliseconds : undefined;
}

const DATE_TIME =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(\.[0-9]+)?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))$/;

/** A time as RFC 3339 writes it. */
export interface DateTimeParts {
  /** Its milliseconds, a leap second left out and a fraction cut off behind three digits. */
  readonly moment: number;
  /** Whether a `Date` holds it: it is no leap second, and its fraction is one of milliseconds. */
  readonly isExact: boolean;
}

/**
 * Reads a time by the grammar and the rules of RFC 3339: a day that there is, an offset of less than a day, and a leap second
 * only where there can be one, at the end of June or December in UTC.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3339.html#section-5.6 | RFC 3339 §5.6}
 */
export function dateTimeParts(text: unknown): DateTimeParts | undefined {
  const [, day, minute, second, fraction = "", sign, hours = "00", minutes = "00"] =
    (typeof text === "string" && DATE_TIME.exec(text)) || [];
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const isLeap = second === "60";
  const digits = fraction.slice(0, 4).replace(/\.?0*$/, "");
  const local = momentOf(`${day}T${minute}:${isLeap ? "59" : second}${digits}Z`);
  if (local === undefined) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const moment = sign === undefined ? local : sign === "+" ? local - offset : local + offset;
  if (isLeap && !/^....-(?:06-30|12-31)T23:59:59/.test(new Date(moment).toISOString())) return undefined;
  return { moment, isExact: !isLeap && /^0*$/.test(fraction.slice(4)) };
}
