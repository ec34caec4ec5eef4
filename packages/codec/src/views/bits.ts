import { isPlainObject } from "../json/kinds.ts";
import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import type { View } from "../plan/views.ts";
import { choose, type SameView, viewed } from "./view.ts";

/** A bit that is true or false, or the first and the last bit of a small number. */
export type Bit = number | readonly [first: number, last: number];

/** What named bits are in memory and in JSON. */
export type BitsValue<Names extends Readonly<Record<string, Bit>>, Open extends boolean> = {
  -readonly [Name in keyof Names]: Names[Name] extends number ? boolean : number;
} & (Open extends true ? { others?: number } : unknown);

/** Whether bits that no name stands for may be set. */
export interface BitsOptions<Open extends boolean = boolean> extends FieldOptions {
  /** Keeps them in a member `others`: the integer that they are, each in its place. It is there where one of them is set. */
  readonly open?: Open;
}

/** A name, the value of its first bit, and one more than the most that it is; a boolean says less than 2 and is none. */
type Field = readonly [name: string, place: number, range: number, isFlag: boolean];

function fieldsOf(names: Readonly<Record<string, Bit>>): Field[] {
  return Object.entries(names).map(([name, bit]) => {
    const [first, last] = typeof bit === "number" ? [bit, bit] : bit;
    return [name, 2 ** first, 2 ** (last - first + 1), typeof bit === "number"];
  });
}

/** The conversions of `Bits`. They divide, as JavaScript's operations on bits end at 32. */
export function bits({ fields, open }: JsonSchema = {}): View {
  const all = fields as readonly Field[];
  const fromWire = (given: unknown) => {
    const value: Record<string, boolean | number> = {};
    let others = given as number;
    for (const [name, place, range, isFlag] of all) {
      const number = Math.floor((given as number) / place) % range;
      value[name] = isFlag ? number === 1 : number;
      others -= number * place;
    }
    if (others !== 0) value.others = others;
    return (given as number) >= 0 && (open || others === 0) ? value : undefined;
  };
  const toWire = (value: unknown) => {
    if (!isPlainObject(value)) return undefined;
    let sum = 0;
    for (const [name, place, range, isFlag] of all) {
      const part = Object.hasOwn(value, name) ? value[name] : undefined;
      const isFit = isFlag ? typeof part === "boolean" : Number.isInteger(part) && isWithin(part, range);
      if (!isFit) return undefined;
      sum += Number(part) * place;
    }
    const others = Object.hasOwn(value, "others") ? value.others : undefined;
    if (open && others !== undefined)
      sum += Number.isSafeInteger(others) && isWithin(others, 2 ** 53) ? (others as number) : Number.NaN;
    const names = all.length + Number(open && others !== undefined);
    const present = Object.keys(value).filter((name) => value[name] !== undefined).length;
    // Others that are not their own bits, or 0, make another value.
    const isSame =
      Number.isSafeInteger(sum) &&
      present === names &&
      (others === undefined || (fromWire(sum) as { others?: number })?.others === others);
    return isSame ? sum : undefined;
  };
  const copy = (value: unknown) => {
    const number = toWire(value);
    return number === undefined ? undefined : fromWire(number);
  };
  return { fromWire, toWire, toJson: copy, fromJson: copy };
}

function isWithin(part: unknown, range: number): boolean {
  return (part as number) >= 0 && (part as number) < range;
}

/**
 * Named bits of an unsigned integer: an object of booleans and small integers in memory and in JSON. Bits that no name stands
 * for are refused where they are set, unless `open` keeps them.
 *
 * @example Bits({ alarm: 0, mode: [1, 3] })
 * @throws TypeError when two names share a bit, or a bit lies beyond the 53 that a number holds
 */
export function Bits<const Names extends Readonly<Record<string, Bit>>, const Open extends boolean = false>(
  names: Names,
  options: BitsOptions<Open> = {},
): SameView<BitsValue<Names, Open>> {
  const { open = false, ...words } = options;
  choose("Bits", "open", open, [true, false]);
  const fields = fieldsOf(names);
  const taken = new Set<number>();
  for (const [name, bit] of Object.entries(names)) {
    const [first, last, ...more] = (typeof bit === "number" ? [bit, bit] : bit) as readonly [
      number,
      number,
      ...unknown[],
    ];
    const isFit =
      more.length === 0 &&
      Number.isInteger(first) &&
      Number.isInteger(last) &&
      first >= 0 &&
      first <= last &&
      last < 53;
    if (!isFit)
      throw new TypeError(
        `Bits: expected "${name}" to be a bit from 0 to 52, or the first and the last of several`,
      );
    if (name === "__proto__" || (open && name === "others"))
      throw new TypeError(`Bits: expected another name than "${name}"`);
    for (let one = first; one <= last; one++) {
      if (taken.has(one)) throw new TypeError(`Bits: expected bit ${one} to have one name`);
      taken.add(one);
    }
  }
  const properties = fields.map(([name, , range, isFlag]) => [
    name,
    isFlag ? { type: "boolean" } : { type: "integer", minimum: 0, maximum: range - 1 },
  ]);
  const others = open ? [["others", { type: "integer", minimum: 1 }]] : [];
  return viewed(
    bits,
    { name: "bits", of: [{ type: "integer" }], expected: "bits that have names", fields, open },
    {
      type: "object",
      properties: Object.fromEntries([...properties, ...others]),
      required: fields.map(([name]) => name),
      additionalProperties: false,
    },
    words,
  );
}
