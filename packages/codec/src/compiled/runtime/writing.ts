/**
 * What generated code calls that writes payloads.
 *
 * @module
 */

export {
  grow,
  putBigint,
  putBytes,
  putDouble,
  putHead,
  putInteger,
  putShortest,
  putSingle,
  putText,
} from "../../cbor/put.ts";
export { isThere, keptValue } from "../../json/kinds.ts";
export { membersIn } from "../../json/members.ts";
export { isIntegerName } from "../../json/names.ts";
export { undeclared } from "../../undeclared.ts";
export { ownPayloadOf, payloadOf, startOfRoom, takeRoom } from "./buffer.ts";
export { arePartsApart, isPlain, putAny, putParts } from "./write.ts";
