/**
 * The conversions of views, for modules that were compiled ahead of time: they import those that their messages have.
 *
 * @module
 */
export { anyNumber } from "./any-number.ts";
export { bignum } from "./big-integer.ts";
export { bits } from "./bits.ts";
export { bytesLiteral } from "./bytes-literal.ts";
export { dateTime } from "./date-time.ts";
export { decimalFraction } from "./decimal-fraction.ts";
export { duration } from "./duration.ts";
export { enumeration } from "./enum.ts";
export { hex } from "./hex.ts";
export { ipAddress } from "./ip-address.ts";
export { mapOf } from "./map-of.ts";
export { scaled } from "./scaled.ts";
export { setOf } from "./set-of.ts";
export { timestamp } from "./timestamp.ts";
export { typedArray } from "./typed-array.ts";
export { uuid } from "./uuid.ts";
