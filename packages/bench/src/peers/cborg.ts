import { decode, encode } from "cborg";
import type { Library } from "./library.ts";

const options = { useMaps: false };
const withMaps = { useMaps: true };

/** cborg with its default settings. */
export const cborg: Library = {
  decode: (payload) => decode(payload, options),
  encode,
  maps: "object",
};

/** cborg for keys that are not text. */
export const cborgMaps: Library = {
  decode: (payload) => decode(payload, withMaps),
  encode,
  maps: "Map",
};
