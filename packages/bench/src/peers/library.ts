import type { Case } from "../corpus/case.ts";
import { compileForMemory } from "../schema/ajv.ts";
import { type Schema, schemaOf, type Validate } from "../schema/json.ts";
import { type Peer, type Prepared, plain } from "./peer.ts";

/** A library that reads and writes values without a schema. */
export interface Library {
  decode(payload: Uint8Array): unknown;
  encode(value: unknown): Uint8Array;
  /** Of a CBOR library: what it makes of a map with integer keys. */
  readonly maps?: "Map" | "object";
}

/** The library alone: nothing is checked. */
export function alone(name: string, library: Library): Peer {
  return checked(name, library, () => () => true);
}

/** The library with Ajv, compiled for values in memory, behind the decoder and in front of the encoder. */
export function withAjv(name: string, library: Library): Peer {
  return checked(name, library, compileForMemory);
}

/** The library with any validator of values in memory. */
export function checked(name: string, library: Library, compile: (schema: Schema) => Validate): Peer {
  return {
    name,
    prepare: (one) =>
      one.wire !== undefined && library.maps === "Map" && one.wire.fromMap === undefined
        ? undefined
        : prepare(one, library, compile(schemaOf(one))),
  };
}

function prepare(one: Case, library: Library, validate: Validate): Prepared {
  const { read, write } = named(one, library);
  const check = (value: unknown) => {
    if (!validate(value)) throw new TypeError("not what the schema says");
    return value;
  };
  return {
    // Readers of CBOR all get the same bytes, whatever order of keys they would write.
    payload: library.maps === undefined ? Uint8Array.from(write(one.value)) : one.message.encode(one.value),
    value: one.value,
    decode: (payload) => check(read(payload)),
    transcode: (payload) => JSON.stringify(one.bytesToText(check(read(payload)))),
    encode: (value) => write(check(value)),
    comparable: plain,
  };
}

/** The library's verbs, with names in place of integer keys. */
function named({ wire }: Case, { decode, encode, maps }: Library) {
  if (wire === undefined || maps === undefined) return { read: decode, write: encode };
  return {
    read: (payload: Uint8Array) =>
      maps === "Map" ? wire.fromMap?.(decode(payload)) : wire.fromObject(decode(payload)),
    write: (value: unknown) => encode(wire.toMap(value)),
  };
}
