/**
 * What generated code calls.
 *
 * @module
 */
export { isIntegerName } from "../../../json/names.ts";
export { allDifferent, characters, isMultiple } from "./bounds.ts";
export { putBase64, putDecimal, putJsonBigint, putJsonNumber, putJsonText, textOf } from "./json.ts";
export {
  any,
  bigInteger,
  copyOf,
  count,
  heads,
  integer,
  keyName,
  memberAt,
  number,
  setMember,
  smallBigints,
  stringLength,
  text,
} from "./read.ts";
export {
  grow,
  isPlain,
  putAny,
  putBigint,
  putDouble,
  putHead,
  putInteger,
  putNumber,
  putSingle,
  putText,
} from "./write.ts";
