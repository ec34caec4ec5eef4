/**
 * What generated code calls that reads and writes values.
 *
 * @module
 */

export { float64At, uint32At } from "../../cbor/head.ts";
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
export { isAt } from "../../cbor/read.ts";
export { skip } from "../../cbor/skip.ts";
export { isCut, latin1Of, textFrom as text } from "../../cbor/text.ts";
export { allDifferent, characters, isMultiple } from "../../json/constraints.ts";
export { isThere, keptValue, setMember } from "../../json/kinds.ts";
export { isIntegerName } from "../../json/names.ts";
export { undeclared } from "../../undeclared.ts";
export { borrowBuffer, ownPayloadOf, payloadOf, startOfRoom, takeRoom } from "./buffer.ts";
export {
  any,
  bigInteger,
  charactersAt,
  charactersOf,
  copyOf,
  count,
  countItems,
  findKey,
  heads,
  integer,
  isRest,
  itemAt,
  keyName,
  memberAt,
  number,
  Others,
  plainKey,
  shortest,
  smallBigints,
  smallBytes,
  stringLength,
} from "./read.ts";
export { stop } from "./stop.ts";
export { isPlain, putAny } from "./write.ts";
