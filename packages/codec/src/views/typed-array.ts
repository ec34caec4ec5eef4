import { isThere } from "../json/kinds.ts";
import type { FieldOptions } from "../plan/builders.ts";
import type { JsonSchema } from "../plan/json-schema.ts";
import { OF_A_CLASS } from "../plan/value-kind.ts";
import type { View } from "../plan/views.ts";
import { choose, type OtherView, viewed } from "./view.ts";
import { wideFromJson, wideToJson } from "./wide.ts";

/** The arrays there are, by what they are of. */
export interface TypedArrays {
  uint8: Uint8Array<ArrayBuffer>;
  "uint8-clamped": Uint8ClampedArray<ArrayBuffer>;
  uint16: Uint16Array<ArrayBuffer>;
  uint32: Uint32Array<ArrayBuffer>;
  uint64: BigUint64Array<ArrayBuffer>;
  int8: Int8Array<ArrayBuffer>;
  int16: Int16Array<ArrayBuffer>;
  int32: Int32Array<ArrayBuffer>;
  int64: BigInt64Array<ArrayBuffer>;
  float32: Float32Array<ArrayBuffer>;
  float64: Float64Array<ArrayBuffer>;
}

/** What an item is in JSON. */
type ItemJson<Of extends keyof TypedArrays> = Of extends "uint64" | "int64" ? number | string : number;

/** Which byte of an item comes first. */
type Order = "little" | "big";

/** How long it is, and how it is written. */
export interface TypedArrayOptions extends FieldOptions {
  /** In items, as `minLength` and `maxLength` are. */
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Which byte of an item is written first: `little` if left out, the least one. Items of one byte have no order. */
  readonly order?: Order;
  /** Reads either order, each behind its tag. */
  readonly either?: boolean;
}

/** What a number of an array is made of: its class, how it is read and written, and the tags of either order. */
interface Element {
  readonly class: new (
    length: number,
  ) => ArrayLike<number | bigint> & { BYTES_PER_ELEMENT: number; byteLength: number };
  readonly name:
    | "Uint8"
    | "Uint16"
    | "Uint32"
    | "BigUint64"
    | "Int8"
    | "Int16"
    | "Int32"
    | "BigInt64"
    | "Float32"
    | "Float64";
  readonly little: number;
  readonly big: number;
  /** The bounds of an item. */
  readonly least: number;
  readonly most: number;
}

const MOST_SINGLE = 3.4028234663852886e38;
const SAFE = Number.MAX_SAFE_INTEGER;

const elements: { readonly [Of in keyof TypedArrays]: Element } = {
  uint8: { class: Uint8Array, name: "Uint8", little: 64, big: 64, least: 0, most: 0xff },
  "uint8-clamped": { class: Uint8ClampedArray, name: "Uint8", little: 68, big: 68, least: 0, most: 0xff },
  uint16: { class: Uint16Array, name: "Uint16", little: 69, big: 65, least: 0, most: 0xffff },
  uint32: { class: Uint32Array, name: "Uint32", little: 70, big: 66, least: 0, most: 0xffff_ffff },
  uint64: { class: BigUint64Array, name: "BigUint64", little: 71, big: 67, least: 0, most: SAFE },
  int8: { class: Int8Array, name: "Int8", little: 72, big: 72, least: -0x80, most: 0x7f },
  int16: { class: Int16Array, name: "Int16", little: 77, big: 73, least: -0x8000, most: 0x7fff },
  int32: { class: Int32Array, name: "Int32", little: 78, big: 74, least: -0x8000_0000, most: 0x7fff_ffff },
  int64: { class: BigInt64Array, name: "BigInt64", little: 79, big: 75, least: -SAFE, most: SAFE },
  float32: {
    class: Float32Array,
    name: "Float32",
    little: 85,
    big: 81,
    least: -MOST_SINGLE,
    most: MOST_SINGLE,
  },
  float64: {
    class: Float64Array,
    name: "Float64",
    little: 86,
    big: 82,
    least: -Number.MAX_VALUE,
    most: Number.MAX_VALUE,
  },
};

type Items = Record<number, number | bigint> & ArrayBufferView<ArrayBuffer> & { readonly length: number };

/** The order in which this machine has the bytes of a number in its memory. */
const NATIVE: Order = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";

/** Copies bytes, those of each item of so many bytes the other way round. */
function turn(from: Uint8Array, to: Uint8Array, size: number): void {
  for (let start = 0; start < from.length; start += size) {
    for (let at = 0; at < size; at++) to[start + at] = from[start + size - 1 - at] as number;
  }
}

/** The conversions of `TypedArray`. */
export function typedArray({ array: of, orders, least, most }: JsonSchema = {}): View {
  const element = elements[of as keyof TypedArrays];
  const { class: Class, name } = element;
  const size = Number((Class as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT);
  const isFloat = name.startsWith("Float");
  const isWide = name.startsWith("Big");
  const fits = (length: number) => length >= (least as number) && !(length > (most as number));
  const tag = `[object ${Class.name}]`;
  /** One of another realm too. */
  const isOne = (value: unknown): value is Items =>
    ArrayBuffer.isView(value) &&
    (value instanceof Class || Object.prototype.toString.call(value) === tag) &&
    isThere(value as unknown as Uint8Array);
  const isRight = (items: Items) => {
    for (let at = 0; isFloat && at < items.length; at++) if (!Number.isFinite(items[at])) return false;
    return true;
  };
  /** Copies the bytes of items from one order into another. */
  const copy = (from: Uint8Array, to: Uint8Array, order: Order) =>
    size === 1 || order === NATIVE ? to.set(from) : turn(from, to, size);
  const itemFromJson = (json: unknown): number | bigint | undefined => {
    if (isWide) {
      const wide = wideFromJson(json);
      const cut = of === "uint64" ? BigInt.asUintN : BigInt.asIntN;
      return wide !== undefined && cut(64, wide) === wide ? wide : undefined;
    }
    const number = json as number;
    const isFit = isFloat ? Number.isFinite(number) : Number.isInteger(number);
    return isFit && number >= element.least && number <= element.most ? number : undefined;
  };
  return {
    fromWire(given, which) {
      const bytes = given as Uint8Array;
      const length = bytes.length / size;
      if (!Number.isInteger(length) || !fits(length)) return undefined;
      const items = new Class(length) as unknown as Items;
      copy(bytes, new Uint8Array(items.buffer), (orders as Order[])[which] as Order);
      return isRight(items) ? items : undefined;
    },
    toWire(value) {
      if (!isOne(value) || !fits(value.length) || !isRight(value)) return undefined;
      const bytes = new Uint8Array(value.length * size);
      const own = new Uint8Array(value.buffer, value.byteOffset, bytes.length);
      copy(own, bytes, (orders as Order[])[0] as Order);
      return bytes;
    },
    copies: true,
    isNumbers: !isWide,
    toJson: (value) =>
      Array.from(value as Items, (item) => (typeof item === "bigint" ? wideToJson(item) : item + 0)),
    fromJson(json) {
      if (!Array.isArray(json) || !fits(json.length)) return undefined;
      const items = new Class(json.length) as unknown as Items;
      for (let at = 0; at < json.length; at++) {
        const item = itemFromJson(json[at]);
        if (item === undefined) return undefined;
        items[at] = item;
      }
      return items;
    },
  };
}

/**
 * An array of numbers of one kind, as bytes behind the tag that says which: a typed array of its own memory here, an array of
 * numbers in JSON. Floats are finite.
 *
 * @example TypedArray("uint16", { maxLength: 512, unit: "mV" })
 * @throws TypeError when there is no such array
 * @see {@link https://www.rfc-editor.org/rfc/rfc8746.html#section-2 | RFC 8746 §2}
 */
export function TypedArray<const Of extends keyof TypedArrays>(
  of: Of,
  options: TypedArrayOptions = {},
): OtherView<TypedArrays[Of], ItemJson<Of>[]> {
  const {
    length,
    minLength: least = length ?? 0,
    maxLength: most = length,
    order = "little",
    either = false,
    ...words
  } = options;
  if (!Object.hasOwn(elements, of)) {
    throw new TypeError(
      `TypedArray: expected one of ${Object.keys(elements).join(", ")}; for floats of 16 or 128 bits, Tagged(84, Bytes()) has their bytes, or tag 80, 87 or 83`,
    );
  }
  choose("TypedArray", "order", order, ["little", "big"]);
  const isLength = (one: unknown): boolean => Number.isSafeInteger(one) && (one as number) >= 0;
  if (!isLength(least) || (most !== undefined && (!isLength(most) || most < least))) {
    throw new TypeError("TypedArray: expected lengths that are unsigned integers, the least up to the most");
  }
  const element = elements[of];
  const size = (element.class as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
  const isWide = element.name.startsWith("Big");
  const bytes = {
    type: "string",
    contentEncoding: "base64",
    minBytes: least * size,
    ...(most === undefined ? {} : { maxBytes: most * size }),
  };
  const reads = either && element.little !== element.big;
  const orders: Order[] = reads ? [order, order === "little" ? "big" : "little"] : [order];
  const item = {
    type: isWide ? ["integer", "string"] : element.name.startsWith("Float") ? "number" : "integer",
    ...(isWide ? { pattern: "^(0|-?[1-9][0-9]{0,19})$" } : {}),
    minimum: element.least,
    maximum: element.most,
  };
  return viewed(
    typedArray,
    {
      name: "typedArray",
      of: reads ? orders.map((one) => ({ cborTag: element[one], ...bytes })) : [bytes],
      expected: `an array of ${of}${least === 0 && most === undefined ? "" : ` of ${least === most ? least : most === undefined ? `at least ${least}` : `${least} to ${most}`} items`}`,
      memory: of === "uint8" ? "bytes" : OF_A_CLASS,
      array: of,
      orders,
      least,
      ...(most === undefined ? {} : { most }),
    },
    {
      type: "array",
      items: item,
      minItems: least,
      ...(most === undefined ? {} : { maxItems: most }),
    },
    { ...words, tag: reads ? undefined : element[order] },
  );
}
