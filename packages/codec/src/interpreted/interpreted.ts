import type { Limits } from "../cbor/limits.ts";
import { scan } from "../cbor/scan.ts";
import type { Engine } from "../engine.ts";
import type { CodecError } from "../error.ts";
import { valueFromJson } from "../json/from-json.ts";
import { checkValue, type ToJsonOptions, valueToJson } from "../json/to-json.ts";
import { createVisit } from "../json/visit.ts";
import { embeds, type Plan } from "../plan/plan.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";

/** An engine that also says what another one stopped at. */
export interface Interpreted extends Engine {
  /**
   * Looks for what is wrong with a payload.
   *
   * @param right - every data item that ends before this offset is known to be what it should be
   * @returns nothing when nothing is wrong, or when the payload ends before that offset
   * @throws CodecError where the payload is not well-formed or breaks a limit
   */
  explain(payload: Uint8Array, right: number): CodecError | undefined;
}

/**
 * The engine that follows the plan step by step, without code generation, cbor-x or Ajv: it explains what the compiled
 * engine refuses, and takes its place where a policy forbids code generation.
 */
export function createInterpretedEngine(plan: Plan, limits: Limits): Interpreted {
  const holdsPayloads = embeds(plan);

  function explain(payload: Uint8Array, right: number): CodecError | undefined {
    if (holdsPayloads) {
      // Those that are right count for the limits, too.
      decode(payload);
      return undefined;
    }
    const place = scan(payload, limits, undefined, right);
    return place && read(plan, payload, place).faults.error();
  }

  function decode(payload: Uint8Array): unknown {
    const tally = holdsPayloads ? { items: 0, steps: 0 } : undefined;
    scan(payload, limits, tally);
    const { value, faults } = read(plan, payload, undefined, tally && { limits, tally });
    faults.throwIfAny();
    return value;
  }

  function toJson(value: unknown, options?: ToJsonOptions) {
    const visit = createVisit(limits);
    const json = valueToJson(plan, value, visit);
    visit.faults.throwIfAny();
    return options?.redact ? valueToJson(plan, value, createVisit(limits), options) : json;
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
    decode(payload);
    return payload;
  }

  return {
    explain,
    decode,
    encode,
    toJson,
    fromJson,
    transcode: (payload) => JSON.stringify(toJson(decode(payload))),
  };
}
