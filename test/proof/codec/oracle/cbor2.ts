import { decode } from "cbor2";

/** A map as it stands in the payload, repeated keys and all. */
export class Pairs {
  readonly entries: readonly (readonly [unknown, unknown])[];
  constructor(entries: readonly (readonly [unknown, unknown])[]) {
    this.entries = entries;
  }
}

/** What cbor2 makes of a payload: nothing where it is not well-formed. */
export type Reading = { readonly item: unknown; readonly validText: boolean } | undefined;

const options = {
  // Whether a tag's content makes sense is for a schema to say.
  ignoreGlobalTags: true,
  // Integers are bigints and floats are numbers, or 1 and 1.0 were one.
  preferBigInt: true,
  collapseBigInts: false,
  createObject: (entries: readonly (readonly [unknown, unknown, Uint8Array])[]) =>
    new Pairs(entries.map(([key, value]) => [key, value])),
};

/** Asks cbor2 whether a payload is well-formed, and whether its text is valid UTF-8. */
export function readWithCbor2(payload: Uint8Array): Reading {
  try {
    return { item: decode(payload, options), validText: true };
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_ENCODING_INVALID_ENCODED_DATA") return undefined;
  }
  return readOn(payload);
}

const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const readLeniently = lenient.decode.bind(lenient);

/** cbor2 stops at bad UTF-8 and has no option to go on; what comes behind may still not be well-formed. */
function readOn(payload: Uint8Array): Reading {
  const { decode: original } = TextDecoder.prototype;
  TextDecoder.prototype.decode = readLeniently;
  try {
    return { item: decode(payload, options), validText: false };
  } catch {
    return undefined;
  } finally {
    TextDecoder.prototype.decode = original;
  }
}
