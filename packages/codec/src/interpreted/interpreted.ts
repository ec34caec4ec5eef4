import type { Limits } from "../cbor/limits.ts";
import { scan } from "../cbor/scan.ts";
import type { Engine } from "../engine.ts";
import type { CodecError } from "../error.ts";
import { valueFromJson } from "../json/from-json.ts";
import { plainText } from "../json/plain-json.ts";
import { checkValue, type ToJsonOptions, valueToJson } from "../json/to-json.ts";
import { createVisit } from "../json/visit.ts";
import type { Json } from "../plan/json-schema.ts";
import {
  embeds,
  holdsSecrets,
  holdsViews,
  isUndescribed,
  type Plan,
  someIn,
  whenAsked,
} from "../plan/plan.ts";
import { NOWHERE, read } from "./read.ts";
import { write } from "./write.ts";

/** An engine that also decides on what another one stopped at. */
export interface Interpreted extends Engine {
  /**
   * Decodes a payload in which something may be wrong: builds its value only when nothing is.
   *
   * @param right - every data item that ends before this offset is known to be what it should be
   * @throws CodecError as `decode` does
   */
  decide(payload: Uint8Array, right: number): unknown;
  /** The JSON text of a value that has just been decoded. */
  readToText(value: unknown): string;
}

/**
 * What is wrong with a payload, if anything: the same that `decode` throws, and its value is not built.
 *
 * @throws CodecError where it is not well-formed or breaks a limit
 */
export function faultsIn(plan: Plan, payload: Uint8Array, limits: Limits): CodecError | undefined {
  const tally = embeds(plan) ? { items: 0, steps: 0 } : undefined;
  scan(payload, limits, tally);
  return read(plan, payload, NOWHERE, tally && { limits, tally }).faults.error();
}

/**
 * The engine that follows the plan step by step, without code generation, cbor-x or Ajv: it explains what the compiled
 * engine refuses, and takes its place where a policy forbids code generation.
 */
export function createInterpretedEngine(plan: Plan, limits: Limits): Interpreted {
  const hasViews = whenAsked(() => holdsViews(plan));
  const isOpen = whenAsked(() => isUndescribed(plan));
  const hasSecrets = whenAsked(() => holdsSecrets(plan));
  const holdsPayloads = whenAsked(() => embeds(plan));
  /** How many items a byte may be, at the most: that of a byte string without bytes may be one around a map. */
  const most = whenAsked(() => (embedsNothing(plan) ? 2 : 1));

  function decide(payload: Uint8Array, right: number): unknown {
    // Payloads in it that are right count for the limits, too.
    if (holdsPayloads()) return decode(payload);
    const place = scan(payload, limits, undefined, right);
    if (place !== undefined) read(plan, payload, place).faults.throwIfAny();
    return read(plan, payload, undefined, undefined, true).value;
  }

  function decode(payload: Uint8Array): unknown {
    const tally = holdsPayloads() ? { items: 0, steps: 0 } : undefined;
    scan(payload, limits, tally);
    const budget = tally && { limits, tally, few: payload.length * most() <= limits.items };
    const { value, faults } = read(plan, payload, undefined, budget);
    faults.throwIfAny();
    return value;
  }

  function plainToJson(value: unknown, isRead: boolean): Json {
    const visit = createVisit(limits, isRead);
    const json = valueToJson(plan, value, visit);
    visit.faults.throwIfAny();
    return json;
  }

  function readToText(value: unknown): string {
    const text = hasViews() ? undefined : plainText(value, isOpen());
    return text ?? JSON.stringify(plainToJson(value, true));
  }

  function toJson(value: unknown, options?: ToJsonOptions) {
    const json = plainToJson(value, false);
    return options?.redact && hasSecrets() ? valueToJson(plan, value, createVisit(limits), options) : json;
  }

  function fromJson(json: unknown): unknown {
    const visit = createVisit(limits);
    const value = valueFromJson(plan, json, visit);
    visit.faults.throwIfAny();
    return value;
  }

  function encode(value: unknown): Uint8Array<ArrayBuffer> {
    const visit = createVisit(limits);
    checkValue(plan, value, visit);
    visit.faults.throwIfAny();
    const payload = write(plan, value, limits);
    // A getter may have answered otherwise than when it was judged.
    const wrong = faultsIn(plan, payload, limits);
    if (wrong !== undefined) throw wrong;
    return payload;
  }

  return {
    decide,
    decode,
    encode,
    toJson,
    readToText,
    fromJson,
    transcode: (payload) => readToText(decode(payload)),
  };
}

/** Whether no bytes at all may be a payload in a payload. */
function embedsNothing(plan: Plan): boolean {
  return someIn(plan, (one) => one.kind === "embedded" && one.zeroLengthMap);
}
