/**
 * Field builders for what CBOR has and JSON Schema has no type for. Each is a TypeBox schema: it stands wherever one
 * of TypeBox's own does, and its JSON Schema is the JSON form of the field.
 *
 * @module
 */
import type { TProperties, TSchema } from "typebox";
import { choose, refuseOptions } from "./options.ts";
import { nearestSafe } from "./read-scalars.ts";
import { Type } from "./typebox.ts";

/** Options that every field takes, those of JSON Schema among them. */
export interface FieldOptions {
  readonly title?: string;
  readonly description?: string;
  /** SenML unit symbol such as `V`, `Cel`, `dBm`, `s` (RFC 8428 §12.1, RFC 8798). */
  readonly unit?: string;
  /** Keeps the value out of error texts, logs, command-line output and documentation. */
  readonly sensitive?: boolean;
  /** Integer key of this member on the wire, in place of its name. */
  readonly key?: number;
  /** Where the fact comes from. */
  readonly source?: string;
}

/** Length of a byte string, in bytes. */
export interface BytesOptions extends FieldOptions {
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const notRun = (): never => {
  throw new TypeError("Wirebook's codecs convert this field; TypeBox's Value.Decode and Value.Encode do not");
};

/** Types a schema's value in memory apart from its JSON form; the conversion itself is the codec's. */
function withValue<Value>() {
  return <T extends TSchema>(schema: T) =>
    Type.Codec(schema)
      .Decode((): Value => notRun())
      .Encode(notRun);
}

/** Length of the base64 text of so many bytes. */
const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

/**
 * A byte string: `Uint8Array` in memory, standard base64 with padding in JSON.
 *
 * @example Bytes({ length: 8, description: "EUI of the join server" })
 * @throws TypeError where `length` stands beside another bound
 */
export function Bytes(options: BytesOptions = {}) {
  const { length, minLength = length, maxLength = length, ...words } = options;
  if (length !== undefined && (minLength !== length || maxLength !== length)) {
    throw new TypeError("Bytes: expected length, or else minLength and maxLength");
  }
  return withValue<Uint8Array<ArrayBuffer>>()(
    Type.String({
      contentEncoding: "base64",
      ...(minLength === undefined ? {} : { minBytes: minLength, minLength: base64Length(minLength) }),
      ...(maxLength === undefined ? {} : { maxBytes: maxLength, maxLength: base64Length(maxLength) }),
      ...words,
    }),
  );
}

/** Range of an integer of 64 bits, both ends included. */
export interface WideIntegerOptions extends FieldOptions {
  readonly minimum?: bigint | number;
  readonly maximum?: bigint | number;
}

/** What an integer of 64 bits is, its own bounds apart. */
interface WideInteger {
  readonly format: "uint64" | "int64";
  readonly pattern: string;
  readonly least: bigint;
  readonly greatest: bigint;
}

function wideInteger(
  { format, pattern, least, greatest }: WideInteger,
  { minimum, maximum, ...words }: WideIntegerOptions,
) {
  const ends = [minimum ?? least, maximum ?? greatest];
  const [from, to] = ends as [bigint, bigint];
  const areIntegers = ends.every((end) => typeof end === "bigint" || Number.isSafeInteger(end));
  if (!areIntegers || from < least || from > to || to > greatest) {
    throw new TypeError(
      `${format}: expected integers, the minimum up to the maximum, both from ${least} to ${greatest}`,
    );
  }
  return withValue<bigint>()(
    Type.Unsafe<number | string>({
      type: ["integer", "string"],
      format,
      pattern,
      minimum: nearestSafe(from),
      maximum: nearestSafe(to),
      // Of a decimal string, and of an integer beyond those that are safe, JSON Schema knows no bounds.
      ...(minimum === undefined ? {} : { minInteger: `${minimum}` }),
      ...(maximum === undefined ? {} : { maxInteger: `${maximum}` }),
      ...words,
    }),
  );
}

/** An integer from 0 to 2^64−1: `bigint` in memory; in JSON a number where that is exact, else a decimal string. */
export function Uint64(options: WideIntegerOptions = {}) {
  const pattern = "^(0|[1-9][0-9]{0,19})$";
  return wideInteger({ format: "uint64", pattern, least: 0n, greatest: 2n ** 64n - 1n }, options);
}

/** An integer from −2^63 to 2^63−1: `bigint` in memory; in JSON a number where that is exact, else a decimal string. */
export function Int64(options: WideIntegerOptions = {}) {
  const pattern = "^(0|-?[1-9][0-9]{0,18})$";
  return wideInteger({ format: "int64", pattern, least: -(2n ** 63n), greatest: 2n ** 63n - 1n }, options);
}

/** Range of a float, both ends included. */
export interface FloatOptions extends FieldOptions {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A number that is always written as a 32-bit float (rounded to one); any float or integer is read. */
export function Float32(options: FloatOptions = {}) {
  return Type.Number({ format: "float", ...options });
}

/** A number that is always written as a 64-bit float; any float or integer is read. */
export function Float64(options: FloatOptions = {}) {
  return Type.Number({ format: "double", ...options });
}

/** How a tag is read and written, and what is said of the field as a whole. */
export interface TaggedOptions extends FieldOptions {
  /**
   * Reads content without the tag, too. It is written with it, since a definition that names a tag tells receivers of it;
   * `"omitted"` writes it without.
   */
  readonly optional?: boolean | "omitted";
  readonly keep?: false;
}

/** How a tag is kept: beside the value. */
export interface KeptTagOptions extends FieldOptions {
  /** Value and JSON are `{ tag, value }`: so branches of a union can be told by their tags alone. */
  readonly keep: true;
  readonly optional?: false;
}

/** What `Tagged` makes of content whose tag is kept. */
export type KeptTag<Tag extends number, Content extends TSchema> = ReturnType<
  typeof Type.Object<{ tag: ReturnType<typeof Type.Literal<Tag>>; value: Content }>
>;

/**
 * `content` behind the CBOR tag `tag`, and behind no other; value and JSON are those of `content`, unless the tag is kept.
 * The content may have tags of its own. What the options say of the field stands in place of what the content says; what is
 * sensitive remains so.
 *
 * @example Tagged(61, Tagged(18, payload))
 * @example Tagged(55799, payload, { optional: true })
 * @example Type.Union([Tagged(17, mac, { keep: true }), Tagged(18, sign, { keep: true })])
 * @throws TypeError when `tag` is no unsigned integer, or is to be both kept and optional, or content of one that is kept is,
 * and for an option that there is none of
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4 | RFC 8949 §3.4}
 */
export function Tagged<T extends TSchema>(tag: number, content: T, options?: TaggedOptions): T;
export function Tagged<const Tag extends number, T extends TSchema>(
  tag: Tag,
  content: T,
  options: KeptTagOptions,
): KeptTag<Tag, T>;
export function Tagged(tag: number, content: TSchema, options: TaggedOptions | KeptTagOptions = {}): TSchema {
  const { optional = false, keep = false, ...words } = options;
  if (!Number.isSafeInteger(tag) || tag < 0)
    throw new TypeError("Tagged: expected a tag number from 0 to 2^53-1");
  expectSchema("Tagged", content);
  choose("Tagged", "optional", optional, [true, false, "omitted"]);
  choose("Tagged", "keep", keep, [true, false]);
  refuseOptions("Tagged", words);
  if (optional && keep) throw new TypeError("Tagged: expected a tag to be kept, or to be optional");
  if (keep && Type.IsOptional(content))
    throw new TypeError("Tagged: expected Type.Optional around a tag that is kept");
  if (keep) return Type.Object({ tag: Type.Literal(tag), value: content }, { keptTag: tag, ...words });
  return inside(content, optional ? { tag, optional: optional === true ? "written" : optional } : tag, words);
}

/** How a byte string with an item in it is read and written, and what is said of the field as a whole. */
export interface EmbeddedOptions extends FieldOptions {
  /** Whether tag 24 stands in front of it: always, never, or perhaps. It does not, unless that is said. */
  readonly tag?: boolean | "optional";
  /** That a map without members is written as no bytes at all, as COSE has it, and read so, too. */
  readonly zeroLengthMap?: boolean;
}

/**
 * A byte string whose bytes are one data item, as they are where they are signed. Value and JSON are those of `content`; what
 * is wrong in it is told at its byte in the whole payload, and the limits count it.
 *
 * @example Embedded(Type.Object({ alg: Type.Integer({ key: 1 }) }), { zeroLengthMap: true })
 * @throws TypeError for an option that there is none of
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4.5.1 | RFC 8949 §3.4.5.1}
 */
export function Embedded<T extends TSchema>(content: T, options: EmbeddedOptions = {}): T {
  const { tag = false, zeroLengthMap = false, ...words } = options;
  expectSchema("Embedded", content);
  choose("Embedded", "tag", tag, [true, false, "optional"]);
  choose("Embedded", "zeroLengthMap", zeroLengthMap, [true, false]);
  refuseOptions("Embedded", words);
  const bytes = inside(content, { embedded: true, ...(zeroLengthMap && { zeroLengthMap }) }, words);
  return tag ? Tagged(24, bytes, { optional: tag === "optional" }) : bytes;
}

function expectSchema(builder: string, content: unknown): void {
  if (Object(content) !== content) throw new TypeError(`${builder}: expected a schema of the content`);
}

/**
 * A schema with something more around what it says, on the wire: a tag, or a byte string.
 *
 * @param words - what is said of the whole
 */
function inside<T extends TSchema>(content: T, layer: number | object, words: FieldOptions): T {
  const { cborTag: inner = [], sensitive } = content as { cborTag?: unknown; sensitive?: boolean };
  const isPlain = typeof layer === "number" && !("cborTag" in content);
  const said = Object.entries(words).filter(([, word]) => word !== undefined);
  // TypeBox keeps a schema's kind and optionality in hidden properties, which a spread would lose.
  return Object.defineProperties({} as T, {
    ...Object.getOwnPropertyDescriptors(content),
    ...Object.getOwnPropertyDescriptors({ ...Object.fromEntries(said), ...(sensitive && { sensitive }) }),
    cborTag: {
      value: isPlain ? layer : [layer, inner].flat(),
      enumerable: true,
      configurable: true,
      writable: true,
    },
  });
}

/**
 * An object that keeps members beyond its own: they are of type `unknown`, and `encode` writes them as the data items that
 * `decode` read, whatever they and their keys are. For what no plain value says there are `Tag`, `Simple` and `Float`, and
 * the list under the symbol `undeclared`.
 *
 * @throws TypeError where something is said of those members
 */
export function Open<Properties extends TProperties>(
  properties: Properties,
  options: FieldOptions & { readonly minProperties?: number; readonly maxProperties?: number } = {},
) {
  type Schema = ReturnType<
    typeof Type.Intersect<
      [
        ReturnType<typeof Type.Object<Properties>>,
        ReturnType<typeof Type.Record<ReturnType<typeof Type.String>, ReturnType<typeof Type.Unknown>>>,
      ]
    >
  >;
  if ("additionalProperties" in options) {
    throw new TypeError("Open: expected no additionalProperties: it keeps what comes; else use Type.Object");
  }
  return Type.Object(properties, { ...options, additionalProperties: true }) as unknown as Schema;
}
