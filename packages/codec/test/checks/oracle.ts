/**
 * cbor2 as the second opinion: a reader of another's making, asked only what RFC 8949 decides, with the mapping of the
 * design written a second time on top of the values that it builds.
 *
 * @module
 */
import { decode, Simple, Tag } from "cbor2";

/** What the oracle thinks of a payload: every code that a refusal may have, or the JSON of an acceptable one. */
export type Opinion =
  | { readonly reading: "valid"; readonly json: unknown }
  | { readonly reading: Exclude<OracleReading, "valid">; readonly because: string };

/** The oracle's readings, from bad to good. */
export type OracleReading = "broken" | "bad UTF-8" | "keys clash" | "no JSON form" | "valid";

/** A map as it stands in the payload, repeated keys and all. */
class Pairs {
  readonly entries: readonly (readonly [unknown, unknown])[];
  constructor(entries: readonly (readonly [unknown, unknown])[]) {
    this.entries = entries;
  }
}

const options = {
  // Tags mean nothing here: whether their content makes sense is for a schema to say.
  ignoreGlobalTags: true,
  collapseBigInts: false,
  createObject: (entries: readonly (readonly [unknown, unknown, Uint8Array])[]) =>
    new Pairs(entries.map(([key, value]) => [key, value])),
};

/** Asks cbor2, then maps what it read. */
export function askOracle(payload: Uint8Array): Opinion {
  let value: unknown;
  try {
    value = decode(payload, options);
  } catch (error) {
    const utf8 = (error as { code?: string }).code === "ERR_ENCODING_INVALID_ENCODED_DATA";
    return { reading: utf8 ? "bad UTF-8" : "broken", because: String(error) };
  }
  const mapping = createMapping();
  const json = mapping.toJson(value);
  if (mapping.clash !== undefined) return { reading: "keys clash", because: mapping.clash };
  if (mapping.unmapped !== undefined) return { reading: "no JSON form", because: mapping.unmapped };
  return { reading: "valid", json };
}

/** The mapping without a schema; it goes through the whole value, for a clash of keys outweighs all else. */
function createMapping() {
  const found: { clash?: string; unmapped?: string } = {};

  function toJson(value: unknown): unknown {
    if (value instanceof Pairs) return fromPairs(value);
    if (Array.isArray(value)) return value.map(toJson);
    if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    if (typeof value === "number" && Number.isFinite(value)) return value === 0 ? 0 : value;
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    found.unmapped ??= kindOf(value);
    return value instanceof Tag ? toJson(value.contents) : null;
  }

  function fromPairs({ entries }: Pairs): unknown {
    const names = new Set<string>();
    const members = entries.map(([key, inner]) => {
      const name = nameOf(key);
      if (names.has(name)) found.clash ??= "two keys are one name";
      names.add(name);
      return [name, toJson(inner)] as const;
    });
    return Object.fromEntries(members);
  }

  function nameOf(key: unknown): string {
    if (key instanceof Pairs || Array.isArray(key)) found.clash ??= "an array or a map is a key";
    if (typeof key === "number" && Number.isFinite(key)) return String(key === 0 ? 0 : key);
    if (key instanceof Uint8Array) return Buffer.from(key).toString("base64");
    const nameless = typeof key === "object" && key !== null;
    if (
      !nameless &&
      key !== undefined &&
      !Number.isNaN(key) &&
      Math.abs(Number(key)) !== Number.POSITIVE_INFINITY
    ) {
      return String(key);
    }
    toJson(key);
    // No string of UTF-8 looks like this: it stands for the key only among its like.
    return `\ud800${kindOf(key)} ${key instanceof Tag ? JSON.stringify(toJson(key.contents)) : String(key)}`;
  }

  return {
    toJson,
    get clash() {
      return found.clash;
    },
    get unmapped() {
      return found.unmapped;
    },
  };
}

function kindOf(value: unknown): string {
  if (value instanceof Tag) return `tag ${String(value.tag)}`;
  if (value instanceof Simple) return `simple(${value.value})`;
  return typeof value === "number" ? "NaN or an infinity" : String(value);
}
