import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { type SameView, viewed } from "./view.ts";

/** The conversions of `Enum`. */
export function enumeration(parameters: JsonSchema = {}): View {
  const entries = parameters.names as [string, number | string][];
  const names = new Map(entries.map(([name, value]) => [value, name]));
  const values = new Map<unknown, number | string>(entries);
  const known = (name: unknown) => (values.has(name) ? name : undefined);
  return {
    fromWire: (value) => names.get(value as number),
    toWire: (name) => values.get(name),
    toJson: (name) => name,
    fromJson: known,
  };
}

/**
 * One of several names: in memory, in JSON and in errors it is the name, on the wire its number, or its text.
 *
 * @example Enum({ idle: 0, running: 1 })
 * @throws TypeError when there is no name, two names have the same value, or a value is neither a safe integer nor a text
 */
export function Enum<const Names extends Readonly<Record<string, number | string>>>(
  names: Names,
  options: FieldOptions = {},
): SameView<keyof Names & string> {
  // An `enum` of TypeScript has its numbers as names too, which lead back.
  const entries = Object.entries(names).filter(([name, value]) => names[value] !== Number(name));
  const values = entries.map(([, value]) => value);
  const isFit = values.every((value) => typeof value === "string" || Number.isSafeInteger(value));
  if (!isFit || entries.length === 0 || new Set(values).size < values.length) {
    throw new TypeError("Enum: expected names, each with an integer or a text of its own");
  }
  return viewed(
    enumeration,
    // A list: names that look like integers would change their places in an object.
    { name: "enumeration", of: [{ enum: values }], names: entries },
    { type: "string", enum: entries.map(([name]) => name) },
    options,
  );
}
