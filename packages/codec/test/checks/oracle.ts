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
  | { readonly reading: "no JSON form"; readonly because: string }
  | { readonly reading: Exclude<OracleReading, "valid" | "no JSON form">; readonly because: string };

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
  // Integers are bigints and floats are numbers: as keys, 1 and 1.0 are two.
  preferBigInt: true,
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

/** The mapping of what no schema describes; it goes through the whole value, for a repeated key outweighs all else. */
function createMapping() {
  const found: { clash?: string; unmapped?: string } = {};

  function toJson(value: unknown): unknown {
    if (value instanceof Pairs) return fromPairs(value);
    if (Array.isArray(value)) return value.map(toJson);
    if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
    if (value instanceof Tag)
      return { tag: integer(BigInt(value.tag as bigint)), value: toJson(value.contents) };
    if (value instanceof Simple) return { simple: Number(value.value) };
    if (value === undefined) return null;
    if (typeof value === "bigint") return integer(value);
    if (typeof value !== "number") return value;
    return Number.isFinite(value) ? value + 0 : String(value);
  }

  function fromPairs({ entries }: Pairs): unknown {
    const keys = new Set<string>();
    const names = new Set<string | undefined>([undefined]);
    const members = entries.map(([key, inner]) => {
      const identity = identityOf(key);
      if (keys.has(identity)) found.clash ??= "a key is repeated";
      keys.add(identity);
      toJson(key);
      const name = nameOf(key);
      if (names.has(name))
        found.unmapped ??= name === undefined ? "a key has no name" : "two keys are one name";
      names.add(name);
      return [name, toJson(inner)] as const;
    });
    return Object.fromEntries(members);
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

function integer(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** What a key is called in JSON, if it has a name there. */
function nameOf(key: unknown): string | undefined {
  if (key instanceof Uint8Array) return Buffer.from(key).toString("base64");
  if (typeof key === "number") return Number.isFinite(key) ? String(key + 0) : undefined;
  const isNamed = key === null || ["string", "boolean", "bigint"].includes(typeof key);
  return isNamed ? String(key) : undefined;
}

/** A text that equal keys share. Of NaN, cbor2 does not keep the bits. */
function identityOf(key: unknown): string {
  if (key instanceof Pairs) {
    const members = key.entries.map(([one, value]) => `${identityOf(one)}: ${identityOf(value)}`);
    return `{${members.sort().join(", ")}}`;
  }
  if (Array.isArray(key)) return `[${key.map(identityOf).join(", ")}]`;
  if (key instanceof Tag) return `${key.tag}(${identityOf(key.contents)})`;
  if (key instanceof Simple) return `simple ${key.value}`;
  if (key instanceof Uint8Array) return `bytes ${Buffer.from(key).toString("hex")}`;
  if (typeof key === "string") return JSON.stringify(key);
  return typeof key === "number" ? `float ${key + 0}` : String(key);
}
