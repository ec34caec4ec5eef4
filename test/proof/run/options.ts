import { parseArgs } from "node:util";

/** What a proof may be told: numbers with their defaults, and flags. */
export interface OptionList<Numbers> {
  /** The names of its parts; `--only` chooses among them. */
  readonly parts: readonly string[];
  readonly numbers: Numbers;
  /** Numbers that need not be whole. */
  readonly decimals?: readonly (keyof Numbers)[];
  readonly flags?: readonly string[];
}

/** What it was told. */
export interface Options<Numbers> {
  readonly only: readonly string[];
  readonly numbers: { readonly [Name in keyof Numbers]: Numbers[Name] | number };
  readonly flags: ReadonlySet<string>;
}

/**
 * Reads the arguments of the command line.
 *
 * @throws TypeError where they make no sense
 */
export function readOptions<Numbers extends Readonly<Record<string, number | undefined>>>(
  args: readonly string[],
  { parts, numbers, decimals = [], flags = [] }: OptionList<Numbers>,
): Options<Numbers> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      ...Object.fromEntries(Object.keys(numbers).map((name) => [name, { type: "string" as const }])),
      ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" as const }])),
    },
  });
  const given = values as Readonly<Record<string, string | boolean | undefined>>;
  const only = given.only === undefined ? parts : parts.filter((part) => String(given.only).includes(part));
  if (only.length === 0) throw new TypeError(`expected ${listOf(parts)} behind --only`);
  const read = ([name, otherwise]: [string, number | undefined]) => {
    const text = given[name];
    return [name, text === undefined ? otherwise : numberIn(String(text), decimals.includes(name))];
  };
  return {
    only,
    numbers: Object.fromEntries(Object.entries(numbers).map(read)) as Options<Numbers>["numbers"],
    flags: new Set(flags.filter((name) => given[name] === true)),
  };
}

function numberIn(text: string, decimal: boolean): number {
  const pattern = decimal ? /^[0-9]{1,10}(?:\.[0-9]+)?$/ : /^[0-9]{1,10}$/;
  if (!pattern.test(text)) {
    throw new TypeError(`expected a ${decimal ? "" : "whole "}number, found ${text}`);
  }
  return Number(text);
}

function listOf(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
