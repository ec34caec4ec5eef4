/**
 * What generated code calls that reads payloads.
 *
 * @module
 */

export { float64At, uint32At } from "../../cbor/head.ts";
export { isAt } from "../../cbor/read.ts";
export { skip } from "../../cbor/skip.ts";
export { isCut, latin1Of, textFrom as text } from "../../cbor/text.ts";
export { allDifferent, characters, isMultiple } from "../../json/constraints.ts";
export { setMember } from "../../json/kinds.ts";
export { Others } from "./others.ts";
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
  shortest,
  smallBigints,
  smallBytes,
  stringLength,
} from "./read.ts";
export { stop } from "./stop.ts";
