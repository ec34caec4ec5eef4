/**
 * CBOR and JSON without a schema: the same mapping, with nothing to check it against.
 *
 * @module
 */

import { diagnose as diagnoseItem } from "../cbor/diagnostic.ts";
import { type Limits, resolveLimits } from "../cbor/limits.ts";
import { scan } from "../cbor/scan.ts";
import { read } from "../interpreted/read.ts";
import { write } from "../interpreted/write.ts";
import { valueFromJson } from "../json/from-json.ts";
import { asPayload } from "../json/kinds.ts";
import { plainJson } from "../json/plain-json.ts";
import { createVisit } from "../json/visit.ts";
import type { Json } from "../plan/json-schema.ts";
import { anyPlan } from "../plan/plan.ts";

/**
 * Reads any payload as JSON: byte strings become base64, keys become strings, integers beyond ±(2^53−1) decimal
 * strings. Nothing is merged or guessed: what JSON cannot hold is refused.
 *
 * @throws CodecError `limit` where it is too long; `not-well-formed`; `limit`; `invalid` for bad UTF-8 and for keys that become one string;
 * `unexpected` for tags, undefined and other simple values, NaN and the infinities
 */
export function cborToJson(payload: Uint8Array, limits?: Partial<Limits>): Json {
  const resolved = resolveLimits(limits);
  scan(asPayload(payload, "cborToJson"), resolved);
  const { value, faults } = read(anyPlan, payload);
  faults.throwIfAny();
  return plainJson(value, false) as Json;
}

/**
 * Writes a JSON value as CBOR: safe integers as integers, other numbers as the shortest float, strings as text.
 *
 * @throws CodecError `unexpected` for what is no JSON value; `limit` for what is too deep or too large
 */
export function jsonToCbor(json: unknown, limits?: Partial<Limits>): Uint8Array<ArrayBuffer> {
  const resolved = resolveLimits(limits);
  const visit = createVisit(resolved);
  const value = valueFromJson(anyPlan, json, visit);
  visit.faults.throwIfAny();
  return write(anyPlan, value, resolved);
}

/**
 * Writes a payload in diagnostic notation, as RFC 8949 shows CBOR to people: `{"n": 2, "d": h'01ff'}`.
 *
 * @throws CodecError `limit` where it is too long; `not-well-formed`; `limit`
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-8 | RFC 8949 §8}
 */
export function diagnose(payload: Uint8Array, limits?: Partial<Limits>): string {
  scan(asPayload(payload, "diagnose"), resolveLimits(limits));
  return diagnoseItem(payload);
}
