/**
 * What the items of a set, and the keys and values of a map, may be: whatever holds no others and is compared at little cost.
 *
 * @module
 */
import { fromBase64, toBase64 } from "../cbor/base64.ts";
import { isBytes, isText } from "../json/kinds.ts";
import { annotations, type JsonSchema } from "../plan/json-schema.ts";
import { wideFromJson, wideToJson } from "./wide.ts";

/** How an item is known, and what it is in JSON. */
export interface ItemForm {
  /** The value in memory of what the base has; `undefined` for what is none. */
  take(value: unknown): unknown;
  toJson(value: unknown): unknown;
  fromJson(json: unknown): unknown;
}

/** The names of the forms. */
export type ItemName = "integer" | "text" | "bytes" | "boolean" | "uint64" | "int64";

const integer = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) + 0 : undefined);
const text = (value: unknown) => (isText(value) ? value : undefined);
const boolean = (value: unknown) => (typeof value === "boolean" ? value : undefined);
const same = (value: unknown) => value;

function wide(cut: (bits: number, integer: bigint) => bigint): ItemForm {
  const take = (value: unknown) =>
    typeof value === "bigint" && cut(64, value) === value ? value : undefined;
  return {
    take,
    toJson: (value) => wideToJson(value as bigint),
    fromJson: (json) => take(wideFromJson(json)),
  };
}

const forms: Readonly<Record<ItemName, ItemForm>> = {
  integer: { take: integer, toJson: same, fromJson: integer },
  text: { take: text, toJson: same, fromJson: text },
  boolean: { take: boolean, toJson: same, fromJson: boolean },
  bytes: {
    take: (value) => (isBytes(value) ? value : undefined),
    toJson: (value) => toBase64(value as Uint8Array),
    fromJson: (json) => (typeof json === "string" ? fromBase64(json) : undefined),
  },
  uint64: wide(BigInt.asUintN),
  int64: wide(BigInt.asIntN),
};

/** The form of a name. */
export function formOf(name: unknown): ItemForm {
  return forms[name as ItemName];
}

/** A value that two items share if they are the same one. */
export function identityOf(item: unknown): unknown {
  return isBytes(item) ? `bytes ${toBase64(item)}` : item;
}

/** Words about an item, and what its type says of it by itself. */
const WORDS: ReadonlySet<string> = new Set([
  ...annotations,
  ...["type", "format", "pattern", "contentEncoding", "minimum", "maximum", "unit", "source"],
]);

/**
 * The name of the form that a schema says, and the schema as plain data.
 *
 * @throws TypeError for another one, and for one that says more
 */
export function itemOf(
  builder: string,
  schema: object,
): { readonly name: ItemName; readonly plain: JsonSchema } {
  const plain: JsonSchema = JSON.parse(JSON.stringify(schema));
  const { type, format, contentEncoding, minimum, pattern } = plain;
  const isWide = format === "uint64" || format === "int64";
  const name = isWide ? format : contentEncoding === "base64" ? "bytes" : type === "string" ? "text" : type;
  const isBounded = !isWide && (minimum ?? plain.maximum ?? pattern) !== undefined;
  const saysMore = isBounded || Object.keys(plain).some((word) => !WORDS.has(word));
  if (!Object.hasOwn(forms, name as string) || saysMore) {
    throw new TypeError(
      `${builder}: expected Type.Integer, Type.String, Type.Boolean, Bytes, Uint64 or Int64 of no bounds`,
    );
  }
  return { name: name as ItemName, plain };
}
