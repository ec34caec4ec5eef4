/**
 * What generated code calls.
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
export { isAt } from "../../cbor/read.ts";
export { skip } from "../../cbor/skip.ts";
export { latin1Of, textCut, textFrom as text } from "../../cbor/text.ts";
export { allDifferent, characters, isMultiple } from "../../json/constraints.ts";
export { keptValue, setMember } from "../../json/kinds.ts";
export { isIntegerName } from "../../json/names.ts";
export { undeclared } from "../../undeclared.ts";
export { borrowBuffer, ownPayloadOf, payloadOf, startOfRoom, takeRoom } from "./buffer.ts";
export {
  putBase64,
  putDecimal,
  putJson,
  putJsonBigint,
  putJsonNumber,
  putJsonText,
  putNumbers,
  textOf,
} from "./json.ts";
export { charactersAt } from "./long.ts";
export {
  any,
  behindHead,
  bigInteger,
  charactersOf,
  copyOf,
  count,
  findKey,
  heads,
  integer,
  isKey,
  isPlainKey,
  itemAt,
  keyName,
  memberAt,
  number,
  Others,
  plainKey,
  smallBigints,
  smallBytes,
  stringLength,
} from "./read.ts";
export { stop } from "./stop.ts";
export { isPlain, putAny } from "./write.ts";
