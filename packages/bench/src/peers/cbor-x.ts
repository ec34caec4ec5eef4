import { Decoder, Encoder } from "cbor-x";
import type { Library } from "./library.ts";

const decoder = new Decoder({ useRecords: false, mapsAsObjects: true });
const copying: object = { copyBuffers: true };
const copyingDecoder = new Decoder({ useRecords: false, mapsAsObjects: true, ...copying });
// Its types do not know this option, without which every Map gets a tag.
const untagged: object = { useTag259ForMaps: false };
const encoder = new Encoder({ useRecords: false, variableMapSize: true, tagUint8Array: false, ...untagged });

/** cbor-x as fast as it can be set up: byte strings share memory with the payload. */
export const cborX: Library = {
  decode: (payload) => decoder.decode(payload),
  encode: (value) => encoder.encode(value),
  maps: "object",
};

/** The same with byte strings that have memory of their own, as ours do. */
export const cborXCopies: Library = { ...cborX, decode: (payload) => copyingDecoder.decode(payload) };
