import { structs as decoding } from "../compiled/generate/decode/arrays.ts";
import { structs as encoding } from "../compiled/generate/encode/arrays.ts";
import { structs as transcoding } from "../compiled/generate/transcode/arrays.ts";
import { structs as converting } from "../json/convert.ts";
import { structs as emitting } from "../plan/json-schema.ts";
import { readStruct } from "../plan/read-struct.ts";
import { structs as reading } from "../plan/structs.ts";
import { structCode } from "./convert.ts";
import { decodeStruct } from "./decode.ts";
import { encodeStruct } from "./encode.ts";
import { orderStruct } from "./order.ts";
import { transcodeStruct } from "./transcode.ts";

/** Makes all known that arrays with names need: whoever does not call it is not sent it. */
export function bringStructs(): void {
  Object.assign(reading, { read: readStruct, known: true });
  Object.assign(converting, structCode);
  emitting.order = orderStruct;
  decoding.decode = decodeStruct;
  encoding.encode = encodeStruct;
  transcoding.transcode = transcodeStruct;
}
