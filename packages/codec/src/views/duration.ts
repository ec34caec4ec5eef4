import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { choose, type OtherView, viewed } from "./view.ts";

const TEXT =
  "^PT(?=[0-9])((0|[1-9][0-9]{0,11})H)?(([1-9]|[1-5][0-9])M)?((0|[1-9]|[1-5][0-9])(\\.[0-9]{0,2}[1-9])?S)?$";
const form = new RegExp(TEXT);

/** The longest one in milliseconds: all are safe integers, and of those in seconds no two are one number. */
const MOST = { s: 2 ** 42 * 1000, ms: Number.MAX_SAFE_INTEGER };

/** What is counted, and what it is in JSON. */
export interface DurationOptions extends Omit<FieldOptions, "unit"> {
  /** What is counted on the wire and in memory: `s` if left out. */
  readonly unit?: "s" | "ms";
}

function durationText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const fraction = String(milliseconds % 1000)
    .padStart(3, "0")
    .replace(/0+$/, "");
  const part = (count: number, sign: string) => (count === 0 ? "" : `${count}${sign}`);
  const last = `${seconds % 60}${fraction === "" ? "" : `.${fraction}`}`;
  const text =
    part(Math.floor(seconds / 3600), "H") +
    part(Math.floor(seconds / 60) % 60, "M") +
    (last === "0" ? "" : `${last}S`);
  return `PT${text === "" ? "0S" : text}`;
}

function durationOf(text: unknown, most: number): number | undefined {
  const parts = typeof text === "string" ? form.exec(text) : null;
  if (parts === null) return undefined;
  const [, , hours = "0", , minutes = "0", , seconds = "0", fraction = ""] = parts;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const milliseconds = whole * 1000 + Number(fraction.slice(1).padEnd(3, "0"));
  return milliseconds <= most && durationText(milliseconds) === text ? milliseconds : undefined;
}

/** The conversions of `Duration`. */
export function duration({ unit }: JsonSchema = {}): View {
  const step = unit === "ms" ? 1 : 1000;
  const most = unit === "ms" ? MOST.ms : MOST.s;
  const millisecondsOf = (count: unknown): number | undefined => {
    const milliseconds = typeof count === "number" ? Math.round(count * step) + 0 : -1;
    return milliseconds >= 0 && milliseconds <= most && milliseconds / step === count
      ? milliseconds
      : undefined;
  };
  const checked = (count: unknown) => {
    const milliseconds = millisecondsOf(count);
    return milliseconds === undefined ? undefined : milliseconds / step;
  };
  return {
    fromWire: checked,
    toWire: checked,
    toJson: (count) => durationText(millisecondsOf(count) as number),
    fromJson(text) {
      const milliseconds = durationOf(text, most);
      return milliseconds === undefined ? undefined : milliseconds / step;
    },
  };
}

/**
 * How long something takes: a number of seconds or milliseconds on the wire and in memory, `PT1H30M` in JSON (ISO 8601). It
 * counts whole milliseconds and says hours, minutes and seconds alone, as a day is not always as long as another.
 *
 * @example Duration({ description: "Since it was switched on" })
 * @throws TypeError for another unit
 */
export function Duration(options: DurationOptions = {}): OtherView<number, string> {
  const { unit = "s", ...words } = options;
  choose("Duration", "unit", unit, ["s", "ms"]);
  return viewed(
    duration,
    {
      name: "duration",
      of: [{ type: unit === "ms" ? "integer" : "number" }],
      expected: "a duration in whole milliseconds that is not negative",
      memory: "number",
      unit,
    },
    { type: "string", format: "duration", pattern: TEXT },
    words,
  );
}
