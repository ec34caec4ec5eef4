import { toBase64 } from "./base64.ts";
import { FLOAT, floatAt, integerAt, MAJOR, majorOf, SIMPLE } from "./head.ts";
import { stringBytes, textAt } from "./read.ts";

/**
 * The string that a map key becomes in JSON: text as it is, integers in decimal, bytes in base64, `true`, `false`,
 * `null`, floats as their shortest decimal.
 *
 * @returns `undefined` for a key that has no such string: undefined and other simple values, NaN and the infinities, tags, arrays, maps
 */
export function keyName(payload: Uint8Array, offset: number): string | undefined {
  const initial = payload[offset] as number;
  const major = majorOf(initial);
  if (major <= MAJOR.negative) return integerAt(payload, offset).toString();
  if (major === MAJOR.bytes) return toBase64(stringBytes(payload, offset));
  if (major === MAJOR.text) return textAt(payload, offset);
  if (major !== MAJOR.simple) return undefined;
  if (initial === SIMPLE.true) return "true";
  if (initial === SIMPLE.false) return "false";
  if (initial === SIMPLE.null) return "null";
  if (initial < FLOAT.half) return undefined;
  const float = floatAt(payload, offset);
  return Number.isFinite(float) ? floatName(float) : undefined;
}

/** −0 and 0 are one number to JSON, so they are one name. */
function floatName(float: number): string {
  return String(float === 0 ? 0 : float);
}
