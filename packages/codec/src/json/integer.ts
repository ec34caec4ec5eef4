import { isSafe } from "../cbor/integer.ts";

/** The JSON form of an integer: a number where that is exact, else decimal digits. */
export function integerToJson(value: bigint): number | string {
  return isSafe(value) ? Number(value) : value.toString();
}
