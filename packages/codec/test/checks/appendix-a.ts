/**
 * RFC 8949 Appendix A: the right value, the right bytes, the right notation.
 *
 * @module
 */

import type { Message } from "@wirebook/codec";
import type { Codec, Schema } from "wirebook-test/checks/codec";
import { type AppendixItem, fromHex, type Model, show, toHex } from "wirebook-test/checks/data";
import { define, type Side } from "wirebook-test/checks/engines";
import { diagnose } from "./notation.ts";

/** A schema that allows an item, and the value in memory that it must give. */
interface Reading {
  readonly as: string;
  readonly schema: Schema;
  readonly value: unknown;
  /** Hex that encoding must give; absent where the item is not in its preferred form. */
  readonly written?: string;
}

/** Gives the message type of a schema. */
export type Reader = (schema: Schema) => Message;

/** Makes each message type once: preparing one takes longer than all that is read with it here. */
export function createReader(engine: Side): Reader {
  const made = new Map<string, Message>();
  return (schema) => {
    const text = JSON.stringify(schema);
    const message =
      made.get(text) ?? define({ name: "test/appendix-a", title: "Appendix A", payload: schema }, { engine });
    made.set(text, message);
    return message;
  };
}

/** What is wrong with the codec's reading of one item: a sentence for each fault. */
export function appendixAProblems(codec: Codec, read: Reader, item: AppendixItem): string[] {
  const expected = readings(codec, item.expect, item.roundtrip ? item.hex : undefined);
  const problems = expected.flatMap((reading) => readingProblems(codec, read, item.hex, reading));
  if (expected.every(({ as }) => as === "unknown")) problems.push(...refusalProblems(codec, read, item));
  const notation = diagnose(codec.inspect(fromHex(item.hex)).items);
  const documented = notationOf(item);
  if (notation !== documented) problems.push(`inspect says ${notation}, the RFC ${documented}`);
  return problems;
}

/** All that a caller can ask for to get this item; empty where nobody can. */
function readings(codec: Codec, model: Model, written?: string): Reading[] {
  const { Type, Bytes, Uint64, Int64, Float64, Tagged } = codec;
  const one = (as: string, schema: Schema, value: unknown, hex = written): Reading => ({
    as,
    schema,
    value,
    ...(hex === undefined ? {} : { written: hex }),
  });
  if ("uint" in model || "nint" in model) {
    const value = BigInt("uint" in model ? model.uint : model.nint);
    const safe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
    return [
      one("unknown", Type.Unknown(), safe ? Number(value) : value),
      ...(safe
        ? [one("integer", Type.Integer(), Number(value)), one("number", Type.Number(), Number(value))]
        : []),
      ...(value >= 0n && value < 2n ** 64n ? [one("uint64", Uint64(), value)] : []),
      ...(value >= -(2n ** 63n) && value < 2n ** 63n ? [one("int64", Int64(), value)] : []),
    ];
  }
  if ("float" in model) {
    const value = Number(model.float);
    if (!Number.isFinite(value)) return [one("unknown", Type.Unknown(), value)];
    const integral = Number.isSafeInteger(value) && !Object.is(value, -0);
    // Floats with an integer value are written as integers: the fewest bytes that keep the value.
    const shortest = integral ? toHex(codec.jsonToCbor(value)) : written;
    return [
      // What no schema describes stays a float.
      one("unknown", Type.Unknown(), integral ? new codec.Float(value) : value),
      one("number", Type.Number(), value, shortest),
      ...(written?.startsWith("fb") ? [one("float64", Float64(), value)] : []),
      ...(written?.startsWith("fa") ? [one("float32", codec.Float32(), value)] : []),
    ];
  }
  if ("text" in model) {
    return [one("text", Type.String(), model.text), one("unknown", Type.Unknown(), model.text)];
  }
  if ("bytes" in model) {
    return [
      one("bytes", Bytes(), fromHex(model.bytes)),
      one("unknown", Type.Unknown(), fromHex(model.bytes)),
    ];
  }
  if ("bool" in model) {
    return [one("boolean", Type.Boolean(), model.bool), one("unknown", Type.Unknown(), model.bool)];
  }
  if ("null" in model) return [one("null", Type.Null(), null), one("unknown", Type.Unknown(), null)];
  if ("array" in model) {
    const value = model.array.map((inner) => unknownValue(codec, inner));
    return [one("array", Type.Array(Type.Unknown()), value), one("unknown", Type.Unknown(), value)];
  }
  if ("map" in model) return mapReadings(codec, model.map, one);
  if ("tag" in model) {
    const [tag, content] = model.tag;
    const inner = written === undefined ? undefined : toHex(contentOfTag(fromHex(written)));
    const head = written?.slice(0, written.length - (inner?.length ?? 0));
    const unknown = one("unknown", Type.Unknown(), new codec.Tag(Number(tag), unknownValue(codec, content)));
    const declared = readings(codec, content, inner)
      .filter(({ as }) => as !== "unknown")
      .map((reading) => ({
        ...reading,
        as: `tag ${tag} of ${reading.as}`,
        schema: Tagged(Number(tag), reading.schema),
        ...(reading.written === undefined ? {} : { written: `${head}${reading.written}` }),
      }));
    return [...declared, unknown];
  }
  const simple = "simple" in model ? Number(model.simple) : 23;
  return [one("unknown", Type.Unknown(), new codec.Simple(simple))];
}

function mapReadings(
  codec: Codec,
  entries: readonly (readonly [Model, Model])[],
  one: (as: string, schema: Schema, value: unknown, hex?: string) => Reading,
): Reading[] {
  const { Type } = codec;
  const value = Object.fromEntries(
    entries.map(([key, inner]) => [String(Object.values(key)[0]), unknownValue(codec, inner)]),
  );
  const integerKeys = entries.some(([key]) => !("text" in key));
  const textKeys = entries.some(([key]) => "text" in key);
  return [
    ...(integerKeys ? [] : [one("text-keyed record", Type.Record(Type.String(), Type.Unknown()), value)]),
    ...(textKeys ? [] : [one("integer-keyed record", Type.Record(Type.Integer(), Type.Unknown()), value)]),
    ...(integerKeys
      ? []
      : [one("open object", codec.Open({}), value), one("unknown", Type.Unknown(), value)]),
  ];
}

function unknownValue(codec: Codec, model: Model): unknown {
  return readings(codec, model).find(({ as }) => as === "unknown")?.value;
}

/** The content behind a tag's head, whose tag numbers in the appendix take one or two bytes. */
function contentOfTag(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(bytes[0] === 0xd8 ? 2 : 1);
}

/** Reads the item on its own and as a member of an object, and writes it again. */
function readingProblems(
  codec: Codec,
  read: Reader,
  hex: string,
  { as, schema, value, written }: Reading,
): string[] {
  const member = codec.Type.Object({ v: schema });
  const forms = [
    { form: as, schema, hex, value, written },
    {
      form: `member ${as}`,
      schema: member,
      hex: `a16176${hex}`,
      value: { v: value },
      written: written && `a16176${written}`,
    },
  ];
  return forms.flatMap((form) => {
    const problems: string[] = [];
    const message = read(form.schema);
    const decoded = message.decode(fromHex(form.hex));
    if (show(decoded) !== show(form.value))
      problems.push(`${form.form}: ${show(decoded)} for ${show(form.value)}`);
    const encoded = toHex(message.encode(form.value));
    if (form.written !== undefined && encoded !== form.written) {
      problems.push(`${form.form}: written as ${encoded}, not ${form.written}`);
    }
    if (show(message.decode(fromHex(encoded))) !== show(form.value))
      problems.push(`${form.form}: not read back`);
    const json = message.toJson(form.value);
    if (message.transcode(fromHex(form.hex)) !== JSON.stringify(json))
      problems.push(`${form.form}: transcode differs`);
    if (show(message.toJson(message.fromJson(json))) !== show(json)) {
      problems.push(`${form.form}: its JSON form does not come back`);
    }
    return problems;
  });
}

/** NaN, the infinities, undefined and other simple values: whatever a schema declares, they are refused. */
function refusalProblems(codec: Codec, read: Reader, { hex }: AppendixItem): string[] {
  const schemas = [codec.Type.Number(), codec.Type.Null(), codec.Type.Boolean()];
  return schemas.flatMap((payload) => {
    const message = read(payload);
    const result = message.safeDecode(fromHex(hex));
    if (result.ok) return [`accepted as ${show(result.value)}`];
    const { code, offset } = result.error;
    return code === "unexpected" && offset === 0 ? [] : [`${code} at ${offset}, not unexpected at 0`];
  });
}

/** The RFC's own notation, without its line savers: `...` is spelled out, characters stand for themselves. */
function notationOf({ diagnostic }: AppendixItem): string {
  const full = diagnostic.replace(
    "3, ... 25",
    Array.from({ length: 23 }, (_, index) => index + 3).join(", "),
  );
  return full.replace(/"(?:[^"\\]|\\.)*"/g, (text) => JSON.stringify(JSON.parse(text)));
}
