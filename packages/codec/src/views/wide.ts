import { isSafe } from "../cbor/integer.ts";

/** The JSON form of an integer: a number where that is exact, else its digits. */
export function wideToJson(integer: bigint): number | string {
  return isSafe(integer) ? Number(integer) : `${integer}`;
}

/** The integer of such a JSON form, or of the digits of any; bounded in length, for digits take long to read. */
export function wideFromJson(json: unknown): bigint | undefined {
  const isDigits = typeof json === "string" && json.length <= 310 && /^(?:0|-?[1-9][0-9]*)$/.test(json);
  return isDigits || Number.isSafeInteger(json) ? BigInt(json as string | number) : undefined;
}
