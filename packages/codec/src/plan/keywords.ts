/**
 * The keywords of a JSON Schema, as the reader of plans takes them: none that nothing would check, each well made.
 *
 * @module
 */
import { annotations, type JsonSchema, vocabulary } from "./json-schema.ts";

/** Where a schema lies: for error texts, and for what a parent hands down. */
export interface SchemaLocation {
  readonly schemaPath: string;
  readonly sensitive: boolean;
}

/**
 * Refuses a schema.
 *
 * @throws TypeError that names the location in it
 */
export function refuse(location: Pick<SchemaLocation, "schemaPath">, reason: string): never {
  throw new TypeError(`schema at ${location.schemaPath}: ${reason}`);
}

/** The location of a schema inside of another. */
export function under(location: SchemaLocation, ...steps: (string | number)[]): SchemaLocation {
  let { schemaPath } = location;
  for (const step of steps) schemaPath += `/${escaped(String(step))}`;
  return { schemaPath, sensitive: location.sensitive };
}

/** A step of a JSON Pointer. Nearly all are written as they are. */
function escaped(step: string): string {
  return /[~/]/.test(step) ? step.replaceAll("~", "~0").replaceAll("/", "~1") : step;
}

const everywhere: ReadonlySet<string> = new Set([...annotations, ...vocabulary]);

/** Refuses keywords that nothing would check: a rule that is silently ignored is worse than none. */
export function allow(schema: JsonSchema, location: SchemaLocation, ...keywords: string[]): void {
  for (const keyword of Object.keys(schema)) {
    if (everywhere.has(keyword) || keyword.startsWith("x-") || keywords.includes(keyword)) continue;
    refuse(location, `the keyword "${keyword}" is not supported here (own annotations begin with "x-")`);
  }
}

/** Keywords with the test that their values pass. */
const wellMade: Readonly<Record<string, { test: (value: unknown) => boolean; expected: string }>> = {
  ...each(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], Number.isFinite, "a finite number"),
  ...each(["multipleOf"], (value) => Number.isFinite(value) && (value as number) > 0, "a number above 0"),
  ...each(
    [
      "minLength",
      "maxLength",
      "minItems",
      "maxItems",
      "minProperties",
      "maxProperties",
      "minBytes",
      "maxBytes",
    ],
    (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    "an unsigned integer",
  ),
  ...each(["uniqueItems"], (value) => typeof value === "boolean", "true or false"),
  ...each(["pattern"], isPattern, "a regular expression"),
};

function each(keywords: string[], test: (value: unknown) => boolean, expected: string) {
  return Object.fromEntries(keywords.map((keyword) => [keyword, { test, expected }]));
}

/** Whether this is a regular expression of the kind that JSON Schema knows. */
export function isPattern(value: unknown): boolean {
  try {
    return typeof value === "string" && new RegExp(value, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Bounds of which none may be above the other. */
const ordered = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
  ["minBytes", "maxBytes"],
] as const;

/** Takes keywords over into a plan. Engines put them into conditions, so that each has to be what it should be. */
export function pick<Keyword extends string>(
  schema: JsonSchema,
  location: SchemaLocation,
  keywords: readonly Keyword[],
) {
  const present = keywords.filter((keyword) => schema[keyword] !== undefined);
  for (const keyword of present) {
    const rule = wellMade[keyword];
    if (rule !== undefined && !rule.test(schema[keyword])) {
      refuse(location, `expected ${keyword} to be ${rule.expected}`);
    }
  }
  for (const [least, most] of ordered) {
    if ((schema[least] as number) > (schema[most] as number)) refuse(location, `${least} is above ${most}`);
  }
  return Object.fromEntries(present.map((keyword) => [keyword, schema[keyword]])) as {
    [K in Keyword]?: never;
  };
}
