import { decode, encode } from "cbor2";
import type { Library } from "./library.ts";

/** cbor2 with its default settings. */
export const cbor2: Library = { decode, encode: (value) => encode(value), maps: "Map" };
