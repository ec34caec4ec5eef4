import { Packr } from "msgpackr";
import type { Library } from "./library.ts";

const packr = new Packr({ useRecords: false, variableMapSize: true });

/** MessagePack. */
export const msgpackr: Library = {
  decode: (payload) => packr.unpack(payload),
  encode: (value) => packr.pack(value),
};
