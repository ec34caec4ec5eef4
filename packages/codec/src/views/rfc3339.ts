/** The milliseconds of the first and the last moment that RFC 3339 has a text for. */
export const FIRST = -62_167_219_200_000;
export const LAST = 253_402_300_799_999;

/** What JSON Schema can say of the text of a moment: not how many days a month has. */
export const MOMENT =
  "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{0,2}[1-9])?Z$";

/** Whether this is a whole number of milliseconds of which there is a text. */
export function isMoment(milliseconds: unknown): milliseconds is number {
  return (
    Number.isInteger(milliseconds) && (milliseconds as number) >= FIRST && (milliseconds as number) <= LAST
  );
}

/** The two digits of each number below a hundred. */
const TWO = Array.from({ length: 100 }, (_, number) => `${number + 100}`.slice(1));

/** `2026-11-27T20:51:33Z`, with a fraction only where there is one. */
export function momentText(milliseconds: number): string {
  // Put together here: `toISOString` takes several times as long.
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  const thousandths = date.getUTCMilliseconds();
  const day = `${TWO[Math.floor(year / 100)]}${TWO[year % 100]}-${TWO[date.getUTCMonth() + 1]}-${TWO[date.getUTCDate()]}`;
  const time = `${TWO[date.getUTCHours()]}:${TWO[date.getUTCMinutes()]}:${TWO[date.getUTCSeconds()]}`;
  return `${day}T${time}${thousandths === 0 ? "" : `${thousandths / 1000}`.slice(1)}Z`;
}

/** The milliseconds of a text that {@link momentText} has written. */
export function momentOf(text: unknown): number | undefined {
  const { moment } = dateTimeParts(text) ?? {};
  return isMoment(moment) && momentText(moment) === text ? moment : undefined;
}

/** The milliseconds of a date, of whatever realm it is. */
export function dateMoment(value: unknown): number | undefined {
  const isDate = Object.prototype.toString.call(value) === "[object Date]";
  const milliseconds = isDate ? Number(value) : undefined;
  return isMoment(milliseconds) ? milliseconds : undefined;
}

/** A time as RFC 3339 writes it. */
export interface DateTimeParts {
  /** Its milliseconds, a leap second left out and a fraction cut off behind three digits. */
  readonly moment: number;
  /** Whether a `Date` holds it: it is no leap second, and its fraction is one of milliseconds. */
  readonly isExact: boolean;
}

/**
 * Reads a time by the grammar and the rules of RFC 3339: a day that there is, an offset of less than a day, and a leap second
 * only where there can be one, at the end of June or December in UTC. No pattern is tried: that takes several times as long.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3339.html#section-5.6 | RFC 3339 §5.6}
 */
export function dateTimeParts(text: unknown): DateTimeParts | undefined {
  if (typeof text !== "string" || !hasSeparators(text)) return undefined;
  const second = digits(text, 17, 2, 60);
  const isLeap = second === 60;
  let zone = FRACTION;
  if (text[FRACTION] === ".") while (!Number.isNaN(digits(text, zone + 1, 1))) zone++;
  if (zone > FRACTION) zone++;
  // Whatever is not what it should be, is no number, and nor is what is made of it.
  const minutes = digits(text, 11, 2, 23) * 60 + digits(text, 14, 2, 59) - offsetAt(text, zone);
  const seconds = minutes * 60 + (isLeap ? 59 : second);
  const moment = dayAt(text) + seconds * 1000 + thousandthsOf(text, zone);
  if (Number.isNaN(moment)) return undefined;
  if (isLeap && !(isMoment(moment) && /^....-(?:06-30|12-31)T23:59:59/.test(momentText(moment))))
    return undefined;
  return { moment, isExact: !isLeap && isZero(text, FRACTION + 4, zone) };
}

/** Where a fraction begins, if there is one. */
const FRACTION = 19;

function hasSeparators(text: string): boolean {
  const isDay = text[4] === "-" && text[7] === "-" && (text[10] === "T" || text[10] === "t");
  return isDay && text[13] === ":" && text[16] === ":";
}

/** So many digits as a number of at most `most`; NaN for anything else. */
function digits(text: string, at: number, size: number, most = 9999): number {
  let value = 0;
  for (let next = at; next < at + size; next++) {
    const digit = text.charCodeAt(next) - 0x30;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : Number.NaN;
  }
  return value <= most ? value : Number.NaN;
}

/** The minutes of an offset that is all that is left of the text; NaN for anything else. */
function offsetAt(text: string, at: number): number {
  const sign = text[at];
  if ((sign === "Z" || sign === "z") && text.length === at + 1) return 0;
  if ((sign !== "+" && sign !== "-") || text[at + 3] !== ":" || text.length !== at + 6) return Number.NaN;
  const minutes = digits(text, at + 1, 2, 23) * 60 + digits(text, at + 4, 2, 59);
  return sign === "+" ? minutes : -minutes;
}

/** In so many years, the calendar begins anew; `Date.UTC` takes the first hundred for others. */
const CYCLE = 400;
const CYCLE_MILLISECONDS = 12_622_780_800_000;

/** When the day begins with which a text begins; NaN where there is no such day. */
function dayAt(text: string): number {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2, 12);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % CYCLE === 0);
  const last = month !== 2 ? 30 + ((month + (month >> 3)) & 1) : isLeap ? 29 : 28;
  const day = digits(text, 8, 2, last);
  return month > 0 && day > 0 ? Date.UTC(year + CYCLE, month - 1, day) - CYCLE_MILLISECONDS : Number.NaN;
}

/** The milliseconds of the fraction that ends at `end`. */
function thousandthsOf(text: string, end: number): number {
  const size = Math.min(3, Math.max(0, end - FRACTION - 1));
  return digits(text, FRACTION + 1, size) * 10 ** (3 - size);
}

function isZero(text: string, at: number, end: number): boolean {
  for (let next = at; next < end; next++) if (text[next] !== "0") return false;
  return true;
}
