/**
 * What views mean, written a second time: from items as cbor2 reads them to their JSON form.
 *
 * @module
 */
import type { JsonSchema } from "@wirebook/codec";
import { Tag } from "cbor2";
import { Pairs } from "./cbor2.ts";

type Form = (item: unknown, schema: JsonSchema, parameters: JsonSchema) => unknown;

/** Each view by the name that its schema has for it; `undefined` is none. */
const forms: Readonly<Record<string, Form>> = {
  uuid: (item, _, { of }) => {
    const bytes = optional(item, of, 37);
    if (!isBytes(bytes) || bytes.length !== 16) return undefined;
    const digits = Buffer.from(bytes).toString("hex");
    const ends = [0, 8, 12, 16, 20];
    return ends.map((start, index) => digits.slice(start, ends[index + 1])).join("-");
  },
  enumeration: (item, _, { names }) => {
    const found = (names as [string, number | string][]).find(([, value]) =>
      typeof value === "number" ? item === BigInt(value) : item === value,
    );
    return found?.[0];
  },
  timestamp: (item, _, { of, unit, value, json }) => {
    const count = optional(item, of, 1);
    const isWhole = unit === "ms" || value === "bigint";
    if (typeof count !== "bigint" && (isWhole || typeof count !== "number")) return undefined;
    const thousandths = thousandthsOf(String(count), unit === "ms" ? 0 : 3);
    if (thousandths === undefined || thousandths < -62167219200000n || thousandths > 253402300799999n)
      return undefined;
    if (json === "number") return Number(count) === 0 ? 0 : Number(count);
    const text = new Date(Number(thousandths)).toISOString();
    return text.endsWith(".000Z") ? text.replace(".000", "") : text.replace(/0+Z$/, "Z");
  },
  duration: (item, _, { unit }) => {
    if (typeof item !== "bigint" && (unit === "ms" || typeof item !== "number")) return undefined;
    const thousandths = thousandthsOf(String(item), unit === "ms" ? 0 : 3);
    if (thousandths === undefined || thousandths < 0n || thousandths >= 2n ** 53n) return undefined;
    if (typeof item === "bigint" && item >= 2n ** 53n) return undefined;
    const [whole, rest] = [thousandths / 1000n, String(thousandths % 1000n).padStart(3, "0")];
    const fraction = Number(rest) === 0 ? "" : `.${rest.replace(/0+$/, "")}`;
    const seconds = `${whole % 60n}${fraction}`;
    const parts = [
      whole >= 3600n ? `${whole / 3600n}H` : "",
      (whole / 60n) % 60n > 0n ? `${(whole / 60n) % 60n}M` : "",
      seconds === "0" && whole > 0n ? "" : `${seconds}S`,
    ];
    return `PT${parts.join("")}`;
  },
  dateTime: (item, _, { of, value }) => {
    const text = optional(item, of, 0);
    if (typeof text !== "string") return undefined;
    const parts = /^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(z|[+-]\d\d:\d\d)$/i.exec(text);
    if (parts === null) return undefined;
    const [, year, month, day, hour, minute, second, fraction = "", zone = ""] = parts as unknown as string[];
    const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
    const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
    if (!isDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
    const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? ["", "+", "0", "0"];
    if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
    const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
    const start = new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`).getTime() - shift * 60_000;
    const inUtc = new Date(start).toISOString();
    if (second === "60" && !inUtc.endsWith("06-30T23:59:00.000Z") && !inUtc.endsWith("12-31T23:59:00.000Z"))
      return undefined;
    if (value === "text") return text;
    const isOfDate = second !== "60" && /^\d{0,3}0*$/.test(fraction) && !/^[+-]/.test(inUtc);
    const kept = fraction.slice(0, 3).replace(/0+$/, "");
    return isOfDate ? `${inUtc.slice(0, 17)}${second}${kept === "" ? "" : `.${kept}`}Z` : undefined;
  },
  hex: (item, _, { least, most = Infinity }) => {
    if (!isBytes(item) || item.length < (least as number) || item.length > (most as number)) return undefined;
    return Buffer.from(item).toString("hex");
  },
  ipAddress: (item, _, { of }) => {
    // A tag that is always there stands outside of the view.
    const isEither = (of as unknown[]).length > 1;
    const bytes = isEither && item instanceof Tag ? item.contents : item;
    if (!isBytes(bytes)) return undefined;
    if (isEither && !(item instanceof Tag && Number(item.tag) === (bytes.length === 4 ? 52 : 54)))
      return undefined;
    if (bytes.length === 4) return bytes.join(".");
    if (bytes.length !== 16) return undefined;
    // A browser's address of a host is in the form of RFC 5952, but for those of version 4 in it.
    const groups = Buffer.from(bytes).toString("hex").match(/.{4}/g) as string[];
    if (groups.slice(0, 6).join("") === "00000000000000000000ffff")
      return `::ffff:${bytes.slice(12).join(".")}`;
    return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
  },
  scaled: (item, _, { factor, minimum = -Infinity, maximum = Infinity }) => {
    if (typeof item !== "bigint" || item >= 2n ** 53n || item <= -(2n ** 53n)) return undefined;
    const [, whole, decimals = ""] = /^(\d+)(?:\.(\d+))?$/.exec(String(factor)) as unknown as string[];
    const product = item * BigInt(`${whole}${decimals}`);
    const value = Number(`${product}e-${decimals.length}`);
    const isWithin = value >= (minimum as number) && value <= (maximum as number);
    return isWithin && product <= 10n ** 15n && product >= -(10n ** 15n)
      ? value === 0
        ? 0
        : value
      : undefined;
  },
  bits: (item, { properties }, { fields, open }) => {
    if (typeof item !== "bigint" || item < 0n || item >= 2n ** 53n) return undefined;
    let rest = item;
    const members = (fields as [string, number, number, boolean][]).map(([name, place, range]) => {
      const number = (item / BigInt(place)) % BigInt(range);
      rest -= number * BigInt(place);
      const { type } = (properties as Record<string, JsonSchema>)[name] as JsonSchema;
      return [name, type === "boolean" ? number === 1n : Number(number)];
    });
    if (rest > 0n && !open) return undefined;
    return Object.fromEntries(rest > 0n ? [...members, ["others", Number(rest)]] : members);
  },
  bignum: (item, _, { minimum = -(2n ** 1024n), maximum = 2n ** 1024n - 1n }) => {
    const value = item instanceof Tag ? bignumOf(item) : item;
    if (typeof value !== "bigint" || value < BigInt(minimum as string) || value > BigInt(maximum as string))
      return undefined;
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  },
  bytesLiteral: (item, _, { constant }) =>
    isBytes(item) && Buffer.from(item).toString("base64") === constant ? constant : undefined,
  anyNumber: (item, _, { width, minimum = -Infinity, maximum = Infinity }) => {
    const isSafe = typeof item === "bigint" && Number.isSafeInteger(Number(item));
    if (typeof item !== "number" && !isSafe) return undefined;
    if (!Number.isFinite(Number(item))) return String(item);
    const value = width === 32 ? Math.fround(Number(item)) : Number(item);
    const isWithin = value >= (minimum as number) && value <= (maximum as number);
    return isWithin && Number.isFinite(value) ? (value === 0 ? 0 : value) : undefined;
  },
  decimalFraction: (item) => {
    const [exponent, mantissa, ...more] = Array.isArray(item) ? item : [];
    if (more.length > 0 || typeof exponent !== "bigint" || typeof mantissa !== "bigint") return undefined;
    if (exponent < -64n || exponent > 64n || BigInt.asIntN(64, mantissa) !== mantissa) return undefined;
    if (exponent >= 0n) return String(mantissa * 10n ** exponent);
    const [places, size] = [Number(-exponent), mantissa < 0n ? -mantissa : mantissa];
    const unit = 10n ** BigInt(places);
    return `${mantissa < 0n ? "-" : ""}${size / unit}.${String(size % unit).padStart(places, "0")}`;
  },
  setOf: (item, _, { of, set, least = 0, most = Infinity }) => {
    const items = optional(item, of, 258);
    if (!Array.isArray(items)) return undefined;
    const json = items.map((one) => plainForm(one, set));
    const isFit = items.length >= (least as number) && items.length <= (most as number);
    return isFit && areApart(json) ? json : undefined;
  },
  mapOf: (item, _, { keys, values }) => {
    if (!(item instanceof Pairs)) return undefined;
    const json = item.entries.map(([key, value]) => [plainForm(key, keys), plainForm(value, values)]);
    return areApart(json.map(([key]) => key)) && !json.flat().includes(undefined) ? json : undefined;
  },
  typedArray: (item, _, { array, of, orders, least, most = Infinity }) => {
    const isEither = (of as unknown[]).length > 1;
    const which = isEither
      ? (of as JsonSchema[]).findIndex(({ cborTag }) => item instanceof Tag && Number(item.tag) === cborTag)
      : 0;
    const bytes = isEither && item instanceof Tag ? item.contents : item;
    if (which < 0 || !isBytes(bytes)) return undefined;
    const size = Number(/\d+$/.exec(String(array))?.[0] ?? 8) / 8;
    const length = bytes.length / size;
    if (!Number.isInteger(length) || length < (least as number) || length > (most as number))
      return undefined;
    const items = Array.from({ length }, (__, index) => {
      const own = Buffer.from(bytes.slice(index * size, (index + 1) * size));
      return numberOf((orders as string[])[which] === "little" ? own.reverse() : own, String(array));
    });
    return items.every((one) => one !== undefined) ? items : undefined;
  },
};

/** The JSON form of an item of a set or a map. */
function plainForm(item: unknown, name: unknown): unknown {
  if (name === "bytes") return isBytes(item) ? Buffer.from(item).toString("base64") : undefined;
  if (name === "text" || name === "boolean")
    return typeof item === (name === "text" ? "string" : name) ? item : undefined;
  if (typeof item !== "bigint") return undefined;
  const [least, most] = (
    { integer: [1n - 2n ** 53n, 2n ** 53n - 1n], uint64: [0n, 2n ** 64n - 1n] } as Record<
      string,
      [bigint, bigint]
    >
  )[name as string] ?? [-(2n ** 63n), 2n ** 63n - 1n];
  if (item < least || item > most) return undefined;
  return Number.isSafeInteger(Number(item)) ? Number(item) : String(item);
}

/** Whether these are all there, and none twice. */
function areApart(items: readonly unknown[]): boolean {
  return !items.includes(undefined) && new Set(items).size === items.length;
}

/** A number of an array, its first byte first. */
function numberOf(bytes: Buffer, array: string): number | string | undefined {
  if (array.startsWith("float")) {
    const float = bytes.length === 4 ? bytes.readFloatBE() : bytes.readDoubleBE();
    return Number.isFinite(float) ? (float === 0 ? 0 : float) : undefined;
  }
  const unsigned = BigInt(`0x${bytes.toString("hex")}`);
  const value = array.startsWith("int") ? BigInt.asIntN(8 * bytes.length, unsigned) : unsigned;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function bignumOf({ tag, contents }: Tag): bigint | undefined {
  if (!isBytes(contents) || (Number(tag) !== 2 && Number(tag) !== 3)) return undefined;
  const size = BigInt(`0x0${Buffer.from(contents).toString("hex")}`);
  return Number(tag) === 2 ? size : -1n - size;
}

/** A decimal number as a whole number of its places, which is found in its digits; `undefined` where it has more. */
function thousandthsOf(text: string, places: number): bigint | undefined {
  const parts = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  const decimals = parts?.[2] ?? "";
  return parts === null || decimals.length > places
    ? undefined
    : BigInt(parts[1] + decimals.padEnd(places, "0"));
}

/** The JSON form of a view's item; `undefined` where it has none. */
export function viewForm(schema: JsonSchema, item: unknown): unknown {
  const parameters = schema.cborView as JsonSchema & { readonly name: string };
  return (forms[parameters.name] as Form)(item, schema, parameters);
}

/** What stands behind a tag that may be there; else the item itself. */
function optional(item: unknown, of: unknown, tag: number): unknown {
  const mayBeThere = (of as unknown[]).length > 1;
  return mayBeThere && item instanceof Tag && Number(item.tag) === tag ? item.contents : item;
}

function isBytes(item: unknown): item is Uint8Array {
  return item instanceof Uint8Array;
}
